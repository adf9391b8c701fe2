import * as prom from 'prom-client';
import type { Counter, Histogram, Labels, Metrics } from '../../ports/metrics.ts';

export interface MetricsRegistry extends Metrics {
  readonly contentType: string;
  /** Everything in the Prometheus text format. */
  render(): Promise<string>;
}

const counterOf = (counter: prom.Counter): Counter => ({
  add: (labels, amount = 1) => (labels ? counter.inc({ ...labels }, amount) : counter.inc(amount)),
});

const histogramOf = (histogram: prom.Histogram): Histogram => ({
  observe: (value, labels) =>
    labels ? histogram.observe({ ...labels }, value) : histogram.observe(value),
});

/** A registry of its own, so that two servers in one process do not share counters. */
export const createMetrics = (options: { readonly processMetrics: boolean }): MetricsRegistry => {
  const registry = new prom.Registry();
  if (options.processMetrics) prom.collectDefaultMetrics({ register: registry });
  const counters = new Map<string, prom.Counter>();
  const histograms = new Map<string, prom.Histogram>();

  const counter = (name: string, help: string, known: readonly Labels[] = []): Counter => {
    const labelNames = [...new Set(known.flatMap((labels) => Object.keys(labels)))];
    const made =
      counters.get(name) ?? new prom.Counter({ name, help, labelNames, registers: [registry] });
    counters.set(name, made);
    for (const labels of known) made.inc({ ...labels }, 0);
    return counterOf(made);
  };

  const histogram = (
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames: readonly string[] = [],
  ): Histogram => {
    const made =
      histograms.get(name) ??
      new prom.Histogram({
        name,
        help,
        buckets: [...buckets],
        labelNames: [...labelNames],
        registers: [registry],
      });
    histograms.set(name, made);
    return histogramOf(made);
  };

  return {
    counter,
    histogram,
    gauge: (name, help, read) => {
      const gauge: prom.Gauge = new prom.Gauge({
        name,
        help,
        registers: [registry],
        collect: async () => gauge.set(await read()),
      });
    },
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
};
