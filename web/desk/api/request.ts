import type { ErrorReply } from '../../../src/contract/error.ts';
import type { Method } from '../../../src/contract/route.ts';
import { OUT_OF_REACH, RequestFailure } from './failure.ts';

const TIMEOUT_MS = 20_000;

let whenSignedOut: () => void = () => undefined;
/** Called when the server says that the session is over. */
export const onSignedOut = (listener: () => void): void => {
  whenSignedOut = listener;
};

/** Reads the contract's error from an answer; an answer that is not ours (a proxy's) becomes `internal_error`. */
export const failureOf = async (response: Response): Promise<RequestFailure> => {
  const fallback = { code: 'internal_error', status: response.status };
  try {
    const reply = (await response.json()) as Partial<ErrorReply>;
    if (reply.error === undefined) return new RequestFailure(fallback);
    return new RequestFailure({ ...reply.error, status: response.status });
  } catch {
    return new RequestFailure(fallback);
  }
};

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

const urlOf = (path: string, query: RequestOptions['query']): string => {
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as [string, string]],
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
};

const send = async (method: Method, path: string, options: RequestOptions): Promise<Response> => {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal =
    options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  try {
    return await fetch(urlOf(path, options.query), {
      method,
      signal,
      credentials: 'same-origin',
      ...(options.body === undefined
        ? {}
        : {
            body: JSON.stringify(options.body),
            headers: { 'content-type': 'application/json' },
          }),
    });
  } catch (thrown) {
    if (options.signal?.aborted === true) throw thrown;
    throw new RequestFailure({ code: OUT_OF_REACH, status: 0 });
  }
};

/**
 * One request to our own server with the session's cookie. The reply's shape is the contract's and is not
 * checked again here. Rejects with `RequestFailure`; an abort by `signal` rejects as fetch does.
 */
export const request = async <T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<T> => {
  const response = await send(method, path, options);
  if (!response.ok) {
    const failure = await failureOf(response);
    if (response.status === 401) whenSignedOut();
    throw failure;
  }
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
};
