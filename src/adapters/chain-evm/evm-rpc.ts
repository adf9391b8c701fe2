import {
  BaseError,
  createClient,
  HttpRequestError,
  http,
  RpcRequestError,
  TimeoutError,
} from 'viem';
import { fail, type Outcome, ok } from '../../core/outcome.ts';

export type Hex = `0x${string}`;

export interface EvmRpc {
  /** Calls made at the same time travel together. Throws what `guarded` turns into failures. */
  request<T>(method: string, params: readonly unknown[]): Promise<T>;
}

/** The node serves another network than the settings say. */
export class WrongChain extends Error {}
/** What the node says does not fit together, most likely because its chain is being reorganised. */
export class Unsettled extends Error {}

/** An answer that is no answer to what was asked. */
export class Malformed extends Error {}

const MAX_RESPONSE_BYTES = 128 * 1024 * 1024;
const BATCH = 50;

export const createEvmRpc = (options: {
  readonly url: string;
  readonly timeoutMs: number;
  readonly retries: number;
}): EvmRpc => {
  const client = createClient({
    cacheTime: 0,
    transport: http(options.url, {
      batch: { batchSize: BATCH },
      timeout: options.timeoutMs,
      retryCount: options.retries,
      maxResponseBodySize: MAX_RESPONSE_BYTES,
    }),
  });
  const request = client.request as (call: {
    readonly method: string;
    readonly params: readonly unknown[];
  }) => Promise<unknown>;
  return {
    request: async <T>(method: string, params: readonly unknown[]) =>
      (await request({ method, params })) as T,
  };
};

/** Errors of the transport and of the node are failures; anything else is a bug and is thrown. */
export const guarded = async <T>(work: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof WrongChain) return fail('precondition', 'chain_wrong');
    if (error instanceof Unsettled) {
      return fail('precondition', 'chain_refused', { reason: 'reorganising' });
    }
    if (error instanceof Malformed) {
      return fail('precondition', 'chain_refused', { reason: 'malformed' });
    }
    if (!(error instanceof BaseError)) throw error;
    // Never the message: it holds the address of the node, and often a key in it.
    const unreachable = error.walk(
      (one) => one instanceof HttpRequestError || one instanceof TimeoutError,
    );
    if (unreachable !== null) return fail('precondition', 'chain_unreachable');
    return fail('precondition', 'chain_refused', { reason: codeOf(error) ?? error.name });
  }
};

/** The JSON-RPC error code with which the node refused; undefined for any other error. */
export const codeOf = (error: unknown): number | undefined => {
  if (!(error instanceof BaseError)) return undefined;
  const refused = error.walk((one) => one instanceof RpcRequestError);
  return refused instanceof RpcRequestError ? refused.code : undefined;
};

export const toHex = (value: number): Hex => `0x${value.toString(16)}`;
const HEX = /^0x[0-9a-fA-F]+$/;

const hexOf = (value: unknown): string => {
  if (typeof value === 'string' && HEX.test(value)) return value;
  throw new Malformed('not a number');
};
/** Both throw `Malformed` on anything but a hexadecimal number. */
export const toNumber = (hex: unknown): number => Number(hexOf(hex));
export const toText = (hex: unknown): string => BigInt(hexOf(hex)).toString();
