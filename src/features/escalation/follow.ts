import { sayingsOf } from '../../core/escalation/not-solved.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import type { EscalationDeps } from './deps.ts';
import { escalateOnce } from './escalate.ts';

const KIND = 'escalate_not_solved';

/** A customer for whom it is not solved goes a tier up: once for each time they say so. */
export const escalationFollower = ({ dueWork }: Pick<EscalationDeps, 'dueWork'>): Follower => ({
  name: 'escalation',
  wants: ({ state, logged }) => sayingsOf(logged, state).length > 0,
  take: (trx, { state, logged, at }) =>
    dueWork.schedule(
      trx,
      sayingsOf(logged, state).map(({ seq }) => ({
        key: `${KIND}:${state.id}:${seq}`,
        kind: KIND,
        payload: { conversationId: state.id, seq },
        dueAt: at,
      })),
    ),
});

/** What no retry can change is no failure of the work: it is over, or has been done. */
const SETTLED: ReadonlySet<string> = new Set(['climbed_before', 'no_step_up']);

export const escalationHandlers = (
  deps: Pick<EscalationDeps, 'committer'>,
): ReadonlyMap<string, DueHandler> =>
  new Map([
    [
      KIND,
      async ({ conversationId, seq }) => {
        const id = String(conversationId) as ConversationId;
        const done = await escalateOnce(deps, id, 'not_solved', Number(seq));
        if (!done.ok && !SETTLED.has(done.failure.code))
          throw new Error(`${id} could not go a tier up: ${done.failure.code}`);
      },
    ],
  ]);
