import { defineRoute, type Route } from '../../contract/route.ts';
import {
  bookParams,
  calendarPreview,
  importedHolidays,
  importIcal,
  previewCalendar,
  publishBook as publishBookSchema,
  type SlaClocks,
  slaBook,
  slaBookReply,
  slaClocks,
  slaParams,
  slaTrial,
  tryMoment as tryMomentSchema,
} from '../../contract/sla.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { checkBook } from '../../core/sla/check-book.ts';
import { checkCalendar, dateProblem } from '../../core/sla/check-calendar.ts';
import { clocksAt } from '../../core/sla/clocks.ts';
import { previewDays } from '../../core/sla/preview.ts';
import { readIcal } from '../../core/sla/read-ical.ts';
import { isTimeZone } from '../../core/sla/time-zone.ts';
import { tryMoment } from '../../core/sla/try-moment.ts';
import { databaseNow, findConversation, staffOf } from '../conversation/index.ts';
import { catchUp } from './catch-up.ts';
import type { SlaDeps } from './deps.ts';
import { publishBook } from './publish-book.ts';
import type { Publication } from './store.ts';

const tag = 'Desk: service levels';
const HISTORY = 50;
/** Repetitions of imported holidays are written out so far ahead. */
const YEARS_AHEAD = 5;

const publicationOf = ({ version, from, publishedAt, publishedBy }: Publication) => ({
  version,
  validFrom: from,
  publishedAt,
  publishedBy,
});

const bookReply = async ({ books, database }: SlaDeps) => {
  const all = await books.all(database);
  const newest = all.at(-1);
  if (newest === undefined) throw new Error('there is no book');
  const history = all.slice(-HISTORY).reverse().map(publicationOf);
  return { ...publicationOf(newest), book: newest.book, history };
};

const bookRoutes = (deps: SlaDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/sla/book',
    summary: 'Calendars and policies, with what was published before',
    tag,
    reply: slaBookReply,
    handle: async () => ok(await bookReply(deps)),
  }),
  defineRoute({
    key: 'GET /api/desk/sla/books/:version',
    summary: 'Calendars and policies as they were published',
    tag,
    params: bookParams,
    reply: slaBook,
    handle: async ({ params: { version } }) => {
      const all = await deps.books.all(deps.database);
      const found = all.find((one) => one.version === version);
      return found === undefined ? fail('not_found', 'sla_book_not_found') : ok(found.book);
    },
  }),
  defineRoute({
    key: 'PUT /api/desk/sla/book',
    summary: 'Publish calendars and policies as a whole',
    tag,
    body: publishBookSchema,
    reply: slaBookReply,
    handle: async ({ principal, body }) => {
      const published = await publishBook(
        deps,
        staffOf(principal).agentId,
        body.basedOn,
        body.book,
      );
      return published.ok ? ok(await bookReply(deps)) : published;
    },
  }),
];

const dayOf = async ({ database }: SlaDeps): Promise<string> =>
  new Date(await databaseNow(database)).toISOString().slice(0, 10);

const trialRoutes: readonly Route[] = [
  defineRoute({
    key: 'POST /api/desk/sla/trial',
    summary: 'What a book would promise to a request that comes at a moment; nothing is stored',
    tag,
    body: tryMomentSchema,
    reply: slaTrial,
    handle: async ({ body: { book, local, departmentId, ...facts } }) => {
      const problems = checkBook(book, isTimeZone);
      if (problems.length > 0) return fail('invalid', 'sla_book_impossible', { problems });
      const trial = tryMoment(book, facts, departmentId, local);
      return trial.ok
        ? ok({
            ...trial.value,
            targets: [...trial.value.targets],
            changes: [...trial.value.changes],
          })
        : trial;
    },
  }),
];

const calendarRoutes = (deps: SlaDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/sla/preview',
    summary: 'The open hours of a calendar, day by day',
    tag,
    body: previewCalendar,
    reply: calendarPreview,
    handle: async ({ body: { calendar, from, days } }) => {
      const problems = checkCalendar(calendar, isTimeZone, 'calendar');
      if (problems.length > 0) return fail('invalid', 'sla_book_impossible', { problems });
      const wrongDate = dateProblem(from);
      return wrongDate === null
        ? ok({ days: [...previewDays(calendar, from, days)] })
        : fail('invalid', wrongDate);
    },
  }),
  defineRoute({
    key: 'POST /api/desk/sla/holidays',
    summary: 'The holidays of an iCalendar file; nothing is stored',
    tag,
    body: importIcal,
    reply: importedHolidays,
    handle: async ({ body: { text, timeZone } }) => {
      if (!isTimeZone(timeZone)) return fail('invalid', 'zone_unknown');
      const today = await dayOf(deps);
      const read = readIcal({
        text,
        timeZone,
        from: today,
        lastYear: Number(today.slice(0, 4)) + YEARS_AHEAD,
      });
      if (!read.ok) return read;
      const { redact } = deps.guard;
      return ok({
        holidays: read.value.map((day) => ({ ...day, name: redact(day.name).text })),
      });
    },
  }),
];

const readClocks = async (
  { database, books }: SlaDeps,
  id: ConversationId,
): Promise<Outcome<SlaClocks>> => {
  const timeline = await books.timeline(database);
  const [found] = await catchUp(database, [id], timeline);
  const at = await databaseNow(database);
  if (found === undefined) return ok({ at, clocks: [] });
  const names = new Map(timeline.bookAt(at).policies.map((one) => [one.id, one.name]));
  const clocks = clocksAt(found.now.progress, timeline, at).map(({ policyId, ...clock }) => ({
    ...clock,
    policyName: names.get(policyId) ?? policyId,
  }));
  return ok({ at, clocks });
};

/** Calendars and policies for those who lead; for everybody the clocks of the case in hand. */
export const slaRoutes = (deps: SlaDeps): readonly Route[] => [
  ...bookRoutes(deps),
  ...calendarRoutes(deps),
  ...trialRoutes,
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/sla',
    summary: 'What is promised in a conversation, and how it stands',
    tag,
    params: slaParams,
    reply: slaClocks,
    handle: async ({ principal, params: { conversationId } }) => {
      const id = conversationId as ConversationId;
      const state = await findConversation(deps.database, id);
      return state !== undefined && staffMaySee(staffOf(principal), state)
        ? readClocks(deps, id)
        : fail('not_found', 'conversation_not_found');
    },
  }),
];
