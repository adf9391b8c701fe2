import { z } from 'zod';
import {
  conversationParams,
  customerConversation,
  customerConversationReply,
  customerConversationRow,
  editMessage as editMessageBody,
  leaveConversation,
  marks,
  messageContent,
  messageParams,
  rateConversation as rateBody,
  sendReply,
  setMarks as setMarksBody,
  startConversation as startBody,
  startReply,
  stretchQuery,
} from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { presentToCustomer } from '../../core/conversation/present.ts';
import { customerMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { CUSTOMER_PER_MINUTE, customerOf } from './callers.ts';
import { askAsCustomer } from './change-conversation.ts';
import { deleteMessage, editMessage } from './change-message.ts';
import type { Committed } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';
import { listOwnConversations } from './list-rows.ts';
import { rateConversation } from './rate-conversation.ts';
import { readStretch, toCustomerReply } from './read-conversation.ts';
import { sendAsCustomer } from './send-message.ts';
import { eventsReply, sentReply } from './send-reply.ts';
import { setMarks } from './set-marks.ts';
import { startConversation } from './start-conversation.ts';

const conversationReply = z.strictObject({ conversation: customerConversation });

const presented = (result: Outcome<Committed>): Outcome<z.input<typeof conversationReply>> =>
  result.ok ? ok({ conversation: presentToCustomer(result.value.state) }) : result;

const tag = 'Customer: conversations';

const readingRoutes = (deps: ConversationDeps): Route[] => [
  defineRoute({
    key: 'GET /api/conversations',
    summary: 'My requests, open ones first',
    tag,
    reply: z.strictObject({ rows: z.array(customerConversationRow) }),
    handle: async ({ principal }) =>
      ok({ rows: [...(await listOwnConversations(deps, customerOf(principal).customerId))] }),
  }),
  defineRoute({
    key: 'GET /api/conversations/:conversationId',
    summary: 'A request with a stretch of its log: the newest, what follows a seq, or history',
    tag,
    params: conversationParams,
    query: stretchQuery,
    reply: customerConversationReply,
    handle: async ({ principal, params, query }) => {
      const { customerId } = customerOf(principal);
      const id = params.conversationId as ConversationId;
      const stretch = await readStretch(deps, id, query, 'everyone', (state) =>
        customerMaySee(customerId, state),
      );
      return stretch.ok ? ok(toCustomerReply(stretch.value)) : stretch;
    },
  }),
];

const sendingRoutes = (deps: ConversationDeps): Route[] => [
  defineRoute({
    key: 'POST /api/conversations',
    summary: 'Open a request with its first message; safe to repeat with the same clientMessageId',
    tag,
    body: startBody,
    reply: startReply,
    perMinute: CUSTOMER_PER_MINUTE.start,
    handle: async ({ principal, body }) => {
      const starting = { ...body, form: body.category };
      const result = await startConversation(deps, customerOf(principal), starting);
      if (!result.ok) return result;
      const { state, duplicate } = result.value;
      const events = await eventsReply(deps, result.value, 'everyone');
      return ok({ conversation: presentToCustomer(state), events, duplicate });
    },
  }),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/messages',
    summary: 'Send a message; safe to repeat with the same clientMessageId',
    tag,
    params: conversationParams,
    body: messageContent,
    reply: sendReply,
    perMinute: CUSTOMER_PER_MINUTE.send,
    handle: async ({ principal, params, body }) => {
      const { customerId } = customerOf(principal);
      const result = await sendAsCustomer(
        deps,
        customerId,
        params.conversationId as ConversationId,
        body,
      );
      return sentReply(deps, result, body.clientMessageId);
    },
  }),
];

const messageRoutes = (deps: ConversationDeps): Route[] => [
  defineRoute({
    key: 'PATCH /api/conversations/:conversationId/messages/:messageId',
    summary: 'Edit one of my messages within fifteen minutes',
    tag,
    params: messageParams,
    body: editMessageBody,
    reply: conversationReply,
    handle: async ({ principal, params, body }) =>
      presented(
        await editMessage(deps, messageOf(customerOf(principal).customerId, params), body.text),
      ),
  }),
  defineRoute({
    key: 'DELETE /api/conversations/:conversationId/messages/:messageId',
    summary: 'Delete one of my messages within fifteen minutes: its words are destroyed',
    tag,
    params: messageParams,
    reply: conversationReply,
    handle: async ({ principal, params }) =>
      presented(await deleteMessage(deps, messageOf(customerOf(principal).customerId, params))),
  }),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/marks',
    summary: 'How far I have received and read',
    tag,
    params: conversationParams,
    body: setMarksBody,
    reply: marks,
    handle: async ({ principal, params, body }) => {
      const { customerId } = customerOf(principal);
      const id = params.conversationId as ConversationId;
      return setMarks(deps, id, 'customer', (state) => customerMaySee(customerId, state), body);
    },
  }),
];

const messageOf = (
  customerId: ReturnType<typeof customerOf>['customerId'],
  params: z.output<typeof messageParams>,
) => ({
  conversationId: params.conversationId as ConversationId,
  messageId: params.messageId as MessageId,
  by: { kind: 'customer' as const, id: customerId },
  maySee: (state: Parameters<typeof customerMaySee>[1]) => customerMaySee(customerId, state),
});

const wishRoute = (deps: ConversationDeps, wish: 'end' | 'reopen', summary: string): Route =>
  defineRoute({
    key: `POST /api/conversations/:conversationId/${wish}`,
    summary,
    tag,
    params: conversationParams,
    reply: conversationReply,
    handle: async ({ principal, params }) => {
      const { customerId } = customerOf(principal);
      return presented(
        await askAsCustomer(deps, customerId, params.conversationId as ConversationId, {
          type: wish,
        }),
      );
    },
  });

const wishRoutes = (deps: ConversationDeps): Route[] => [
  wishRoute(deps, 'end', 'Say that it is settled'),
  wishRoute(deps, 'reopen', 'Open it again, within seven days after it was solved'),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/leave',
    summary: 'Leave, and be told of an answer',
    tag,
    params: conversationParams,
    body: leaveConversation,
    reply: conversationReply,
    handle: async ({ principal, params, body }) => {
      const { customerId } = customerOf(principal);
      const command = { type: 'leave' as const, notifyBy: [...new Set(body.notifyBy)] };
      return presented(
        await askAsCustomer(deps, customerId, params.conversationId as ConversationId, command),
      );
    },
  }),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/rating',
    summary: 'Say how it was',
    tag,
    params: conversationParams,
    body: rateBody,
    reply: conversationReply,
    handle: async ({ principal, params, body }) => {
      const { customerId } = customerOf(principal);
      return presented(
        await rateConversation(deps, customerId, params.conversationId as ConversationId, body),
      );
    },
  }),
];

/** What customers and visitors may do with their own conversations. */
export const customerRoutes = (deps: ConversationDeps): readonly Route[] => [
  ...readingRoutes(deps),
  ...sendingRoutes(deps),
  ...messageRoutes(deps),
  ...wishRoutes(deps),
];
