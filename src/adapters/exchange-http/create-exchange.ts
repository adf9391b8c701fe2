import type { Exchange } from '../../ports/exchange.ts';
import { createActions, createProofs } from './actions.ts';
import { type CallOptions, createCall } from './call-endpoint.ts';
import { createReadCache } from './read-cache.ts';
import { createReads } from './reads.ts';
import { type Connection, createSender } from './send-http.ts';

export type { Connection } from './send-http.ts';
export type ExchangeHttpOptions = Pick<
  CallOptions,
  'key' | 'complianceKey' | 'clock' | 'ids' | 'log' | 'metrics'
> & {
  readonly connection: Connection;
  readonly readTimeoutMs?: number;
  readonly actionTimeoutMs?: number;
};

const READ_TIMEOUT_MS = 3_000;
const ACTION_TIMEOUT_MS = 10_000;

/**
 * The exchange behind its published support API (`docs/exchange-api.yaml`). No method throws for what the exchange does
 * or fails to do. Throws here when a file of the connection cannot be read.
 */
export const createHttpExchange = (
  options: ExchangeHttpOptions,
): Exchange & { readonly close: () => void } => {
  const sender = createSender(options.connection);
  const call = createCall({
    ...options,
    sender,
    readTimeoutMs: options.readTimeoutMs ?? READ_TIMEOUT_MS,
    actionTimeoutMs: options.actionTimeoutMs ?? ACTION_TIMEOUT_MS,
  });
  const cache = createReadCache(() => performance.now());
  return {
    reads: createReads(call, cache),
    actions: createActions(call, cache),
    proofs: createProofs(call, options.ids),
    compliance: {
      restrictionSecrets: (userId) => call('restrictionSecrets', { params: { userId } }),
    },
    events: { poll: (cursor) => call('events', { query: cursor === null ? {} : { cursor } }) },
    forget: cache.forget,
    close: sender.close,
  };
};
