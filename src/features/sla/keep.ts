import type { AtMs, ConversationId } from '../../core/ids.ts';
import { clocksAt, nextNewsAt, type SlaClock } from '../../core/sla/clocks.ts';
import type { SlaProgress } from '../../core/sla/progress.ts';
import type { Timeline } from '../../core/sla/timeline.ts';
import type { ListClock } from '../../core/views/conditions.ts';
import type { Connection } from '../../ports/database.ts';
import type { DueItem } from '../../ports/due-work.ts';
import { setClocks } from '../conversation/index.ts';
import { type KeptProgress, writeProgress } from './store.ts';

export const TIMER = 'sla_timer';

const isUrgent = ({ facts }: SlaProgress): boolean =>
  facts.category === 'security' || facts.category === 'fraud' || facts.priority === 'urgent';

/** One timer for each conversation, however many promises run: it is set to the first. */
export const timerAt = (
  id: ConversationId,
  dueAt: AtMs,
  urgency: 'security' | 'usual',
): DueItem => ({
  key: `sla:${id}`,
  kind: TIMER,
  payload: { conversationId: id },
  dueAt,
  again: true,
  urgency,
});

const runs = ({ target, state, endedAt, pausedSince }: SlaClock): boolean =>
  target !== 'department' &&
  endedAt === null &&
  pausedSince === null &&
  (state === 'running' || state === 'breached');

/** What lists show: the due time that comes first of what runs for the customer. */
const listClockOf = (clocks: readonly SlaClock[]): ListClock | null => {
  const running = clocks.filter(runs);
  const due = running.flatMap(({ dueAt }) => dueAt ?? []);
  return due.length === 0
    ? null
    : { dueAt: Math.min(...due), late: running.some(({ state }) => state === 'breached') };
};

/** Writes what is known of these conversations now, and what lists show of them. Their timers are the caller's. */
export const keep = async (
  connection: Connection,
  kept: readonly KeptProgress[],
  timeline: Timeline,
  at: AtMs,
): Promise<void> => {
  await writeProgress(connection, kept);
  await setClocks(
    connection,
    new Map(
      kept.map(({ conversationId, progress }) => [
        conversationId,
        listClockOf(clocksAt(progress, timeline, at)),
      ]),
    ),
  );
};

/** When to look at these conversations again. */
export const timersOf = (
  kept: readonly KeptProgress[],
  timeline: Timeline,
  at: AtMs,
): readonly DueItem[] =>
  kept.flatMap(({ conversationId, progress }) => {
    const next = nextNewsAt(progress, timeline, at);
    return next === null
      ? []
      : [timerAt(conversationId, next, isUrgent(progress) ? 'security' : 'usual')];
  });
