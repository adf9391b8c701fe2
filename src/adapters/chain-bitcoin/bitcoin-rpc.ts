import { setTimeout as sleep } from 'node:timers/promises';
import { fail, type Outcome, ok } from '../../core/outcome.ts';

export interface BitcoinRpc {
  /** Throws `NoAnswer` or `Refused`. */
  call<T>(method: string, ...params: readonly unknown[]): Promise<T>;
}

/** The node did not answer in time, or something else answered. */
export class NoAnswer extends Error {}
/** The node answered with an error. */
export class Refused extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.code = code;
  }
}
export class WrongChain extends Error {}
/** What the node says does not fit together, most likely because its chain is being reorganised. */
export class Unsettled extends Error {}

/** An answer that is no answer to what was asked. */
export class Malformed extends Error {}

const NO_SUCH = [-5, -8];

/** Bitcoin Core says it by code, bcoin by words. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Refused &&
  (NO_SUCH.includes(error.code) ||
    (error.code === -1 && /not (found|in mempool)/i.test(error.message)));

const METHOD_NOT_FOUND = -32601;
export const isUnknownMethod = (error: unknown): boolean =>
  error instanceof Refused && error.code === METHOD_NOT_FOUND;

/** `absent` where the node knows no such thing. */
export const orAbsent = async <T, A>(work: Promise<T>, absent: A): Promise<T | A> => {
  try {
    return await work;
  } catch (error) {
    if (isNotFound(error)) return absent;
    throw error;
  }
};

interface Reply {
  readonly result?: unknown;
  readonly error?: { readonly code?: number; readonly message?: string } | null;
}

const AT_ONCE = 16;
const RETRY_MS = 200;
const UNAUTHORISED = [401, 403];

export interface BitcoinRpcOptions {
  /** `http://user:password@host:port`. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly retries: number;
}

const readReply = async (response: Response): Promise<Reply> => {
  if (UNAUTHORISED.includes(response.status)) throw new Refused(response.status, 'not let in');
  try {
    return (await response.json()) as Reply;
  } catch {
    throw new NoAnswer(`no JSON, status ${response.status}`);
  }
};

export const createBitcoinRpc = (options: BitcoinRpcOptions): BitcoinRpc => {
  const { username, password, origin, pathname } = new URL(options.url);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers = {
    'content-type': 'application/json',
    ...(username === '' && password === ''
      ? {}
      : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
  };
  const queue: (() => void)[] = [];
  let running = 0;

  const enter = (): Promise<void> =>
    new Promise((resolve) => {
      queue.push(resolve);
      next();
    });
  const next = (): void => {
    if (running >= AT_ONCE) return;
    const first = queue.shift();
    if (first === undefined) return;
    running += 1;
    first();
  };
  const leave = (): void => {
    running -= 1;
    next();
  };
  const once = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    let response: Response;
    try {
      response = await fetch(`${origin}${pathname}`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ jsonrpc: '1.0', id: 1, method, params }),
        signal: AbortSignal.timeout(options.timeoutMs),
      });
    } catch (error) {
      throw new NoAnswer(error instanceof Error ? error.name : 'no answer');
    }
    const reply: unknown = await readReply(response);
    if (typeof reply !== 'object' || reply === null) throw new Malformed('not an answer');
    const { result, error } = reply as Reply;
    if (error) throw new Refused(error.code ?? 0, error.message ?? '');
    return result;
  };
  const call = async <T>(method: string, ...params: readonly unknown[]): Promise<T> => {
    await enter();
    try {
      for (let tries = 0; ; tries += 1) {
        try {
          return (await once(method, params)) as T;
        } catch (error) {
          if (!(error instanceof NoAnswer) || tries >= options.retries) throw error;
          await sleep(RETRY_MS * 2 ** tries);
        }
      }
    } finally {
      leave();
    }
  };
  return { call };
};

/** Errors of the way to the node and of the node are failures; anything else is a bug and is thrown. */
export const guarded = async <T>(work: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof NoAnswer) return fail('precondition', 'chain_unreachable');
    if (error instanceof WrongChain) return fail('precondition', 'chain_wrong');
    if (error instanceof Unsettled) {
      return fail('precondition', 'chain_refused', { reason: 'reorganising' });
    }
    if (error instanceof Malformed) {
      return fail('precondition', 'chain_refused', { reason: 'malformed' });
    }
    if (error instanceof Refused) {
      return fail('precondition', 'chain_refused', { reason: error.code });
    }
    throw error;
  }
};
