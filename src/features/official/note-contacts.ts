import type { ContactNote } from '../../contract/conversation.ts';
import type { OfficialBook } from '../../core/official/classify.ts';
import { findContacts, foreignContacts } from '../../core/official/find-contacts.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';

/** What leads somewhere in a message, for those who read it. */
export const noteContacts = (
  book: OfficialBook,
  text: string,
  atMs: number,
): readonly ContactNote[] =>
  findContacts(book, text, atMs, false).map(({ start, end, href, answer, warning }) => ({
    start,
    end,
    href,
    verdict: answer.verdict,
    warning,
    nearest: answer.reason === 'look_alike' ? answer.nearest : null,
  }));

/**
 * Whether words may be said in our name: a contact in them that is neither ours nor allowed is refused, so that nobody
 * inside leads a customer outside. Failure: `foreign_contact`, with where each stands in the text.
 */
export const checkOwnWords = (book: OfficialBook, text: string, atMs: number): Outcome<null> => {
  const foreign = foreignContacts(findContacts(book, text, atMs, true));
  return foreign.length === 0
    ? ok(null)
    : fail('precondition', 'foreign_contact', {
        places: foreign.map(({ start, end, subject }) => ({ start, end, kind: subject.kind })),
      });
};
