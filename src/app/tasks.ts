import { createHash } from 'node:crypto';
import type { AgentId } from '../core/ids.ts';
import { namesOfKeys } from '../features/apikeys/index.ts';
import { departmentRoutes, ensureDepartments } from '../features/departments/index.ts';
import { uploadFile } from '../features/files/index.ts';
import { externalIdsOf } from '../features/identity/index.ts';
import { namesOf, type StaffName } from '../features/staff/index.ts';
import {
  createPassesFollower,
  expectationOf,
  type TasksDeps,
  taskRoutes,
} from '../features/tasks/index.ts';
import { raiseAlarm } from '../features/watching/index.ts';
import { colleagues } from './belonging.ts';
import type { CareDeps, CarePart } from './care.ts';
import type { SlaParts } from './sla.ts';

/** Other systems give tasks as well. */
const keysAmong = async (
  ...asked: Parameters<typeof namesOf>
): Promise<ReadonlyMap<AgentId, StaffName>> => {
  const [connection, ids] = asked;
  const keys = ids.filter((id) => id.startsWith('key:'));
  if (keys.length === 0) return new Map();
  const names = await namesOfKeys(connection, keys);
  return new Map(
    keys.flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [[id as AgentId, { name, badge: 'API', works: false }]];
    }),
  );
};

/** Departments and what they are given to do. */
export const createTaskParts = (
  { base, conversation, dueWork, files }: CareDeps,
  { sla }: SlaParts,
): CarePart => {
  const { database } = base;
  const { passesAlarm, defaultLocale } = base.config;
  const deps: TasksDeps = {
    ...conversation,
    clock: base.clock,
    sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
    externalIdsOf,
    namesOf: async (connection, ids) =>
      new Map([...(await namesOf(connection, ids)), ...(await keysAmong(connection, ids))]),
    afterOpenTime: async (connection, departmentId, from, ms) =>
      (await sla.hoursOf(connection, { departmentId }, from)).add(from, ms) ?? from + ms,
    upload: ({ agentId, ...upload }) =>
      uploadFile(files, { ...upload, uploader: { kind: 'agent', id: agentId } }),
    dueWork,
    raiseAlarm: (trx, state, alarm) =>
      raiseAlarm({ ids: base.ids, dueWork, colleagues }, trx, state, alarm),
    passesAlarm,
  };
  const departments = {
    database,
    texts: base.texts,
    passesAlarm,
    defaultLocale,
    expectationOf,
    workingStaff: async (...asked: Parameters<typeof namesOf>) => {
      const names = await namesOf(...asked);
      return new Set<AgentId>([...names].flatMap(([id, { works }]) => (works ? [id] : [])));
    },
  };
  return {
    routes: [...departmentRoutes(departments), ...taskRoutes(deps)],
    followers: [createPassesFollower(deps)],
    start: () => ensureDepartments(database, base.texts),
  };
};
