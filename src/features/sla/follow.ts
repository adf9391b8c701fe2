import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { ConversationId } from '../../core/ids.ts';
import { movesClocks } from '../../core/sla/concerns.ts';
import type { Transaction } from '../../ports/database.ts';
import { readLogs } from '../conversation/index.ts';
import type { Follower, Moved } from '../following/index.ts';
import type { Announce } from './announce.ts';
import { foldOn } from './catch-up.ts';
import type { SlaDeps } from './deps.ts';
import { keep, timersOf } from './keep.ts';
import { type KeptProgress, lockProgress } from './store.ts';

/** What of these is news to what is kept, by conversation. */
const freshOf = async (
  trx: Transaction,
  news: readonly Moved[],
  kept: ReadonlyMap<ConversationId, KeptProgress>,
): Promise<ReadonlyMap<ConversationId, readonly LoggedEvent[]>> => {
  const reached = (id: ConversationId): number => kept.get(id)?.lastSeq ?? 0;
  // What was passed over, or came before anybody followed, is read from the log.
  const gaps = news.filter(({ state: { id }, logged }) => (logged[0]?.seq ?? 0) > reached(id) + 1);
  const read = await readLogs(trx, new Map(gaps.map(({ state: { id } }) => [id, reached(id)])));
  return new Map([
    ...news.map(({ state: { id }, logged }) => [id, logged] as const),
    ...Map.groupBy(read, ({ conversationId }) => conversationId),
  ]);
};

/** Follows the log: what is promised, paused and kept. What its own timers record, they have taken in already. */
export const slaFollower = (deps: SlaDeps, announce: Announce): Follower => {
  const takeAll = async (trx: Transaction, news: readonly Moved[]): Promise<void> => {
    const timeline = await deps.books.timeline(trx);
    const kept = await lockProgress(
      trx,
      news.map(({ state }) => state.id),
    );
    const fresh = await freshOf(trx, news, kept);
    const changed = news.flatMap(({ state: { id } }) => {
      const before = kept.get(id);
      const now = foldOn(before, fresh.get(id) ?? [], timeline);
      return now === undefined || now.lastSeq === before?.lastSeq ? [] : [now];
    });
    const at = news[0]?.at;
    if (changed.length === 0 || at === undefined) return;
    await keep(trx, changed, timeline, at);
    await deps.dueWork.schedule(trx, timersOf(changed, timeline, at));
    for (const { conversationId } of changed) announce(conversationId);
  };
  return {
    name: 'sla',
    wants: ({ logged }) => logged.some(({ event }) => movesClocks(event)),
    take: (trx, moved) => takeAll(trx, [moved]),
    takeAll,
  };
};
