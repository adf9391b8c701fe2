import type { ConversationEvent } from '../../core/conversation/event.ts';
import { readLogs } from '../conversation/index.ts';
import type { Follower } from '../following/index.ts';
import type { Announce } from './announce.ts';
import { foldOn } from './catch-up.ts';
import type { SlaDeps } from './deps.ts';
import { keep } from './keep.ts';
import { lockProgress } from './store.ts';

/** What begins, pauses, ends or moves a promise. */
const MATTERS: ReadonlySet<ConversationEvent['type']> = new Set([
  'conversation_started',
  'message_sent',
  'status_changed',
  'category_changed',
  'priority_changed',
  'conversation_transferred',
  'conversation_queued',
  'conversation_assigned',
  'assignment_accepted',
  'assistant_engaged',
  'assistant_replied',
  'step_taken',
  'answer_judged',
  'task_opened',
  'task_ended',
]);

/** Follows the log: what is promised, paused and kept. What its own timers record, they have taken in already. */
export const slaFollower = (deps: SlaDeps, announce: Announce): Follower => ({
  name: 'sla',
  wants: ({ logged }) => logged.some(({ event }) => MATTERS.has(event.type)),
  take: async (trx, { state, logged, at }) => {
    const timeline = await deps.books.timeline(trx);
    const before = await lockProgress(trx, state.id);
    const lastSeq = before?.lastSeq ?? 0;
    const first = logged[0]?.seq ?? 0;
    // What was passed over, or came before anybody followed, is read from the log.
    const fresh =
      first > lastSeq + 1 ? await readLogs(trx, new Map([[state.id, lastSeq]])) : logged;
    const now = foldOn(before, fresh, timeline);
    if (now === undefined || now.lastSeq === lastSeq) return;
    await keep(deps, trx, [now], timeline, at);
    announce(state.id);
  },
});
