import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { ConversationId } from '../../core/ids.ts';
import { isSaidByClocks, movesClocks } from '../../core/sla/concerns.ts';
import { countTo, type SlaProgress, takeEvent } from '../../core/sla/progress.ts';
import type { Timeline } from '../../core/sla/timeline.ts';
import type { Connection } from '../../ports/database.ts';
import { readLogs } from '../conversation/index.ts';
import { type KeptProgress, readProgress } from './store.ts';

/** What was late before anything was promised here is nobody's news. */
const withoutOldNews = (progress: SlaProgress, timeline: Timeline): SlaProgress => {
  const { since } = timeline;
  const counted = countTo(progress, timeline, since);
  return {
    ...counted,
    spans: counted.spans.map((span) =>
      span.late !== null && span.late.at < since
        ? { ...span, warned: true, breachTold: true }
        : span,
    ),
  };
};

/** Takes what is new of one log. Without anything kept, `logged` must be the whole log. */
export const foldOn = (
  kept: KeptProgress | undefined,
  logged: readonly LoggedEvent[],
  timeline: Timeline,
): KeptProgress | undefined => {
  const fresh = logged.filter(({ seq }) => seq > (kept?.lastSeq ?? 0));
  const last = fresh.at(-1);
  if (last === undefined) return kept;
  let progress: SlaProgress | undefined = kept?.progress;
  for (const entry of fresh) progress = takeEvent(progress, entry, timeline);
  if (progress === undefined) return undefined;
  return {
    conversationId: last.conversationId,
    lastSeq: last.seq,
    progress: kept === undefined ? withoutOldNews(progress, timeline) : progress,
  };
};

/** What was kept of a conversation, and what is known of it now. */
export interface CaughtUp {
  readonly now: KeptProgress;
  /** It says more than what is kept: worth being kept in its place. */
  readonly moved: boolean;
}

/** So much that the clocks pass by is read again at each look rather than written about. */
const PASSED_BY = 100;

const hasMoved = (fresh: readonly LoggedEvent[]): boolean =>
  fresh.length > PASSED_BY ||
  fresh.some(({ event }) => movesClocks(event) || isSaidByClocks(event));

/** The promises of these conversations by the whole of their logs, whatever is kept of them. */
export const catchUp = async (
  connection: Connection,
  ids: readonly ConversationId[],
  timeline: Timeline,
): Promise<readonly CaughtUp[]> => {
  const kept = await readProgress(connection, ids);
  const logged = await readLogs(
    connection,
    new Map(ids.map((id) => [id, kept.get(id)?.lastSeq ?? 0])),
  );
  const byId = Map.groupBy(logged, ({ conversationId }) => conversationId);
  return ids.flatMap((id) => {
    const fresh = byId.get(id) ?? [];
    const now = foldOn(kept.get(id), fresh, timeline);
    return now === undefined ? [] : [{ now, moved: hasMoved(fresh) }];
  });
};
