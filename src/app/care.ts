import type { Route } from '../contract/route.ts';
import { type ConversationDeps, toWire } from '../features/conversation/index.ts';
import { readDepartmentNames } from '../features/departments/index.ts';
import { createFeedback } from '../features/feedback/index.ts';
import type { FilesDeps } from '../features/files/index.ts';
import { createFollowing, type Follower } from '../features/following/index.ts';
import { requestsRoutes } from '../features/requests/index.ts';
import type { SurgeSwitch } from '../features/surge/index.ts';
import type { DueHandler, DueWork } from '../ports/due-work.ts';
import { createAutomationParts } from './automation.ts';
import { createBelonging } from './belonging.ts';
import { createFinding } from './finding.ts';
import { createIncidentParts } from './incidents.ts';
import type { Infrastructure } from './infrastructure.ts';
import { createAuditParts, createExportParts, createWebhookParts } from './integration.ts';
import { createNotifyingParts } from './notifying.ts';
import { createPromiseParts } from './promise.ts';
import { createSlaParts } from './sla.ts';
import { createTaskParts } from './tasks.ts';

/** What a slice that follows the log brings; all of it optional. */
export interface CarePart {
  readonly routes?: readonly Route[];
  /** Kinds of due work with what does them. */
  readonly handlers?: ReadonlyMap<string, DueHandler>;
  readonly followers?: readonly Follower[];
  readonly start?: () => Promise<void>;
  readonly stop?: () => Promise<void>;
}

/** What the slices stand on. */
export interface CareDeps {
  readonly base: Infrastructure;
  readonly conversation: ConversationDeps;
  readonly dueWork: DueWork;
  readonly files: FilesDeps;
  /** Whether surge mode is on; new requests begin by it. */
  readonly surge: SurgeSwitch;
}

const createRequests = ({ base, conversation }: CareDeps): CarePart => ({
  routes: requestsRoutes({
    ...conversation,
    texts: base.texts,
    exchangeName: base.config.exchangeName,
    departmentNames: (locale) =>
      readDepartmentNames(base.database, locale, base.config.defaultLocale),
    toWire: (logged) => toWire(conversation, base.database, logged),
  }),
});

/** The slices that see to it that nobody is forgotten: one line for each. */
const partsOf = (deps: CareDeps): readonly CarePart[] => {
  const promised = createSlaParts(deps);
  return [
    promised,
    createPromiseParts(deps, promised.sla),
    createTaskParts(deps, promised),
    createAutomationParts(deps, promised.sla),
    createNotifyingParts(deps),
    createRequests(deps),
    createFeedback({ ...deps.conversation, ...deps.base, dueWork: deps.dueWork }),
    createFinding(deps),
    createBelonging(deps),
    createWebhookParts(deps),
    createAuditParts(deps),
    createExportParts(deps),
  ];
};

/** Wires what follows the logs of conversations: its routes, its due work, its followers. */
export const createCare = (deps: CareDeps, handlers: Map<string, DueHandler>) => {
  const following = createFollowing({ ...deps.base, dueWork: deps.dueWork });
  const { incidents, parts: known } = createIncidentParts(deps);
  const parts = [...partsOf(deps), ...known];
  handlers.set('follow_log', following.handler);
  for (const part of parts) {
    for (const [kind, handler] of part.handlers ?? []) handlers.set(kind, handler);
    for (const follower of part.followers ?? []) following.add(follower);
  }
  return {
    incidents,
    routes: parts.flatMap(({ routes }) => routes ?? []),
    /** Before due work begins. */
    start: async () => {
      await following.start();
      for (const part of parts) await part.start?.();
    },
    stop: async () => {
      for (const part of parts) await part.stop?.();
    },
  };
};
