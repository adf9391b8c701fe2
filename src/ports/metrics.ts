/** Label values must come from closed lists of ours: a value made by a caller would grow without bound. */
export type Labels = Readonly<Record<string, string>>;

export interface Counter {
  add(labels?: Labels, amount?: number): void;
}

export interface Histogram {
  /** In the unit that the metric's name ends with. */
  observe(value: number, labels?: Labels): void;
}

export interface Metrics {
  /** `known` are the label sets that are reported as 0 before anything happened. Asking twice gives the same counter. */
  counter(name: string, help: string, known?: readonly Labels[]): Counter;
  /** `read` is called when metrics are asked for. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  histogram(
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames?: readonly string[],
  ): Histogram;
}
