import type { AtMs } from '../../core/ids.ts';
import type { DueHandler, DueItem } from '../../ports/due-work.ts';
import { databaseNow } from '../conversation/index.ts';
import type { Announce } from './announce.ts';
import { catchUp } from './catch-up.ts';
import type { SlaDeps } from './deps.ts';
import { keep, timersOf } from './keep.ts';
import { listRunning } from './store.ts';

export const RECOUNT = 'sla_recount';

const CHUNK = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Counts everything that runs anew by a version of the book, from the time at which it holds. */
export const recountBy = (version: number, dueAt: AtMs, after: string = FIRST): DueItem => ({
  key: `${RECOUNT}:${version}:${after}`,
  kind: RECOUNT,
  payload: { version, after },
  dueAt,
});

/** One portion, and then the next: a change of the book must not stand in anybody's way. */
export const recount =
  (deps: SlaDeps, announce: Announce): DueHandler =>
  async ({ version, after }) => {
    const { database, books, dueWork } = deps;
    const ids = await listRunning(database, String(after), CHUNK);
    if (ids.length === 0) return;
    const timeline = await books.timeline(database);
    await database.transaction().execute(async (trx) => {
      const known = await catchUp(trx, ids, timeline);
      const at = await databaseNow(trx);
      const counted = known.map(({ now }) => now);
      await keep(trx, counted, timeline, at);
      const last = ids.at(-1);
      const next =
        ids.length === CHUNK && last !== undefined ? [recountBy(Number(version), at, last)] : [];
      await dueWork.schedule(trx, [...timersOf(counted, timeline, at), ...next]);
    });
    for (const id of ids) announce(id);
    dueWork.wake();
  };
