import { isActive } from '../../core/conversation/transitions.ts';
import type { Follower, Moved } from '../following/index.ts';
import type { TasksDeps } from './deps.ts';
import { notePasses } from './store-entries.ts';

const isPass = ({ event }: Moved['logged'][number]): boolean =>
  event.type === 'task_opened' ||
  event.type === 'conversation_transferred' ||
  (event.type === 'conversation_queued' &&
    (event.reason === 'transferred' || event.reason === 'reopened'));

/**
 * Keeps the list of requests that were passed around in step with their logs. From the alarm on, each further pass is
 * told to those who lead, once.
 */
export const createPassesFollower = ({
  passesAlarm,
  raiseAlarm,
}: Pick<TasksDeps, 'passesAlarm' | 'raiseAlarm'>): Follower => ({
  name: 'passes',
  wants: ({ state, logged }) =>
    state.case.passes > 0 &&
    logged.some((entry) => isPass(entry) || entry.event.type === 'status_changed'),
  take: async (trx, { state, logged, at }) => {
    const { passes } = state.case;
    const last = logged.findLast(isPass);
    const before = await notePasses(trx, {
      conversationId: state.id,
      passes,
      isActive: isActive(state.status),
      passedAt: last?.at ?? null,
    });
    if (last === undefined || passes < passesAlarm || passes <= before) return;
    await raiseAlarm(trx, state, { what: 'passed_around', seq: last.seq, to: 'leads', at });
  },
});
