import type { KeyPrincipal, Principal, StaffPrincipal } from '../../contract/principal.ts';
import type { Route, RouteKey } from '../../contract/route.ts';
import type { Database } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { actorIdOfKey, keyOf } from './callers.ts';

const AT = '/api/v1/conversations/:conversationId';
const DESK = '/api/desk/conversations/:conversationId';

/**
 * What keys may do besides: each is a route of the desk under another name. To open one more, add a line here and a
 * row, with its scope, to the access table.
 */
const EXPOSED: Readonly<Record<RouteKey, RouteKey>> = {
  'GET /api/v1/tags': 'GET /api/desk/tags',
  [`PUT ${AT}/tags`]: `PUT ${DESK}/tags`,
  'GET /api/v1/fields': 'GET /api/desk/fields',
  [`GET ${AT}/fields`]: `GET ${DESK}/fields`,
  [`PUT ${AT}/fields/:fieldId`]: `PUT ${DESK}/fields/:fieldId`,
  [`GET ${AT}/related`]: `GET ${DESK}/related`,
  [`POST ${AT}/links`]: `POST ${DESK}/links`,
  [`POST ${AT}/merge`]: `POST ${DESK}/merge`,
  [`POST ${AT}/split`]: `POST ${DESK}/split`,
  [`POST ${AT}/escalate`]: `POST ${DESK}/escalate`,
  [`GET ${AT}/sla`]: `GET ${DESK}/sla`,
  'GET /api/v1/search': 'GET /api/desk/search',
  [`GET ${AT}/tasks`]: `GET ${DESK}/tasks`,
  [`POST ${AT}/tasks`]: `POST ${DESK}/tasks`,
  'GET /api/v1/tasks/:taskId': 'GET /api/desk/tasks/:taskId',
  'GET /api/v1/departments': 'GET /api/desk/departments',
  'GET /api/v1/incidents': 'GET /api/desk/incidents',
  'POST /api/v1/incidents': 'POST /api/desk/incidents',
  'GET /api/v1/incidents/:incidentId': 'GET /api/desk/incidents/:incidentId',
  'PUT /api/v1/incidents/:incidentId': 'PUT /api/desk/incidents/:incidentId',
  'POST /api/v1/incidents/:incidentId/updates': 'POST /api/desk/incidents/:incidentId/updates',
  'GET /api/v1/complaints': 'GET /api/desk/complaints',
  'GET /api/v1/complaints/:complaintId': 'GET /api/desk/complaints/:complaintId',
  'GET /api/v1/promises': 'GET /api/desk/promises',
  'GET /api/v1/feedback': 'GET /api/desk/feedback',
};

/** A key acts there as somebody who leads, under its own id: what it does is logged and recorded as the key's. */
const asStaff = (key: KeyPrincipal, publicName: string): StaffPrincipal => ({
  kind: 'staff',
  agentId: actorIdOfKey(key),
  role: 'supervisor',
  teamIds: [],
  locale: 'en',
  publicName,
  badge: 'API',
  sessionId: key.sessionId,
});

/** That a key asks for a change is written down before it is tried; what came of it stands in the log of the case. */
const noteAsked = (
  database: Database,
  key: KeyPrincipal,
  route: RouteKey,
  params: Readonly<Record<string, string>> | undefined,
): Promise<void> => {
  const [kind = 'route', id = route] = Object.entries(params ?? {})[0] ?? [];
  return writeAudit(database, {
    actor: { kind: 'key', id: key.keyId },
    action: 'change_asked_by_key',
    subject: { kind: kind.replace(/Id$/, ''), id },
    data: { route },
  });
};

interface KeyInput {
  readonly principal: Principal;
  readonly params: Readonly<Record<string, string>> | undefined;
}

/** Throws where a route that should be exposed is not there: the start fails then. */
export const exposeRoutes = (
  routes: readonly Route[],
  { database, exchangeName }: { readonly database: Database; readonly exchangeName: string },
): readonly Route[] =>
  (Object.entries(EXPOSED) as [RouteKey, RouteKey][]).map(([key, of]) => {
    const route = routes.find((one) => one.key === of);
    if (route === undefined) throw new Error(`${of} is to be exposed to keys and is not there`);
    return {
      ...route,
      key,
      tag: 'Other systems',
      handle: async (input) => {
        const { principal, params } = input as KeyInput;
        const caller = keyOf(principal);
        if (!key.startsWith('GET ')) await noteAsked(database, caller, key, params);
        return route.handle({
          ...(input as object),
          principal: asStaff(caller, exchangeName),
        } as never);
      },
    };
  });
