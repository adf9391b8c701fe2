import { createPdfLetters } from '../adapters/report-pdf/pdf-letters.ts';
import type { TeamId } from '../core/ids.ts';
import { fail, type Outcome, ok } from '../core/outcome.ts';
import { DEFAULT_PROMISE_POLICY } from '../core/promise/policy.ts';
import { createComplaints, decisionDueOf } from '../features/complaints/index.ts';
import { readDepartmentNames } from '../features/departments/index.ts';
import { createEscalation, teamAbove } from '../features/escalation/index.ts';
import { findCustomer } from '../features/identity/index.ts';
import { createPromises } from '../features/promise/index.ts';
import type { Sla } from '../features/sla/index.ts';
import { listTeamRecords } from '../features/staff/index.ts';
import { raiseAlarm } from '../features/watching/index.ts';
import type { Database } from '../ports/database.ts';
import { colleagues } from './belonging.ts';
import type { CareDeps, CarePart } from './care.ts';

/** What the policy promises for such a step. A decision has its own, statutory clock. */
const TARGETS = {
  first_answer: 'first_response',
  answer: 'next_response',
  department_result: 'department',
  decision: 'resolution',
  resolution: 'resolution',
} as const;

const knowTeams =
  (database: Database) =>
  async (teamIds: readonly string[]): Promise<Outcome<null>> => {
    const known = new Set((await listTeamRecords(database)).map(({ id }) => id));
    const missing = teamIds.find((id) => !known.has(id as TeamId));
    return missing === undefined ? ok(null) : fail('not_found', 'team_not_found');
  };

/** What customers are promised, the tiers that a case climbs, and complaints. */
export const createPromiseParts = (
  { base, conversation, dueWork }: CareDeps,
  sla: Sla,
): CarePart => {
  const { database } = base;
  const shared = { ...base, ...conversation, dueWork, knowTeams: knowTeams(database) };
  const escalation = createEscalation(shared);
  const complaints = createComplaints({
    ...shared,
    exchangeName: base.config.exchangeName,
    letters: createPdfLetters(),
    raiseAlarm: (trx, state, alarm) =>
      raiseAlarm({ ids: base.ids, dueWork, colleagues }, trx, state, alarm),
    hoursOf: (teamId, at) => sla.hoursOf(database, { teamId }, at),
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
    decisionDueAt: async ({ id, case: { complaintId } }) =>
      complaintId === null ? null : decisionDueOf(database, id),
    teamAbove: (state) => teamAbove(database, state),
    departmentName: async (departmentId, locale) =>
      (await readDepartmentNames(database, locale, base.config.defaultLocale)).get(departmentId) ??
      null,
    timeZoneOf: async (customerId) => (await findCustomer(database, customerId))?.timeZone ?? null,
  });
  return {
    routes: [...promises.routes, ...escalation.routes, ...complaints.routes],
    handlers: new Map([...promises.handlers, ...escalation.handlers, ...complaints.handlers]),
    followers: [...promises.followers, ...escalation.followers],
    start: promises.start,
    stop: promises.stop,
  };
};
