import type { TeamId } from '../core/ids.ts';
import { fail, ok } from '../core/outcome.ts';
import { DEFAULT_PROMISE_POLICY } from '../core/promise/policy.ts';
import { createEscalation, teamAbove } from '../features/escalation/index.ts';
import { findCustomer } from '../features/identity/index.ts';
import { createPromises } from '../features/promise/index.ts';
import { listTeamRecords } from '../features/staff/index.ts';
import type { CareDeps, CarePart } from './care.ts';

const ALWAYS = {
  add: (from: number, ms: number) => from + ms,
  between: (from: number, to: number) => Math.max(0, to - from),
};

/** What customers are promised, the tiers that a case climbs, and complaints. */
export const createPromiseParts = ({ base, conversation, dueWork }: CareDeps): CarePart => {
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
    termsOf: async () => ({ time: ALWAYS, policyMs: null }),
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
