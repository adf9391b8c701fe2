import type { ArticleHit } from '../../../src/contract/help.ts';
import { wakeGuard } from '../guard/wake-guard.ts';
import { createCell } from './cell.ts';
import { currentLocale } from './locale.ts';
import { ask } from './session.ts';

/** Nobody is asked in the middle of a word: milliseconds after the last key. */
const PAUSE_MS = 150;
const MOST_HITS = 4;

/** The question that is being put, and the articles that may answer it. Kept while an article is read. */
interface Asking {
  readonly words: string;
  /** Null while nothing was found out yet. */
  readonly hits: readonly ArticleHit[] | null;
  /** Key of the sentence that says why there are none. */
  readonly trouble: 'ask.offline' | 'ask.failed' | 'secret.never' | null;
}
const NOTHING: Asking = { words: '', hits: null, trouble: null };
export const asking = createCell<Asking>(NOTHING);

let timer: ReturnType<typeof setTimeout> | undefined;
/** Grows with every change of the words: an answer to older ones is dropped. */
let turn = 0;

const search = async (words: string): Promise<void> => {
  const mine = turn;
  // What was not looked at does not leave the page while it is being typed.
  const guard = await wakeGuard();
  if (mine !== turn) return;
  if (guard === null || guard.findSecrets(words, []).length > 0) {
    asking.patch({ hits: null, trouble: guard === null ? 'ask.failed' : 'secret.never' });
    return;
  }
  const locale = currentLocale();
  const query = new URLSearchParams({ q: words, locale, limit: `${MOST_HITS}` });
  const answer = await ask<{ hits: readonly ArticleHit[] }>('GET', `/api/help/search?${query}`);
  if (mine !== turn) return;
  if (answer.ok) asking.patch({ hits: answer.value.hits, trouble: null });
  else asking.patch({ hits: null, trouble: answer.status === 0 ? 'ask.offline' : 'ask.failed' });
};

/** Takes the words as they are typed. What was found stays until something else is found. */
export const askFor = (words: string): void => {
  clearTimeout(timer);
  turn += 1;
  const meant = words.trim();
  if (meant === '') {
    asking.set({ ...NOTHING, words });
    return;
  }
  asking.patch({ words });
  timer = setTimeout(() => void search(meant), PAUSE_MS);
};

/** Lets go of the question: it was sent, or somebody else is here. */
export const forgetQuestion = (): void => askFor('');
