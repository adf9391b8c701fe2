import type { AtMs, ConversationId } from '../../core/ids.ts';
import { newsAt } from '../../core/sla/clocks.ts';
import type { Timeline } from '../../core/sla/timeline.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import { databaseNow } from '../conversation/index.ts';
import type { Announce } from './announce.ts';
import { catchUp, foldOn } from './catch-up.ts';
import type { SlaDeps } from './deps.ts';
import { keep, timerAt, timersOf } from './keep.ts';
import type { KeptProgress } from './store.ts';

const TOGETHER = 100;
/** The log went on while its news was being written: it is looked at again after this long. */
const AGAIN_MS = 100;

/** Records what has come about, and takes it in; undefined when the log has gone on meanwhile. */
const record = async (
  { committer }: SlaDeps,
  kept: KeptProgress,
  timeline: Timeline,
  at: AtMs,
): Promise<KeptProgress | undefined> => {
  const news = newsAt(kept.progress, timeline, at);
  if (news.length === 0) return kept;
  const result = await committer.commit({
    conversationId: kept.conversationId,
    actor: { kind: 'system' },
    command: { type: 'record_sla', seenSeq: kept.lastSeq, news },
    maySee: () => true,
  });
  return result.ok ? foldOn(kept, result.value.logged, timeline) : undefined;
};

const fire = async (
  deps: SlaDeps,
  announce: Announce,
  ids: readonly ConversationId[],
): Promise<void> => {
  const { database, books, dueWork } = deps;
  const timeline = await books.timeline(database);
  const known = await catchUp(database, ids, timeline);
  const at = await databaseNow(database);
  const changed: KeptProgress[] = [];
  const asBefore: KeptProgress[] = [];
  const overtaken: ConversationId[] = [];
  await Promise.all(
    known.map(async ({ now, moved }) => {
      const recorded = await record(deps, now, timeline, at);
      if (recorded === undefined) overtaken.push(now.conversationId);
      else if (recorded === now && !moved) asBefore.push(recorded);
      else {
        changed.push(recorded);
        announce(now.conversationId);
      }
    }),
  );
  await database.transaction().execute(async (trx) => {
    if (changed.length > 0) await keep(trx, changed, timeline, at);
    await dueWork.schedule(trx, [
      ...timersOf([...changed, ...asBefore], timeline, at),
      ...overtaken.map((id) => timerAt(id, at + AGAIN_MS, 'usual')),
    ]);
  });
};

/**
 * Timers that have rung. Each looks at the whole log before it says anything, so that one that was set by an older view
 * of things says nothing wrong; then it is set again, for as long as anything runs.
 */
export const fireTimers = (deps: SlaDeps, announce: Announce): DueHandler => {
  const handle = (payloads: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
    const ids = payloads.map(({ conversationId }) => String(conversationId) as ConversationId);
    return fire(deps, announce, [...new Set(ids)]);
  };
  return Object.assign((payload: Readonly<Record<string, unknown>>) => handle([payload]), {
    together: { most: TOGETHER, handle },
  });
};
