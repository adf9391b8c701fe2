import { z } from 'zod';
import { conversationParams, customerConversation } from '../../contract/conversation.ts';
import {
  type SurgeReply,
  setSurge,
  surgeOffers,
  surgeReply,
  takeSurgeOffer,
} from '../../contract/incidents.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import {
  callNumber,
  deskCalls,
  settleCall as settleCallBody,
  settledCall,
} from '../../contract/surge.ts';
import { presentToCustomer } from '../../core/conversation/present.ts';
import type { ConversationId } from '../../core/ids.ts';
import { isSuggested } from '../../core/incidents/surge.ts';
import { ok } from '../../core/outcome.ts';
import { customerOf, staffOf } from '../conversation/index.ts';
import { openNumber, readCalls, settleCall } from './calls.ts';
import type { SurgeDeps } from './deps.ts';
import { readOffers, takeOffer } from './offers.ts';
import { readPressure, type TypicalWaits } from './read-pressure.ts';
import { readMode } from './store.ts';
import { switchSurge } from './watch.ts';

const tag = 'Desk: surge mode';
const customerTag = 'Customers: waiting';
const OFFERS_PER_MINUTE = 60;
const TAKEN_PER_MINUTE = 12;
const NUMBERS_PER_MINUTE = 30;

const readSurge = async (deps: SurgeDeps, typicalWaits: TypicalWaits): Promise<SurgeReply> => {
  const [{ isOn, since, signs }, { waiting, waitMs }] = await Promise.all([
    readMode(deps.database),
    readPressure(deps, typicalWaits),
  ]);
  return {
    isOn,
    since: isOn ? since : null,
    isSuggested: !isOn && isSuggested(signs, deps.clock.now()),
    waiting,
    waitSeconds: waitMs === null ? null : Math.round(waitMs / 1_000),
  };
};

const customerRoutes = (deps: SurgeDeps): Route[] => [
  defineRoute({
    key: 'GET /api/conversations/:conversationId/surge',
    summary: 'What can be had instead of waiting while demand is high',
    tag: customerTag,
    params: conversationParams,
    reply: surgeOffers,
    perMinute: OFFERS_PER_MINUTE,
    handle: ({ principal, params }) =>
      readOffers(deps, customerOf(principal).customerId, params.conversationId as ConversationId),
  }),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/surge',
    summary: 'Take a ticket, or a half hour to be called back in; the place in the queue is kept',
    tag: customerTag,
    params: conversationParams,
    body: takeSurgeOffer,
    reply: z.strictObject({ conversation: customerConversation }),
    perMinute: TAKEN_PER_MINUTE,
    handle: async ({ principal, params, body }) => {
      const { customerId } = customerOf(principal);
      const id = params.conversationId as ConversationId;
      const taken = await takeOffer(deps, customerId, id, body);
      return taken.ok ? ok({ conversation: presentToCustomer(taken.value) }) : taken;
    },
  }),
];

const callRoutes = (deps: SurgeDeps): Route[] => [
  defineRoute({
    key: 'GET /api/desk/calls',
    summary: 'Whom to call back, by when; without their numbers',
    tag,
    reply: deskCalls,
    handle: async ({ principal }) =>
      ok({ calls: [...(await readCalls(deps, staffOf(principal)))] }),
  }),
  defineRoute({
    key: 'POST /api/desk/calls/:conversationId/number',
    summary: 'The number to call; opening it is recorded',
    tag,
    params: conversationParams,
    reply: callNumber,
    perMinute: NUMBERS_PER_MINUTE,
    handle: ({ principal, params }) =>
      openNumber(deps, staffOf(principal), params.conversationId as ConversationId),
  }),
  defineRoute({
    key: 'POST /api/desk/calls/:conversationId/result',
    summary: 'What came of the call; the customer is told, and who was not reached is tried again',
    tag,
    params: conversationParams,
    body: settleCallBody,
    reply: settledCall,
    handle: ({ principal, params, body }) =>
      settleCall(deps, staffOf(principal), params.conversationId as ConversationId, body.result),
  }),
];

export const surgeRoutes = (deps: SurgeDeps, typicalWaits: TypicalWaits): readonly Route[] => [
  ...customerRoutes(deps),
  ...callRoutes(deps),
  defineRoute({
    key: 'GET /api/desk/surge',
    summary: 'Whether surge mode is on, and how the queue stands',
    tag,
    reply: surgeReply,
    handle: async () => ok(await readSurge(deps, typicalWaits)),
  }),
  defineRoute({
    key: 'PUT /api/desk/surge',
    summary: 'Switch surge mode on or off. It ends by itself when the queue stayed short',
    tag,
    body: setSurge,
    reply: surgeReply,
    handle: async ({ principal, body }) => {
      await switchSurge(deps, staffOf(principal).agentId, body.on);
      return ok(await readSurge(deps, typicalWaits));
    },
  }),
];
