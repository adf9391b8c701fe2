import type { Asked, ExchangeUserId } from '../../ports/exchange.ts';

/** Answers that are good for some seconds. Equal questions at the same time are asked once. */
export interface ReadCache {
  ask<T>(question: Question, ask: () => Promise<Asked<T>>): Promise<Asked<T>>;
  /** Forgets what is known of a user, or, with null, what concerns nobody in particular. */
  forget(userId: ExchangeUserId | null): void;
}

export interface Question {
  /** Null where the answer concerns nobody in particular. */
  readonly userId: ExchangeUserId | null;
  /** Equal for equal questions. */
  readonly key: string;
  /** 0: only shared with those who ask at the same time. */
  readonly keepMs: number;
}

interface Entry {
  readonly answer: Promise<Asked<unknown>>;
  /** Infinite while the answer is under way. */
  untilMs: number;
}

const MAX_USERS = 2_000;
const MAX_ENTRIES_OF_ONE = 200;
const NOBODY = '';

/** `now` is any clock in ms that only goes forward. */
export const createReadCache = (now: () => number): ReadCache => {
  const users = new Map<string, Map<string, Entry>>();

  /** The map of a user, which becomes the one that was used last. */
  const entriesOf = (user: string): Map<string, Entry> => {
    const entries = users.get(user) ?? new Map<string, Entry>();
    users.delete(user);
    users.set(user, entries);
    const [oldest] = users.keys();
    if (users.size > MAX_USERS && oldest !== undefined) users.delete(oldest);
    return entries;
  };

  const keep = (entries: Map<string, Entry>, key: string, entry: Entry): void => {
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > MAX_ENTRIES_OF_ONE && oldest !== undefined) entries.delete(oldest);
  };

  return {
    ask: async <T>({ userId, key, keepMs }: Question, ask: () => Promise<Asked<T>>) => {
      const entries = entriesOf(userId ?? NOBODY);
      const known = entries.get(key);
      if (known !== undefined && known.untilMs > now()) return known.answer as Promise<Asked<T>>;
      const answer = ask();
      const entry: Entry = { answer, untilMs: Number.POSITIVE_INFINITY };
      keep(entries, key, entry);
      const drop = (): void => {
        // What was forgotten meanwhile has another entry by now, or none.
        if (entries.get(key) === entry) entries.delete(key);
      };
      try {
        const asked = await answer;
        if (asked.ok && keepMs > 0) entry.untilMs = now() + keepMs;
        else drop();
        return asked;
      } catch (error) {
        drop();
        throw error;
      }
    },
    forget: (userId) => {
      users.delete(userId ?? NOBODY);
    },
  };
};
