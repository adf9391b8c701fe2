import { z } from 'zod';
import {
  conversationParams,
  deskConversation,
  deskConversationReply,
  deskMessage,
  editMessage as editMessageBody,
  marks,
  messageParams,
  noteContent,
  sendReply,
  setCategory as setCategoryBody,
  setMarks as setMarksBody,
  setPriority,
  setSnooze,
  setStatus,
  stretchQuery,
  transferConversation as transferBody,
} from '../../contract/conversation.ts';
import type { Principal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { Command } from '../../core/conversation/command.ts';
import { presentToStaff } from '../../core/conversation/present.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, ConversationId, MessageId, TeamId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { actingAgentOf, staffOf } from './callers.ts';
import { changeAsAgent, setCategory } from './change-conversation.ts';
import { deleteMessage, editMessage, type MessageChange, recallMessage } from './change-message.ts';
import type { Committed } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';
import { readStretch, toDeskReply } from './read-conversation.ts';
import { sendAsAgent } from './send-message.ts';
import { sentReply } from './send-reply.ts';
import { setMarks } from './set-marks.ts';
import { recordAccess } from './store-access.ts';
import { transferConversation } from './transfer-conversation.ts';

const tag = 'Desk: conversations';
const conversationReply = z.strictObject({ conversation: deskConversation });

const presented = (result: Outcome<Committed>): Outcome<z.input<typeof conversationReply>> =>
  result.ok ? ok({ conversation: presentToStaff(result.value.state) }) : result;

const seenBy =
  (principal: Principal) =>
  (state: Conversation): boolean =>
    staffMaySee(staffOf(principal), state);

const readingRoutes = (deps: ConversationDeps): Route[] => [
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId',
    summary: 'A conversation with a stretch of its log. Opening it is recorded',
    tag,
    params: conversationParams,
    query: stretchQuery,
    reply: deskConversationReply,
    handle: async ({ principal, params, query }) => {
      const { agentId } = staffOf(principal);
      const id = params.conversationId as ConversationId;
      const stretch = await readStretch(
        deps,
        id,
        query,
        'staff',
        seenBy(principal),
        (trx, { customerId }) =>
          recordAccess(trx, {
            agentId,
            subjectKind: 'conversation',
            subjectId: id,
            customerId,
            reason: 'opened',
          }),
      );
      if (!stretch.ok) return stretch;
      return ok(toDeskReply(stretch.value, await deps.nameOf(stretch.value.state.customerId)));
    },
  }),
];

const sendingRoutes = (deps: ConversationDeps): Route[] => [
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/messages',
    summary: 'Answer the customer; safe to repeat with the same clientMessageId',
    tag,
    params: conversationParams,
    body: deskMessage,
    reply: sendReply,
    perMinute: 600,
    handle: async ({ principal, params, body }) => {
      const { leaveAs, allowForeign, ...content } = body;
      const result = await sendAsAgent(deps, {
        agent: actingAgentOf(staffOf(principal)),
        maySee: seenBy(principal),
        conversationId: params.conversationId as ConversationId,
        content,
        kind: 'message',
        leaveAs,
        allowForeign,
      });
      return sentReply(deps, result, body.clientMessageId);
    },
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/notes',
    summary: 'Leave an internal note; safe to repeat with the same clientMessageId',
    tag,
    params: conversationParams,
    body: noteContent,
    reply: sendReply,
    perMinute: 600,
    handle: async ({ principal, params, body }) => {
      const result = await sendAsAgent(deps, {
        agent: actingAgentOf(staffOf(principal)),
        maySee: seenBy(principal),
        conversationId: params.conversationId as ConversationId,
        content: body,
        kind: 'note',
        leaveAs: null,
        mentions: body.mentions as AgentId[],
      });
      return sentReply(deps, result, body.clientMessageId);
    },
  }),
];

const changeOf = (principal: Principal, params: z.output<typeof messageParams>): MessageChange => ({
  conversationId: params.conversationId as ConversationId,
  messageId: params.messageId as MessageId,
  by: { kind: 'agent', id: staffOf(principal).agentId },
  maySee: seenBy(principal),
});

