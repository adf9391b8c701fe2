import { createHash } from 'node:crypto';
import type { AgentId } from '../core/ids.ts';
import { departmentRoutes, ensureDepartments } from '../features/departments/index.ts';
import { uploadFile } from '../features/files/index.ts';
import { externalIdsOf } from '../features/identity/index.ts';
import { namesOf } from '../features/staff/index.ts';
import {
  expectationOf,
  passesFollower,
  type TasksDeps,
  taskRoutes,
} from '../features/tasks/index.ts';
import type { CareDeps, CarePart } from './care.ts';
import type { SlaParts } from './sla.ts';

/** Departments and what they are given to do. */
export const createTaskParts = (
  { base, conversation, files }: CareDeps,
  { sla }: SlaParts,
): CarePart => {
  const { database } = base;
  const { passesAlarm, defaultLocale } = base.config;
  const deps: TasksDeps = {
    ...conversation,
    clock: base.clock,
    sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
    externalIdsOf,
    namesOf,
    afterOpenTime: async (connection, departmentId, from, ms) =>
      (await sla.hoursOf(connection, { departmentId }, from)).add(from, ms) ?? from + ms,
    upload: ({ agentId, ...upload }) =>
      uploadFile(files, { ...upload, uploader: { kind: 'agent', id: agentId } }),
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
    followers: [passesFollower],
    start: () => ensureDepartments(database, base.texts),
  };
};
