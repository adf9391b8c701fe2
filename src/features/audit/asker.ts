import { AsyncLocalStorage } from 'node:async_hooks';

/** Where a request of staff or of a key came from; what is written while it is answered carries it. */
export interface Asker {
  readonly address: string;
  /** Keyed hash or id of the session or key; no secret. */
  readonly sessionId: string;
}

const asking = new AsyncLocalStorage<Asker>();

/** Runs `work` on behalf of this asker. */
export const withAsker = <T>(asker: Asker, work: () => T): T => asking.run(asker, work);

/** Undefined where nobody asks: the system acts by itself, or a customer does. */
export const currentAsker = (): Asker | undefined => asking.getStore();

/** The same function, run later on behalf of whoever asks now. For work that waits in a queue shared with others. */
export const keepAsker = <A extends readonly unknown[], R>(
  work: (...args: A) => R,
): ((...args: A) => R) => {
  const asker = asking.getStore();
  return asker === undefined
    ? (...args) => asking.exit(() => work(...args))
    : (...args) => asking.run(asker, () => work(...args));
};
