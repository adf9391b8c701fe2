import type { ExchangeEvent } from '../../contract/exchange/platform.ts';
import type { World } from '../world.ts';

const PAGE = 200;

export interface LoggedEvent extends ExchangeEvent {
  readonly seq: number;
}

/** Events after a place in the log, oldest first. */
export const readEvents = ({ store }: World, after: number, most = PAGE): readonly LoggedEvent[] =>
  store.database
    .prepare('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?')
    .all(after, most)
    .map((row) => ({
      seq: Number(row.seq),
      eventId: String(row.event_id),
      type: String(row.type) as ExchangeEvent['type'],
      userId: row.user_id === null ? null : String(row.user_id),
      subjectId: row.subject_id === null ? null : String(row.subject_id),
      at: Number(row.at),
    }));

export const toldEvent = ({ seq: _, ...event }: LoggedEvent): ExchangeEvent => event;

const CURSOR = /^after-(\d{1,15})$/;

/** The place that a cursor names; null: it is none of ours. */
export const placeOf = (cursor: string | undefined): number | null => {
  if (cursor === undefined) return 0;
  const [, digits] = CURSOR.exec(cursor) ?? [];
  return digits === undefined ? null : Number(digits);
};

const newestPlace = ({ store }: World): number =>
  Number(store.database.prepare('SELECT max(seq) AS newest FROM events').get()?.newest ?? 0);

/** `cursor_gone` where the log never came as far: it is another log by now. */
export const eventPage = (world: World, cursor: string | undefined) => {
  const after = placeOf(cursor);
  if (after === null || after > newestPlace(world)) return 'cursor_gone';
  const events = readEvents(world, after);
  const last = events.at(-1)?.seq ?? after;
  return { events: events.map(toldEvent), nextCursor: `after-${last}` };
};
