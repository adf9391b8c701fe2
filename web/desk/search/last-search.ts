import { createStore } from '../state/store.ts';

/** Results that were left for a conversation, to be found again as they were. */
export interface Left {
  readonly conversationId: string;
  /** How far the results were scrolled, px. */
  readonly scrollTop: number;
}

/** What was looked for last. Not in the address: that is kept in histories and logs, and words are people's. */
export const asked = createStore('');

/** Where the results were left; null when they were not, or something else was asked for since. */
export const left = createStore<Left | null>(null);

/** The number whose conversation was opened at once, and is not when one comes back from it. */
export const jumped = createStore<string | null>(null);

export const ask = (q: string): void => {
  asked.set(q.trim());
  left.set(null);
  jumped.set(null);
};
