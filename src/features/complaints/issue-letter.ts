import type { LetterKind } from '../../contract/complaints.ts';
import type { AtMs } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import type { ComplaintDeps } from './deps.ts';
import { writeLetter } from './letter.ts';
import { letterContext, open, seal } from './seal.ts';
import { type Complaint, insertLetter, listLetters, type NewComplaint } from './store.ts';

const SUFFIX: Readonly<Record<LetterKind, string>> = { receipt: 'R', decision: 'D' };

/** Writes a letter as it will always be read, in the transaction of what it tells. */
export const issueLetter = async (
  deps: Pick<ComplaintDeps, 'texts' | 'vault' | 'exchangeName'>,
  trx: Transaction,
  complaint: Pick<
    NewComplaint,
    'complaintId' | 'number' | 'customerId' | 'locale' | 'openedAt' | 'dueAt' | 'timeZone'
  >,
  letter: {
    readonly kind: LetterKind;
    readonly caseNumber: string;
    readonly at: AtMs;
    readonly words: string;
    readonly upheld: boolean | null;
  },
): Promise<void> => {
  const { complaintId, customerId, number: complaintNumber, locale } = complaint;
  const { openedAt, dueAt, timeZone } = complaint;
  const { kind, caseNumber, at: issuedAt, words, upheld } = letter;
  const number = `${complaintNumber}-${SUFFIX[kind]}`;
  const { texts, vault, exchangeName } = deps;
  const page = writeLetter(texts, {
    kind,
    locale,
    exchangeName,
    number,
    complaintNumber,
    caseNumber,
    issuedAt,
    openedAt,
    dueAt,
    timeZone,
    words,
    upheld,
  });
  const pageSealed = await seal(vault, customerId, page, letterContext(complaintId, kind), trx);
  await insertLetter(trx, complaintId, { kind, number, issuedAt, pageSealed });
};

/** The page of a letter; `letter_not_found` where it was not issued. */
export const readLetter = async (
  deps: Pick<ComplaintDeps, 'database' | 'vault'>,
  { complaintId, customerId }: Complaint,
  kind: LetterKind,
): Promise<
  Outcome<{ readonly number: string; readonly page: string; readonly issuedAt: AtMs }>
> => {
  const letters = await listLetters(deps.database, complaintId);
  const letter = letters.find((each) => each.kind === kind);
  if (letter === undefined) return fail('not_found', 'letter_not_found');
  const context = letterContext(complaintId, kind);
  return ok({
    number: letter.number,
    issuedAt: letter.issuedAt,
    page: await open(deps.vault, customerId, letter.pageSealed, context),
  });
};
