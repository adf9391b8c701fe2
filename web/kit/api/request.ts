import type { ErrorReply } from '../../../src/contract/error.ts';

/** A request that did not succeed. `status` 0: the server was not reached. */
export interface Refusal {
  readonly ok: false;
  readonly status: number;
  /** Key `error.<code>` of the catalogue. */
  readonly code: string;
  /** Short id that the log holds too; null when no server answered. */
  readonly reference: string | null;
  readonly retryAfterMs: number | null;
  readonly details: Readonly<Record<string, unknown>>;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | Refusal;

export type Ask = <T>(method: string, path: string, body?: unknown) => Promise<Answer<T>>;

const NO_ANSWER_WITHIN_MS = 20_000;

export const unreachable = (code = 'unreachable'): Refusal => ({
  ok: false,
  status: 0,
  code,
  reference: null,
  retryAfterMs: null,
  details: {},
});

/** Reads a refusal out of a reply, also when something between us and the server wrote it. */
export const readRefusal = (status: number, text: string, retryAfter: string | null): Refusal => {
  const seconds = Number(retryAfter);
  const base = {
    ok: false as const,
    status,
    retryAfterMs: retryAfter !== null && seconds > 0 ? seconds * 1_000 : null,
  };
  try {
    const { error } = JSON.parse(text) as ErrorReply;
    return {
      ...base,
      code: error.code,
      reference: error.reference,
      details: error.details ?? {},
    };
  } catch {
    return { ...base, code: 'internal_error', reference: null, details: {} };
  }
};

/** Whether trying the same again later may succeed. */
export const mayRetry = ({ status }: Refusal): boolean =>
  status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;

/**
 * Makes the function that asks the server. `session` is put into the Authorization header; staff have a cookie
 * and give none. Never throws for what the network or the server does.
 */
export const createAsk =
  (session: () => string | undefined, fetcher: typeof fetch = (...args) => fetch(...args)): Ask =>
  async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const secret = session();
    try {
      const reply = await fetcher(path, {
        method,
        signal: AbortSignal.timeout(NO_ANSWER_WITHIN_MS),
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await reply.text();
      if (!reply.ok) return readRefusal(reply.status, text, reply.headers.get('retry-after'));
      return { ok: true, value: (text === '' ? undefined : JSON.parse(text)) as T };
    } catch {
      return unreachable();
    }
  };
