import {
  createHttpExchange,
  type ExchangeHttpOptions,
} from '../../src/adapters/exchange-http/create-exchange.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { systemIds } from '../../src/adapters/system/ids.ts';
import { createMetrics } from '../../src/platform/metrics/create-metrics.ts';
import type { Log } from '../../src/ports/log.ts';
import { TEST_KEYS } from './exchange-server.ts';

export interface LogLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** Keeps what is logged, so that a test can look for what must not be there. */
export const keptLog = (): Log & { readonly lines: readonly LogLine[] } => {
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

/** The adapter, with a log of its own and short times. */
export const connectExchange = (
  url: string,
  given: Partial<Omit<ExchangeHttpOptions, 'connection' | 'log' | 'metrics'>> = {},
) => {
  const log = keptLog();
  const metrics = createMetrics({ processMetrics: false });
  const exchange = createHttpExchange({
    connection: { url, certificateFile: null, keyFile: null, caFile: null },
    key: TEST_KEYS.support,
    complianceKey: TEST_KEYS.compliance,
    clock: systemClock,
    ids: systemIds,
    log,
    metrics,
    readTimeoutMs: 1_000,
    actionTimeoutMs: 1_500,
    ...given,
  });
  return { exchange, log, metrics };
};