const messageRoutes = (deps: ConversationDeps): Route[] => [
  defineRoute({
    key: 'PATCH /api/desk/conversations/:conversationId/messages/:messageId',
    summary: 'Edit one of my messages or notes within fifteen minutes',
    tag,
    params: messageParams,
    body: editMessageBody,
    reply: conversationReply,
    handle: async ({ principal, params, body }) =>
      presented(await editMessage(deps, changeOf(principal, params), body.text)),
  }),
  defineRoute({
    key: 'DELETE /api/desk/conversations/:conversationId/messages/:messageId',
    summary: 'Delete one of my messages or notes within fifteen minutes',
    tag,
    params: messageParams,
    reply: conversationReply,
    handle: async ({ principal, params }) =>
      presented(await deleteMessage(deps, changeOf(principal, params))),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/messages/:messageId/recall',
    summary: 'Take a message back within five seconds',
    tag,
    params: messageParams,
    reply: conversationReply,
    handle: async ({ principal, params }) =>
      presented(await recallMessage(deps, changeOf(principal, params))),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/marks',
    summary: 'How far the desk has received and read',
    tag,
    params: conversationParams,
    body: setMarksBody,
    reply: marks,
    handle: ({ principal, params, body }) =>
      setMarks(deps, params.conversationId as ConversationId, 'agent', seenBy(principal), body),
  }),
];

const changeRoute = <B extends z.ZodType>(
  deps: ConversationDeps,
  what: 'status' | 'priority' | 'snooze',
  summary: string,
  body: B,
  toCommand: (
    body: z.output<B>,
    agent: ReturnType<typeof actingAgentOf>,
  ) => Extract<Command, { type: 'set_status' | 'set_priority' | 'snooze' }>,
): Route =>
  defineRoute({
    key: `PUT /api/desk/conversations/:conversationId/${what}`,
    summary,
    tag,
    params: conversationParams,
    body: body as z.ZodType,
    reply: conversationReply,
    handle: async (input) => {
      const agent = actingAgentOf(staffOf(input.principal));
      const command = toCommand(input.body as z.output<B>, agent);
      const id = input.params.conversationId as ConversationId;
      return presented(await changeAsAgent(deps, agent, seenBy(input.principal), id, command));
    },
  });

const changingRoutes = (deps: ConversationDeps): Route[] => [
  changeRoute(
    deps,
    'status',
    'Set the status, where the transition is allowed',
    setStatus,
    (body, agent) => ({
      type: 'set_status',
      agent,
      to: body.status,
    }),
  ),
  changeRoute(deps, 'priority', 'Set the priority', setPriority, (body) => ({
    type: 'set_priority',
    to: body.priority,
  })),
  changeRoute(
    deps,
    'snooze',
    'Put it away until a time, or end that',
    setSnooze,
    (body, agent) => ({
      type: 'snooze',
      agent,
      until: body.until,
    }),
  ),
  defineRoute({
    key: 'PUT /api/desk/conversations/:conversationId/category',
    summary: 'Set the category, and with it the team',
    tag,
    params: conversationParams,
    body: setCategoryBody,
    reply: conversationReply,
    handle: async ({ principal, params, body }) => {
      const agent = actingAgentOf(staffOf(principal));
      const id = params.conversationId as ConversationId;
      return presented(await setCategory(deps, agent, seenBy(principal), id, body.category));
    },
  }),
];

const transferRoute = (deps: ConversationDeps): Route =>
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/transfer',
    summary: 'Hand it to a team or a person, with a summary',
    tag,
    params: conversationParams,
    body: transferBody,
    reply: conversationReply,
    handle: async ({ principal, params, body }) =>
      presented(
        await transferConversation(deps, {
          conversationId: params.conversationId as ConversationId,
          agent: actingAgentOf(staffOf(principal)),
          maySee: seenBy(principal),
          toTeamId: body.teamId as TeamId,
          toAgentId: body.agentId as AgentId | null,
          summary: body.summary,
        }),
      ),
  });

/** What staff may do with the conversations they may see. */
export const deskRoutes = (deps: ConversationDeps): readonly Route[] => [
  ...readingRoutes(deps),
  ...sendingRoutes(deps),
  ...messageRoutes(deps),
  ...changingRoutes(deps),
  transferRoute(deps),
];
