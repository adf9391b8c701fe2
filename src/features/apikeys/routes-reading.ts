import {
  apiConversationReply,
  apiCustomer,
  apiCustomerParams,
  apiListQuery,
  apiListReply,
  apiMessagesQuery,
  apiMessagesReply,
} from '../../contract/apikeys.ts';
import { conversationParams } from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import {
  findConversation,
  listPage,
  type PagePosition,
  readStretch,
  recordAccess,
} from '../conversation/index.ts';
import { actorIdOfKey, keyOf } from './callers.ts';
import type { ApiDeps } from './deps.ts';
import { messageToKey, presentToKey } from './present.ts';

export const tag = 'Other systems';

const CURSOR = /^(\d{1,15})_([0-9a-f-]{36})$/;

const readCursor = (cursor: string | undefined): Outcome<PagePosition | undefined> => {
  if (cursor === undefined) return ok(undefined);
  const match = CURSOR.exec(cursor);
  return match === null
    ? fail('invalid', 'bad_cursor')
    : ok({ at: Number(match[1]), id: match[2] as ConversationId });
};

const listRoute = (deps: ApiDeps): Route =>
  defineRoute({
    key: 'GET /api/v1/conversations',
    summary: 'Conversations by cursor, newest word first; no words',
    tag,
    query: apiListQuery,
    reply: apiListReply,
    handle: async ({ query }) => {
      const { cursor, customer, ...filter } = query;
      const from = readCursor(cursor);
      if (!from.ok) return from;
      const owner = customer === undefined ? undefined : await deps.findCustomer(customer);
      if (customer !== undefined && owner === undefined) {
        return ok({ conversations: [], nextCursor: null });
      }
      const { states, next } = await listPage(deps.database, {
        ...filter,
        customerId: owner?.customerId,
        from: from.value,
      });
      return ok({
        conversations: states.map(presentToKey),
        nextCursor: next && `${next.at}_${next.id}`,
      });
    },
  });

const readRoute = (deps: ApiDeps): Route =>
  defineRoute({
    key: 'GET /api/v1/conversations/:conversationId',
    summary: 'How a conversation stands; no words',
    tag,
    params: conversationParams,
    reply: apiConversationReply,
    handle: async ({ params }) => {
      const id = params.conversationId as ConversationId;
      const state = await findConversation(deps.database, id);
      return state === undefined
        ? fail('not_found', 'conversation_not_found')
        : ok({ conversation: presentToKey(state) });
    },
  });

const messagesRoute = (deps: ApiDeps): Route =>
  defineRoute({
    key: 'GET /api/v1/conversations/:conversationId/messages',
    summary: 'Messages and notes with their words, in the order of the log. Reading is recorded',
    tag,
    params: conversationParams,
    query: apiMessagesQuery,
    reply: apiMessagesReply,
    handle: async ({ principal, params, query }) => {
      const agentId = actorIdOfKey(keyOf(principal));
      const id = params.conversationId as ConversationId;
      const stretch = await readStretch(
        deps,
        id,
        query,
        'staff',
        () => true,
        (trx, { customerId }) =>
          recordAccess(trx, {
            agentId,
            subjectKind: 'conversation',
            subjectId: id,
            customerId,
            reason: 'read_by_key',
          }),
      );
      if (!stretch.ok) return stretch;
      const { events, hasLater } = stretch.value;
      return ok({
        messages: events.flatMap((event) => messageToKey(event) ?? []),
        nextAfter: hasLater ? (events.at(-1)?.seq ?? null) : null,
      });
    },
  });

const customerRoute = (deps: ApiDeps): Route =>
  defineRoute({
    key: 'GET /api/v1/customers/:externalId',
    summary: 'A customer by the exchange’s own id. Reading is recorded',
    tag,
    params: apiCustomerParams,
    reply: apiCustomer,
    handle: async ({ principal, params }) => {
      const card = await deps.findCustomer(params.externalId);
      if (card === undefined) return fail('not_found', 'customer_not_found');
      const { customerId, ...rest } = card;
      await recordAccess(deps.database, {
        agentId: actorIdOfKey(keyOf(principal)),
        subjectKind: 'customer',
        subjectId: customerId,
        customerId,
        reason: 'read_by_key',
      });
      return ok({ id: customerId, externalId: params.externalId, ...rest });
    },
  });

export const readingRoutes = (deps: ApiDeps): readonly Route[] => [
  listRoute(deps),
  readRoute(deps),
  messagesRoute(deps),
  customerRoute(deps),
];
