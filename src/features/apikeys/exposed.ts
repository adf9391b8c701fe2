import type { Method, RouteKey } from '../../contract/route.ts';
import type { Scope } from '../../core/integration/scopes.ts';

/** A route that keys may use as well, under `/api/v1`. */
export interface Exposed {
  readonly key: RouteKey;
  /** The route that does it. */
  readonly of: RouteKey;
  /** Who the key acts as there: somebody who leads, or the customer whose conversation or id is named. */
  readonly as: 'staff' | 'customer';
  /** Scopes that are needed besides the one that opens the route. */
  readonly also: readonly Scope[];
}

type Line = `${Method} /${string}`;

const CASE = '/conversations/:conversationId';

/** Each is the desk's route of the same path. */
const OF_THE_DESK: readonly Line[] = [
  // Conversations and what belongs to them
  'GET /views',
  'GET /views/counts',
  'POST /views/preview',
  'POST /views',
  'PUT /views/:viewId',
  'DELETE /views/:viewId',
  'GET /teams',
  'GET /agents',
  'GET /tags',
  'POST /tags/:tag/rename',
  `PUT ${CASE}/tags`,
  'GET /fields',
  `GET ${CASE}/fields`,
  `PUT ${CASE}/fields/:fieldId`,
  `GET ${CASE}/related`,
  `POST ${CASE}/links`,
  `DELETE ${CASE}/links/:otherId`,
  `POST ${CASE}/merge`,
  `POST ${CASE}/split`,
  `POST ${CASE}/escalate`,
  `POST ${CASE}/assign`,
  `PUT ${CASE}/snooze`,
  `PUT ${CASE}/promise`,
  `GET ${CASE}/sla`,
  'GET /search',
  'POST /bulk/preview',
  'POST /bulk',
  'GET /bulk/:runId',
  'POST /bulk/:runId/undo',
  'GET /files/:fileId',
  'GET /files/:fileId/content',
  'GET /exports/conversations',
  // Departments and tasks
  'GET /departments',
  `GET ${CASE}/tasks`,
  `POST ${CASE}/tasks`,
  'GET /tasks',
  'GET /tasks/:taskId',
  'POST /tasks/:taskId/files',
  'POST /tasks/:taskId/assign',
  'POST /tasks/:taskId/entries',
  'POST /tasks/:taskId/checks',
  'POST /tasks/:taskId/reschedule',
  'POST /tasks/:taskId/return',
  'POST /tasks/:taskId/finish',
  'POST /tasks/:taskId/withdraw',
  'POST /tasks/:taskId/send-again',
  // Incidents and surge mode
  'GET /incidents',
  'POST /incidents',
  'GET /incidents/drafts',
  'GET /incidents/:incidentId',
  'PUT /incidents/:incidentId',
  'POST /incidents/:incidentId/updates',
  'GET /incidents/:incidentId/conversations',
  'POST /incidents/:incidentId/conversations',
  'POST /incidents/:incidentId/conversations/by-filter',
  'DELETE /incidents/:incidentId/conversations/:conversationId',
  'POST /incident-suggestions/:suggestionId/dismissal',
  'GET /surge',
  'PUT /surge',
  // Complaints
  'GET /complaints',
  'GET /complaints-file',
  'GET /complaints/:complaintId',
  'GET /complaints/:complaintId/letters/:kind',
  'POST /complaints/:complaintId/decision',
  'POST /complaints/:complaintId/confirmation',
  `POST ${CASE}/complaint`,
  // Feedback
  'GET /feedback',
  'GET /reviews',
  'POST /reviews/:reviewId/conclusion',
  // Rules and macros
  'GET /rules',
  'POST /rules',
  'POST /rules/check',
  'PUT /rules/order',
  'PUT /rules/:ruleId/draft',
  'POST /rules/:ruleId/off',
  'DELETE /rules/:ruleId',
  'GET /rules/:ruleId/versions',
  'GET /rule-applications',
  'POST /rule-trials',
  'GET /rule-trials/:trialId',
  'DELETE /rule-trials/:trialId',
  'GET /macros',
  'POST /macros',
  'PUT /macros/:macroId',
  'DELETE /macros/:macroId',
  // Settings and figures
  'GET /sla/book',
  'GET /sla/books/:version',
  'POST /sla/preview',
  'POST /sla/trial',
  'GET /escalation-ladder',
  'GET /complaint-rules',
  'GET /promises',
  'GET /passed-around',
  'GET /queue',
  'GET /assistant/results',
  // Webhooks and the audit
  'GET /webhooks',
  'GET /webhooks/:webhookId/deliveries',
  'DELETE /webhooks/:webhookId',
  'POST /webhooks/:webhookId/secret',
  'POST /webhooks/:webhookId/test',
  'POST /webhooks/:webhookId/replay',
  'GET /audit',
];

/** What would get a key more than its own scope says, if that scope were enough. */
const WITH_MORE: Readonly<Record<Line, readonly Scope[]>> = {
  // A macro changes the conversation and may speak to the customer.
  [`POST ${CASE}/macros/:macroId`]: ['conversations:write'],
  // What a rule does, it does by itself from then on.
  'POST /rules/:ruleId/publish': ['conversations:write', 'messages:write'],
  'POST /rules/:ruleId/roll-back': ['conversations:write', 'messages:write'],
  // What was said with the customer.
  'GET /tasks/:taskId/messages': ['messages:read'],
  // A webhook is told of every conversation.
  'POST /webhooks': ['conversations:read'],
  'PUT /webhooks/:webhookId': ['conversations:read'],
};

const WITH_CUSTOMERS: readonly (readonly [Line, RouteKey])[] = [
  [`GET ${CASE}/stations`, 'GET /api/conversations/:conversationId/stations'],
  [`GET ${CASE}/transcript`, 'GET /api/conversations/:conversationId/transcript'],
  ['GET /customers/:externalId/notices', 'GET /api/notices'],
];

const under = (base: string, line: Line): RouteKey => line.replace(' /', ` ${base}/`) as RouteKey;
const ofDesk = (line: Line, also: readonly Scope[]): Exposed => ({
  key: under('/api/v1', line),
  of: under('/api/desk', line),
  as: 'staff',
  also,
});

/**
 * What keys may do beside the routes that are theirs alone: each is a route of the desk, or of customers, under another
 * name. To open one more, add a line here and a row, with its scope, to the access table.
 */
export const EXPOSED: readonly Exposed[] = [
  ...OF_THE_DESK.map((line) => ofDesk(line, [])),
  ...(Object.entries(WITH_MORE) as [Line, readonly Scope[]][]).map(([line, also]) =>
    ofDesk(line, also),
  ),
  ...WITH_CUSTOMERS.map(
    ([line, of]): Exposed => ({ key: under('/api/v1', line), of, as: 'customer', also: [] }),
  ),
];
