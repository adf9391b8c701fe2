import type { BusinessTime } from '../core/automation/decide-time-rules.ts';
import { createAutomation } from '../features/automation/index.ts';
import { listCannedResponses } from '../features/canned/index.ts';
import { listDepartments } from '../features/departments/index.ts';
import { listFields, readGiven } from '../features/fields/index.ts';
import { listSharedActions, macroRoutes } from '../features/macros/index.ts';
import type { Sla } from '../features/sla/index.ts';
import { listAgentRecords, listTeamRecords } from '../features/staff/index.ts';
import type { Connection } from '../ports/database.ts';
import type { CareDeps, CarePart } from './care.ts';

/** The hours of every team at once, so that rules can be asked without waiting for each. */
const hoursOfTeams = async (
  { base }: CareDeps,
  sla: Sla,
  connection: Connection,
): Promise<BusinessTime> => {
  const timeline = await sla.timeline(connection);
  const now = base.clock.now();
  return { add: (teamId, from, ms) => timeline.hoursAt(now, { teamId }).add(from, ms) };
};

/** Rules on what happens and on time, and macros. */
export const createAutomationParts = (care: CareDeps, sla: Sla): CarePart => {
  const { base, conversation, dueWork } = care;
  const { database } = base;
  const listTeamIds = async () => (await listTeamRecords(database)).map(({ id }) => id);
  const { exchangeName } = base.config;
  const deps = { ...base, ...conversation, dueWork, listTeamIds, exchangeName };
  const automation = createAutomation({
    ...deps,
    readHours: (connection) => hoursOfTeams(care, sla, connection),
    listAgents: async () => (await listAgentRecords(database)).map(({ agent }) => agent),
    listDepartmentIds: async () =>
      (await listDepartments(database)).map(({ departmentId }) => departmentId),
    listTexts: () => listCannedResponses(database),
    listMacros: () => listSharedActions({ database }),
    listFields: () => listFields(database),
    readGiven: (connection, ids, asked) => readGiven(base, connection, ids, asked),
  });
  return { ...automation, routes: [...automation.routes, ...macroRoutes(deps)] };
};
