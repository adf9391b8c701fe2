import {
  apiConversationReply,
  apiCustomer,
  apiCustomerParams,
  apiImportsReply,
  apiListQuery,
  apiListReply,
  apiMessagesQuery,
  apiMessagesReply,
  apiNumberParams,
  apiViewParams,
  apiViewQuery,
} from '../../contract/apikeys.ts';
import { conversationParams } from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import {
  findByNumber,
  findConversation,
  listPage,
  type PagePosition,
  readStretch,
  recordAccess,
} from '../conversation/index.ts';
import { actorIdOfKey, asStaff, keyOf } from './callers.ts';
import type { ApiDeps } from './deps.ts';
import { messageToKey, presentToKey, shownToKey } from './present.ts';
import { tagOf } from './tag-of.ts';

const CURSOR = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

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
    tag: tagOf('GET /api/v1/conversations'),
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
    tag: tagOf('GET /api/v1/conversations/:conversationId'),
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

const byNumberRoute = (deps: ApiDeps): Route =>
  defineRoute({
    key: 'GET /api/v1/conversation-numbers/:number',
    summary: 'The conversation with the number that people say; no words',
    tag: tagOf('GET /api/v1/conversation-numbers/:number'),
    params: apiNumberParams,
    reply: apiConversationReply,
    handle: async ({ params }) => {
      const number = params.number.replaceAll('-', '').replace(/^(\d{4})(\d{4})(\d)$/, '$1-$2-$3');
      const found = await findByNumber(deps.database, number);
      return found === undefined
        ? fail('not_found', 'conversation_not_found')
        : ok({ conversation: presentToKey(found.state) });
    },
  });

const viewRoute = (deps: ApiDeps): Route =>
  defineRoute({
    key: 'GET /api/v1/views/:viewId/conversations',
    summary: 'A page of a view, ready-made or saved, newest word first; no words',
    tag: tagOf('GET /api/v1/views/:viewId/conversations'),
    params: apiViewParams,
    query: apiViewQuery,
    reply: apiListReply,
    handle: async ({ principal, params, query: { cursor, limit } }) => {
      const staff = asStaff(keyOf(principal), deps.exchangeName);
      const page = await deps.pageOfView(staff, params.viewId, cursor, limit);
      if (!page.ok) return page;
      const { conversations, next } = page.value;
      return ok({ conversations: conversations.map(shownToKey), nextCursor: next });
    },
  });

const importsRoute = (deps: ApiDeps): Route =>
  defineRoute({
    key: 'GET /api/v1/imports',
    summary: 'What was taken over from other systems so far',
    tag: tagOf('GET /api/v1/imports'),
    reply: apiImportsReply,
    handle: async () => ok({ imports: [...(await deps.listImports())] }),
  });

const messagesRoute = (deps: ApiDeps): Route =>
  defineRoute({
    key: 'GET /api/v1/conversations/:conversationId/messages',
    summary: 'Messages and notes with their words, in the order of the log. Reading is recorded',
    tag: tagOf('GET /api/v1/conversations/:conversationId/messages'),
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
    tag: tagOf('GET /api/v1/customers/:externalId'),
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
  byNumberRoute(deps),
  viewRoute(deps),
  importsRoute(deps),
  messagesRoute(deps),
  customerRoute(deps),
];
