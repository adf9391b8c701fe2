import { isActive } from '../../core/conversation/transitions.ts';
import type { Follower, Moved } from '../following/index.ts';
import { notePasses } from './store-entries.ts';

const isPass = ({ event }: Moved['logged'][number]): boolean =>
  event.type === 'task_opened' ||
  event.type === 'conversation_transferred' ||
  (event.type === 'conversation_queued' &&
    (event.reason === 'transferred' || event.reason === 'reopened'));

/** Keeps the list of requests that were passed around in step with their logs. */
export const passesFollower: Follower = {
  name: 'passes',
  wants: ({ state, logged }) =>
    state.case.passes > 0 &&
    logged.some((entry) => isPass(entry) || entry.event.type === 'status_changed'),
  take: (trx, { state, logged }) =>
    notePasses(trx, {
      conversationId: state.id,
      passes: state.case.passes,
      isActive: isActive(state.status),
      passedAt: logged.findLast(isPass)?.at ?? null,
    }),
};
