import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { checkBook } from '../../core/sla/check-book.ts';
import type { SlaBook } from '../../core/sla/policy.ts';
import { isTimeZone } from '../../core/sla/time-zone.ts';
import { writeAudit } from '../audit/index.ts';
import type { SlaDeps } from './deps.ts';
import { recountBy } from './recount.ts';
import { insertBook } from './store.ts';

/** A version holds a moment after it is published, so that whatever is counted up to then is counted by the one before. */
const HOLDS_IN_MS = 1_500;

/** What staff keep is guarded like what people write. */
const withoutSecrets = ({ guard }: SlaDeps, book: SlaBook): SlaBook => ({
  ...book,
  calendars: book.calendars.map((calendar) => ({
    ...calendar,
    name: guard.redact(calendar.name).text,
    holidays: calendar.holidays.map((day) => ({ ...day, name: guard.redact(day.name).text })),
  })),
  policies: book.policies.map((policy) => ({ ...policy, name: guard.redact(policy.name).text })),
});

/**
 * Publishes calendars and policies as a whole, or nothing of them. Failures: `sla_book_impossible` with every problem
 * and its place (`details.problems`), `sla_book_overtaken` when somebody published meanwhile.
 */
export const publishBook = async (
  deps: SlaDeps,
  agentId: AgentId,
  basedOn: number,
  given: SlaBook,
): Promise<Outcome<null>> => {
  const problems = checkBook(given, isTimeZone);
  if (problems.length > 0) return fail('invalid', 'sla_book_impossible', { problems });
  const book = withoutSecrets(deps, given);
  const overtaken = fail('conflict', 'sla_book_overtaken');
  return deps.database.transaction().execute(async (trx) => {
    const newest = (await deps.books.all(trx)).at(-1)?.version;
    if (newest !== basedOn) return overtaken;
    const version = basedOn + 1;
    const from = await insertBook(trx, {
      version,
      inMs: HOLDS_IN_MS,
      publishedBy: agentId,
      book,
    });
    if (from === null) return overtaken;
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'sla_book_published',
      subject: { kind: 'sla_book', id: String(version) },
      data: { basedOn, calendars: book.calendars.length, policies: book.policies.length },
    });
    await deps.dueWork.schedule(trx, [recountBy(version, from)]);
    return ok(null);
  });
};
