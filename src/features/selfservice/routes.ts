import { z } from 'zod';
import { conversationParams, customerConversation } from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import {
  askAction,
  beginStepUp as beginBody,
  beginStepUpReply,
  checkStepUp as checkBody,
  checkStepUpReply,
  chooseCard,
  giveConsent,
  giveDetail,
  postNetworkCheck,
  showCard as showBody,
  showCardReply,
} from '../../contract/selfservice.ts';
import { presentToCustomer } from '../../core/conversation/present.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { customerOf, sendAsCustomer, staffOf } from '../conversation/index.ts';
import type { SelfServiceDeps } from './deps.ts';
import { showOwnCard } from './show-own-card.ts';
import { beginStepUp, checkStepUp } from './step-up.ts';
import { tap } from './tap.ts';

const reply = z.strictObject({ conversation: customerConversation });
const presented = (result: Outcome<Conversation>): Outcome<z.input<typeof reply>> =>
  result.ok ? ok({ conversation: presentToCustomer(result.value) }) : result;

const tag = 'Customer: self-service';
const TAPS_PER_MINUTE = 30;
/** Each sends a mail or a message, or tries a code. */
const PROOFS_PER_MINUTE = 10;
const SHOWN_PER_MINUTE = 30;

const idOf = (params: { readonly conversationId: string }): ConversationId =>
  params.conversationId as ConversationId;

const base = { tag, params: conversationParams, reply, perMinute: TAPS_PER_MINUTE } as const;

const tapRoutes = (deps: SelfServiceDeps): readonly Route[] => [
  defineRoute({
    ...base,
    key: 'POST /api/conversations/:conversationId/selfservice/consent',
    summary: 'Say whether the assistant may look at the account',
    body: giveConsent,
    handle: async ({ principal, params, body: { turnId, given } }) => {
      const { customerId } = customerOf(principal);
      const step = { kind: 'consent', given } as const;
      return presented(await tap(deps, customerId, idOf(params), turnId, step));
    },
  }),
  defineRoute({
    ...base,
    key: 'POST /api/conversations/:conversationId/selfservice/choice',
    summary: 'Choose one of the cards shown',
    body: chooseCard,
    handle: async ({ principal, params, body: { turnId, cardId } }) => {
      const { customerId } = customerOf(principal);
      const step = { kind: 'choice', cardId } as const;
      return presented(await tap(deps, customerId, idOf(params), turnId, step));
    },
  }),
  defineRoute({
    ...base,
    key: 'POST /api/conversations/:conversationId/selfservice/detail',
    summary: 'Give a detail that was asked for, such as a transaction id; it is sent as a message',
    body: giveDetail,
    handle: async ({ principal, params, body: { clientMessageId, text } }) => {
      const { customerId } = customerOf(principal);
      const content = { clientMessageId, text, fileIds: [] };
      const sent = await sendAsCustomer(deps, customerId, idOf(params), content);
      return presented(sent.ok ? ok(sent.value.state) : sent);
    },
  }),
  defineRoute({
    ...base,
    key: 'POST /api/conversations/:conversationId/selfservice/action',
    summary: 'Ask for something that the last finding offers; it happens once',
    body: askAction,
    handle: async ({ principal, params, body: { turnId, action } }) => {
      const { customerId } = customerOf(principal);
      const step = { kind: 'action', action } as const;
      return presented(await tap(deps, customerId, idOf(params), turnId, step));
    },
  }),
  defineRoute({
    ...base,
    key: 'POST /api/conversations/:conversationId/selfservice/network-check',
    summary: 'Hand in what the page measured on its own line',
    body: postNetworkCheck,
    handle: async ({ principal, params, body: { turnId, result } }) => {
      const { customerId } = customerOf(principal);
      const step = { kind: 'network_check', result } as const;
      return presented(await tap(deps, customerId, idOf(params), turnId, step));
    },
  }),
];

/** What customers tap and type while the assistant looks something up. */
export const selfServiceCustomerRoutes = (deps: SelfServiceDeps): readonly Route[] => [
  ...tapRoutes(deps),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/selfservice/step-up',
    summary: 'Begin to prove again who is speaking',
    tag,
    params: conversationParams,
    body: beginBody,
    reply: beginStepUpReply,
    perMinute: PROOFS_PER_MINUTE,
    handle: ({ principal, params, body }) =>
      beginStepUp(deps, customerOf(principal).customerId, idOf(params), body.turnId),
  }),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/selfservice/step-up/check',
    summary: 'Check the code, which is passed on to the exchange and never stored',
    tag,
    params: conversationParams,
    body: checkBody,
    reply: checkStepUpReply,
    perMinute: PROOFS_PER_MINUTE,
    handle: ({ principal, params, body }) =>
      checkStepUp(deps, customerOf(principal).customerId, idOf(params), body),
  }),
];

/** What agents show in the conversations that they have. */
export const selfServiceDeskRoutes = (deps: SelfServiceDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/cards',
    summary: 'Show the customer something of their own account as a card; it is recorded',
    tag: 'Desk: self-service',
    params: conversationParams,
    body: showBody,
    reply: showCardReply,
    perMinute: SHOWN_PER_MINUTE,
    handle: async ({ principal, params, body }) => {
      const shown = await showOwnCard(deps, staffOf(principal), idOf(params), body);
      return shown.ok ? ok({ card: shown.value }) : shown;
    },
  }),
];
