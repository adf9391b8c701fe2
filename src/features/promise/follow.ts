import type { LoggedEvent } from '../../core/conversation/event.ts';
import { expectedStep } from '../../core/promise/step.ts';
import type { DueItem } from '../../ports/due-work.ts';
import type { Follower, Moved } from '../following/index.ts';
import type { PromiseDeps } from './deps.ts';

const MOVES: ReadonlySet<LoggedEvent['event']['type']> = new Set([
  'conversation_started',
  'status_changed',
  'category_changed',
  'conversation_queued',
  'conversation_assigned',
  'assignment_accepted',
  'conversation_transferred',
  'conversation_handed_over',
  'assistant_engaged',
  'escalated',
  'task_opened',
  'task_rescheduled',
  'task_ended',
  'merged_into',
  'complaint_opened',
  'complaint_decided',
  'promise_ended',
]);

/** Whether the promise may have to be another one. What this slice itself writes is no news to it. */
const mayMove = ({ state, logged }: Moved): boolean =>
  logged.some(({ event, actor }) => {
    if (event.type === 'promise_ended') return actor.kind !== 'system';
    if (MOVES.has(event.type)) return true;
    if (event.type !== 'message_sent') return false;
    return actor.kind === 'agent' || expectedStep(state, null)?.step !== state.case.promise?.step;
  });

/** The duty to look at a conversation's promise; written again, it is due again. */
export const lookAt = (conversationId: string, dueAt: number) => ({
  key: `promise:${conversationId}`,
  kind: 'keep_promise',
  payload: { conversationId },
  dueAt,
  again: true as const,
});

/** Quick talk is looked at together: to and fro within some seconds needs no promise in between. */
const TALK_MS = 8_000;

/** Whatever changes the next step of a case has its promise looked at. */
export const promiseFollower = ({ dueWork }: Pick<PromiseDeps, 'dueWork'>): Follower => {
  const dutyOf = ({ state, logged, at }: Moved): DueItem => {
    const onlyTalk = logged.every(({ event }) => !MOVES.has(event.type));
    return lookAt(state.id, onlyTalk ? at + TALK_MS : at);
  };
  return {
    name: 'promise',
    wants: mayMove,
    take: (trx, moved) => dueWork.schedule(trx, [dutyOf(moved)]),
    takeAll: (trx, news) => dueWork.schedule(trx, news.map(dutyOf)),
  };
};
