import type { TeamId } from '../core/ids.ts';
import { fail, ok } from '../core/outcome.ts';
import { DEFAULT_PROMISE_POLICY } from '../core/promise/policy.ts';
import { createEscalation, teamAbove } from '../features/escalation/index.ts';
import { findCustomer } from '../features/identity/index.ts';
import { createPromises } from '../features/promise/index.ts';
import type { Sla } from '../features/sla/index.ts';
import { listTeamRecords } from '../features/staff/index.ts';
import type { CareDeps, CarePart } from './care.ts';

/** What the policy promises for such a step. A decision has its own, statutory clock. */
const TARGETS = {
  first_answer: 'first_response',
  answer: 'next_response',
  department_result: 'department',
  decision: 'resolution',
  resolution: 'resolution',
} as const;

/** What customers are promised, the tiers that a case climbs, and complaints. */
export const createPromiseParts = (
  { base, conversation, dueWork }: CareDeps,
  sla: Sla,
): CarePart => {
  const { database } = base;
  const escalation = createEscalation({
    ...base,
    ...conversation,
    dueWork,
    knowTeams: async (teamIds) => {
      const known = new Set((await listTeamRecords(database)).map(({ id }) => id));
      const missing = teamIds.find((id) => !known.has(id as TeamId));
      return missing === undefined ? ok(null) : fail('not_found', 'team_not_found');
    },
  });
  const promises = createPromises({
    ...base,
    committer: conversation.committer,
    dueWork,
    policy: DEFAULT_PROMISE_POLICY,
    termsOf: async (state, { step, owner }, at) => {
      const departmentId = owner.kind === 'department' ? owner.departmentId : null;
      const of = { target: TARGETS[step], departmentId };
      const { hours, targetMs } = await sla.termsOf(database, state, of, at);
      return { time: hours, policyMs: targetMs };
    },
    decisionDueAt: async () => null,
    teamAbove: (state) => teamAbove(database, state),
    timeZoneOf: async (customerId) => (await findCustomer(database, customerId))?.timeZone ?? null,
  });
  return {
    routes: [...promises.routes, ...escalation.routes],
    handlers: new Map([...promises.handlers, ...escalation.handlers]),
    followers: [...promises.followers, ...escalation.followers],
    start: promises.start,
    stop: promises.stop,
  };
};
