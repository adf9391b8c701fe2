import {
  apiConversationReply,
  apiSend,
  apiSendReply,
  apiStart,
  apiStartReply,
} from '../../contract/apikeys.ts';
import {
  conversationParams,
  setCategory,
  setPriority,
  setStatus,
} from '../../contract/conversation.ts';
import type { KeyPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { Command } from '../../core/conversation/command.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { type Committed, startConversation, whenSolvable } from '../conversation/index.ts';
import { actingKey, actorOfKey, audited, keyOf } from './callers.ts';
import type { ApiDeps } from './deps.ts';
import { presentToKey } from './present.ts';
import { sendAsKey } from './send-as-key.ts';
import { tagOf } from './tag-of.ts';

const startRoute = (deps: ApiDeps): Route =>
  defineRoute({
    key: 'POST /api/v1/conversations',
    summary: 'Open a conversation with what a customer said; safe to repeat with the same id',
    tag: tagOf('POST /api/v1/conversations'),
    body: apiStart,
    reply: apiStartReply,
    handle: async ({ principal, body }) => {
      const key = keyOf(principal);
      const { customer, ...said } = body;
      const { customerId, tier } = await deps.ensureCustomer(customer, body.locale);
      if (await deps.isBlocked(customerId)) return fail('forbidden', 'customer_blocked');
      const result = await startConversation(
        deps,
        { customerId, kind: 'customer', tier },
        { ...said, fileIds: [], alsoWrite: audited(key, 'conversation_started_by_key') },
      );
      if (!result.ok) return result;
      const { state, duplicate } = result.value;
      return ok({ conversation: presentToKey(state), duplicate });
    },
  });

const sendRoute = (deps: ApiDeps, kind: 'message' | 'note'): Route =>
  defineRoute({
    key: `POST /api/v1/conversations/:conversationId/${kind}s`,
    summary:
      kind === 'message'
        ? 'Answer the customer in the exchange’s name; safe to repeat with the same id'
        : 'Leave an internal note; safe to repeat with the same id',
    tag: tagOf('POST /api/v1/conversations/:conversationId/messages'),
    params: conversationParams,
    body: apiSend,
    reply: apiSendReply,
    handle: ({ principal, params, body }) =>
      sendAsKey(deps, keyOf(principal), params.conversationId as ConversationId, kind, body),
  });

type Change = Extract<Command, { type: 'set_status' | 'set_priority' | 'set_category' }>;

const change = async (
  deps: ApiDeps,
  key: KeyPrincipal,
  conversationId: string,
  command: Change,
): Promise<Outcome<{ conversation: ReturnType<typeof presentToKey> }>> => {
  const result: Outcome<Committed> = await deps.committer.commit({
    conversationId: conversationId as ConversationId,
    actor: actorOfKey(key),
    command,
    maySee: () => true,
    ...(command.type === 'set_status' && command.to === 'solved' && whenSolvable(deps)),
    alsoWrite: audited(key, `${command.type}_by_key`),
  });
  return result.ok ? ok({ conversation: presentToKey(result.value.state) }) : result;
};

const changingRoutes = (deps: ApiDeps): readonly Route[] => [
  defineRoute({
    key: 'PUT /api/v1/conversations/:conversationId/status',
    summary: 'Set the status, where the transition is allowed',
    tag: tagOf('PUT /api/v1/conversations/:conversationId/status'),
    params: conversationParams,
    body: setStatus,
    reply: apiConversationReply,
    handle: ({ principal, params, body }) => {
      const key = keyOf(principal);
      const agent = actingKey(key, deps.exchangeName);
      return change(deps, key, params.conversationId, {
        type: 'set_status',
        agent,
        to: body.status,
      });
    },
  }),
  defineRoute({
    key: 'PUT /api/v1/conversations/:conversationId/priority',
    summary: 'Set the priority',
    tag: tagOf('PUT /api/v1/conversations/:conversationId/priority'),
    params: conversationParams,
    body: setPriority,
    reply: apiConversationReply,
    handle: ({ principal, params, body }) =>
      change(deps, keyOf(principal), params.conversationId, {
        type: 'set_priority',
        to: body.priority,
      }),
  }),
  defineRoute({
    key: 'PUT /api/v1/conversations/:conversationId/category',
    summary: 'Set the category, and with it the team',
    tag: tagOf('PUT /api/v1/conversations/:conversationId/category'),
    params: conversationParams,
    body: setCategory,
    reply: apiConversationReply,
    handle: async ({ principal, params, body }) =>
      change(deps, keyOf(principal), params.conversationId, {
        type: 'set_category',
        to: body.category,
        teamId: await deps.teamOf(body.category),
      }),
  }),
];

export const writingRoutes = (deps: ApiDeps): readonly Route[] => [
  startRoute(deps),
  sendRoute(deps, 'message'),
  sendRoute(deps, 'note'),
  ...changingRoutes(deps),
];
