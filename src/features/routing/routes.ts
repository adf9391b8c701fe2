import { z } from 'zod';
import { conversationParams, deskConversation } from '../../contract/conversation.ts';
import { defineRoute, type Route, type RouteInput } from '../../contract/route.ts';
import {
  assignConversation as assignBody,
  deskAgents,
  deskQueue,
  deskTeams,
  queuePlace,
  setAgentStatus as setAgentStatusBody,
  waitingTimes,
} from '../../contract/routing.ts';
import { presentToStaff } from '../../core/conversation/present.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { actingAgentOf, type Committed, customerOf, staffOf } from '../conversation/index.ts';
import {
  type AgentRequest,
  acceptConversation,
  assignConversation,
  claimConversation,
  releaseConversation,
} from './claim-conversation.ts';
import type { RoutingDeps } from './deps.ts';
import { listAgents, listTeams, readQueue } from './list-desk.ts';
import { readPlace } from './read-place.ts';
import { setAgentStatus } from './set-agent-status.ts';
import { createTypicalWaits } from './typical-waits.ts';

const CUSTOMER_TAG = 'Customers: waiting';
const DESK_TAG = 'Desk: queue and duty';
const conversationReply = z.strictObject({ conversation: deskConversation });
const PLACE_PER_MINUTE = 120;

const presented = (result: Outcome<Committed>): Outcome<z.input<typeof conversationReply>> =>
  result.ok ? ok({ conversation: presentToStaff(result.value.state) }) : result;

type Input = Pick<
  RouteInput<{ readonly conversationId: string }, unknown, unknown>,
  'principal' | 'params'
>;

const requestOf = ({ principal, params }: Input): AgentRequest => {
  const staff = staffOf(principal);
  return {
    agent: actingAgentOf(staff),
    maySee: (state) => staffMaySee(staff, state),
    conversationId: params.conversationId as ConversationId,
  };
};

const customerRoutes = (deps: RoutingDeps): Route[] => {
  const typicalWaits = createTypicalWaits(deps);
  return [
    defineRoute({
      key: 'GET /api/conversations/:conversationId/queue',
      summary:
        'Place in the queue and time to wait, with reasons. A place never goes up without one',
      tag: CUSTOMER_TAG,
      params: conversationParams,
      reply: queuePlace,
      perMinute: PLACE_PER_MINUTE,
      handle: ({ principal, params }) =>
        readPlace(deps, customerOf(principal).customerId, params.conversationId as ConversationId),
    }),
    defineRoute({
      key: 'GET /api/waiting-times',
      summary: 'What one would wait who asked now, for each category',
      tag: CUSTOMER_TAG,
      reply: waitingTimes,
      perMinute: PLACE_PER_MINUTE,
      handle: async ({ principal }) => {
        const { locale, tier } = customerOf(principal);
        return ok(await typicalWaits(locale, tier));
      },
    }),
  ];
};

const workRoutes = (deps: RoutingDeps): Route[] => [
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/claim',
    summary:
      'Take a waiting conversation. 409 already_assigned names who was faster; 409 agent_full without room',
    tag: DESK_TAG,
    params: conversationParams,
    reply: conversationReply,
    handle: async (input) => presented(await claimConversation(deps, requestOf(input))),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/accept',
    summary: 'Take up an offer. 409 offer_lapsed or already_assigned when it has gone elsewhere',
    tag: DESK_TAG,
    params: conversationParams,
    reply: conversationReply,
    handle: async (input) => presented(await acceptConversation(deps, requestOf(input))),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/release',
    summary: 'Give a conversation back to the queue',
    tag: DESK_TAG,
    params: conversationParams,
    reply: conversationReply,
    handle: async (input) => presented(await releaseConversation(deps, requestOf(input))),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/assign',
    summary: 'Decide who has a conversation; that agent must be signed on and have room',
    tag: DESK_TAG,
    params: conversationParams,
    body: assignBody,
    reply: conversationReply,
    handle: async (input) => {
      const toAgentId = input.body.agentId as AgentId;
      return presented(await assignConversation(deps, { ...requestOf(input), toAgentId }));
    },
  }),
];

const dutyRoutes = (deps: RoutingDeps): Route[] => [
  defineRoute({
    key: 'PUT /api/desk/me/status',
    summary: 'Say whether one takes work. Offers not taken up go back when one does not',
    tag: DESK_TAG,
    body: setAgentStatusBody,
    reply: 'empty',
    handle: async ({ principal, body }) => {
      await setAgentStatus(deps, staffOf(principal).agentId, body.status);
      return ok(undefined);
    },
  }),
  defineRoute({
    key: 'GET /api/desk/agents',
    summary: 'Colleagues with status, load and capacity',
    tag: DESK_TAG,
    reply: deskAgents,
    handle: async () => ok({ agents: await listAgents(deps) }),
  }),
  defineRoute({
    key: 'GET /api/desk/teams',
    summary: 'Teams with their categories, how many wait and who is available',
    tag: DESK_TAG,
    reply: deskTeams,
    handle: async () => ok({ teams: await listTeams(deps) }),
  }),
  defineRoute({
    key: 'GET /api/desk/queue',
    summary: 'The waiting line in the order of service, with times and what has been relaxed',
    tag: DESK_TAG,
    reply: deskQueue,
    handle: async () => ok(await readQueue(deps)),
  }),
];

export const routingRoutes = (deps: RoutingDeps): readonly Route[] => [
  ...customerRoutes(deps),
  ...workRoutes(deps),
  ...dutyRoutes(deps),
];
