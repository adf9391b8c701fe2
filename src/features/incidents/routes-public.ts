import { z } from 'zod';
import { conversationParams, customerConversation } from '../../contract/conversation.ts';
import {
  answerIncident as answerBody,
  statusPush,
  statusPushEnd,
  statusQuery,
  statusReply,
} from '../../contract/incidents.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { presentToCustomer } from '../../core/conversation/present.ts';
import type { ConversationId, IncidentId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { customerOf } from '../conversation/index.ts';
import { answerIncident } from './answer-incident.ts';
import type { CurrentStatus } from './current-status.ts';
import type { IncidentsDeps } from './deps.ts';
import { subscribeByPush, unsubscribePush } from './subscribe.ts';

const ANSWERS_PER_MINUTE = 30;
const STATUS_PER_MINUTE = 120;
const PUSH_PER_MINUTE = 6;

export const incidentPublicRoutes = (
  deps: IncidentsDeps,
  current: CurrentStatus,
): readonly Route[] => [
  defineRoute({
    key: 'POST /api/conversations/:conversationId/incident-answer',
    summary: 'Say whether the matter is settled now that its incident is over',
    tag: 'Customer: conversations',
    params: conversationParams,
    body: answerBody,
    reply: z.strictObject({ conversation: customerConversation }),
    perMinute: ANSWERS_PER_MINUTE,
    handle: async ({ principal, params, body: { incidentId, settled } }) => {
      const { customerId } = customerOf(principal);
      const id = params.conversationId as ConversationId;
      const answer = { incidentId: incidentId as IncidentId, settled };
      const answered = await answerIncident(deps, customerId, id, answer);
      return answered.ok ? ok({ conversation: presentToCustomer(answered.value) }) : answered;
    },
  }),
  defineRoute({
    key: 'GET /api/status',
    summary: 'What is disturbed right now, in the reader’s language; answered without the database',
    tag: 'Status',
    query: statusQuery,
    reply: statusReply,
    perMinute: STATUS_PER_MINUTE,
    handle: async ({ query }) => ok({ banners: [...current.banners(query.locale)] }),
  }),
  defineRoute({
    key: 'POST /api/status/push',
    summary: 'Be told of incidents in this browser',
    tag: 'Status',
    body: statusPush,
    reply: 'empty',
    perMinute: PUSH_PER_MINUTE,
    handle: ({ body: { endpoint, keys, locale }, request }) =>
      subscribeByPush(deps, { endpoint, ...keys }, locale, request.ip),
  }),
  defineRoute({
    key: 'DELETE /api/status/push',
    summary: 'Be told of incidents in this browser no longer',
    tag: 'Status',
    body: statusPushEnd,
    reply: 'empty',
    perMinute: PUSH_PER_MINUTE,
    handle: async ({ body }) => {
      await unsubscribePush(deps, body.endpoint);
      return ok(undefined);
    },
  }),
];
