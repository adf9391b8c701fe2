import type { StaffPrincipal } from '../../contract/principal.ts';
import type { SetPromiseBody } from '../../contract/promise.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { actingAgentOf, type Committed } from '../conversation/index.ts';
import type { PromiseDeps } from './deps.ts';
import { lookAt } from './follow.ts';
import { findOpen, moveStep } from './store.ts';

const DAY_MS = 86_400_000;
const FURTHEST_MS = 90 * DAY_MS;

const inRange = (dueAt: AtMs, now: AtMs): Outcome<null> => {
  if (dueAt <= now) return fail('invalid', 'promise_in_the_past');
  return dueAt > now + FURTHEST_MS ? fail('invalid', 'promise_too_far') : ok(null);
};

/**
 * An agent who has the case, or leads, says another time, and why. Failures: `nothing_promised`, `promise_in_the_past`,
 * `promise_too_far`, `assigned_to_other`, `not_assigned`.
 */
export const setPromise = (
  { committer, dueWork }: Pick<PromiseDeps, 'committer' | 'dueWork'>,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  { dueAt, because }: SetPromiseBody,
): Promise<Outcome<Committed>> => {
  const agent = actingAgentOf(staff);
  return committer.commit({
    conversationId,
    actor: { kind: 'agent', id: agent.id },
    maySee: (state) => staffMaySee(staff, state),
    command: async (trx, state, at) => {
      const possible = inRange(dueAt, at);
      if (!possible.ok) return possible;
      const promise = state?.case.promise ?? null;
      const open = await findOpen(trx, conversationId);
      if (state === undefined || promise === null || promise.dueAt === null || open === null)
        return fail('precondition', 'nothing_promised');
      if (state.assignee?.id !== agent.id && !agent.leads)
        return state.assignee === null
          ? fail('precondition', 'not_assigned')
          : fail('conflict', 'assigned_to_other', { agent: state.assignee.name });
      return ok({ type: 'make_promise', promise: { ...promise, dueAt }, because });
    },
    alsoWrite: async (trx, state, logged) => {
      const at = logged.at(-1)?.at ?? dueAt;
      await moveStep(trx, conversationId, { dueAt, lapsed: false, byHand: true, at });
      await writeAudit(trx, {
        actor: { kind: 'staff', id: agent.id },
        action: 'promise_set',
        subject: { kind: 'conversation', id: state.id },
        data: { dueAt, because },
      });
      await dueWork.schedule(trx, [lookAt(conversationId, at)]);
      return ok(null);
    },
  });
};
