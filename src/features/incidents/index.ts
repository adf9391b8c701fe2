import type { Route } from '../../contract/route.ts';
import type { ConversationId, IncidentId } from '../../core/ids.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import { attachAll } from './attach.ts';
import { attachLate } from './attach-late.ts';
import { CurrentStatus } from './current-status.ts';
import type { IncidentsDeps } from './deps.ts';
import { detect, detectingDuty } from './detect.ts';
import { createIncidentFollower } from './follow-requests.ts';
import { greetFirst, lookAtRequest } from './look-at-request.ts';
import { incidentDeskRoutes } from './routes-desk.ts';
import { incidentPublicRoutes } from './routes-public.ts';
import { createStatusSource, type StatusSource } from './status-source.ts';
import { tellAll } from './tell-customer.ts';
import { askAddress, fanOut, tellSubscriber } from './tell-subscribers.ts';

export type { IncidentsDeps } from './deps.ts';
export { seedComponents } from './seed-components.ts';
export type { StatusSource } from './status-source.ts';

export interface Incidents {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly followers: readonly Follower[];
  /** What the help centre shows of it; in memory. */
  readonly status: StatusSource;
  /** A request about something that is known already is told so before the assistant answers. */
  greetFirst(conversationId: ConversationId): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const handlersOf = (deps: IncidentsDeps, current: CurrentStatus): ReadonlyMap<string, DueHandler> =>
  new Map<string, DueHandler>([
    [
      'incident_look',
      ({ conversationId }) =>
        lookAtRequest(deps, current, String(conversationId) as ConversationId),
    ],
    ['incident_attach', ({ incidentId }) => attachAll(deps, String(incidentId) as IncidentId)],
    ['incident_late', (payload) => attachLate(deps, payload)],
    ['incident_tell', ({ updateId }) => tellAll(deps, String(updateId))],
    ['incident_detect', () => detect(deps, current)],
    [
      'status_notify',
      ({ updateId, after }) =>
        fanOut(deps, String(updateId), after === undefined ? null : String(after)),
    ],
    [
      'status_tell',
      ({ updateId, subscriptionId }) =>
        tellSubscriber(deps, String(updateId), String(subscriptionId)),
    ],
    [
      'status_ask',
      ({ subscriptionId, askedAt }) => askAddress(deps, String(subscriptionId), Number(askedAt)),
    ],
  ]);

/** One record for one cause: found, told to everybody concerned, and shown on the status page. */
export const createIncidents = (deps: IncidentsDeps): Incidents => {
  const current = new CurrentStatus(deps);
  return {
    routes: [...incidentDeskRoutes(deps, current), ...incidentPublicRoutes(deps, current)],
    handlers: handlersOf(deps, current),
    followers: [createIncidentFollower(deps, current)],
    status: createStatusSource(deps, current),
    greetFirst: (conversationId) => greetFirst(deps, current, conversationId),
    start: async () => {
      await current.start();
      await deps.dueWork.schedule(deps.database, [detectingDuty(deps.clock.now())]);
    },
    stop: () => current.stop(),
  };
};
