import type { ContactNote } from '../../contract/conversation.ts';
import type { OfficialAnswer } from '../../contract/official.ts';
import type { Route } from '../../contract/route.ts';
import type { Outcome } from '../../core/outcome.ts';
import { readCodeWords } from './code-words.ts';
import { CurrentBook } from './current-book.ts';
import type { OfficialDeps } from './deps.ts';
import { checkOwnWords, noteContacts } from './note-contacts.ts';
import { officialRoutes } from './routes.ts';
import { verify } from './verify.ts';

export { importPhishingHosts } from './import-hosts.ts';
export { readKnownServices } from './known-services.ts';
export { seedRegistry } from './seed-registry.ts';
export { verify } from './verify.ts';

export interface Official {
  readonly routes: readonly Route[];
  /** Reads the registry, and keeps it as fresh as 2 s. */
  start(): Promise<void>;
  /** Reads what is stored now. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
  /** Whether what somebody pasted is ours; null where it is nothing that can be checked. */
  verify(pasted: string): OfficialAnswer | null;
  /** What leads somewhere in the words of a message, for those who read it. */
  contactsOf(text: string): readonly ContactNote[];
  /** Whether words may be said in our name. Failure: `foreign_contact`. */
  checkOwnWords(text: string): Outcome<null>;
}

/** What is really ours, and what only looks like it. */
export const createOfficial = (deps: OfficialDeps): Official => {
  const current = new CurrentBook(deps);
  const words = readCodeWords(deps.folder);
  return {
    routes: officialRoutes(deps, current, words),
    start: () => current.start(),
    refresh: () => current.read(),
    stop: () => current.stop(),
    verify: (pasted) => verify(current.book, pasted, deps.clock.now()),
    contactsOf: (text) => noteContacts(current.book, text, deps.clock.now()),
    checkOwnWords: (text) => checkOwnWords(current.book, text, deps.clock.now()),
  };
};
