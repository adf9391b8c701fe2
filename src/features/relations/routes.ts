import { z } from 'zod';
import { conversationParams, deskConversation } from '../../contract/conversation.ts';
import type { Principal } from '../../contract/principal.ts';
import {
  byNumberParams,
  byNumberReply,
  linkConversation,
  linkParams,
  mergeConversation,
  relatedReply,
  relationReply,
  splitConversation as splitBody,
} from '../../contract/relations.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { presentToStaff } from '../../core/conversation/present.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { findByNumber, staffOf, toDeskRows } from '../conversation/index.ts';
import type { RelationsDeps } from './deps.ts';
import { findRelated } from './find-related.ts';
import { linkConversations, unlinkConversations } from './link-conversations.ts';
import { type Both, mergeConversations } from './merge-conversations.ts';
import { splitConversation } from './split-conversation.ts';

const tag = 'Desk: related conversations';
const conversationReply = z.strictObject({ conversation: deskConversation });
const NOT_FOUND = fail('not_found', 'conversation_not_found');

const both = (result: Outcome<Both>): Outcome<z.input<typeof relationReply>> =>
  result.ok
    ? ok({ from: presentToStaff(result.value.from), into: presentToStaff(result.value.into) })
    : result;

const presented = (result: Outcome<Conversation>): Outcome<z.input<typeof conversationReply>> =>
  result.ok ? ok({ conversation: presentToStaff(result.value) }) : result;

/** `48271935 6` and `4827-1935-6` are the same number. */
const asNumber = (text: string): string =>
  text.replaceAll(/\D/g, '').replace(/^(\d{4})(\d{4})(\d)$/, '$1-$2-$3');

const seenByNumber = async (deps: RelationsDeps, principal: Principal, number: string) => {
  const row = await findByNumber(deps.database, asNumber(number));
  return row !== undefined && staffMaySee(staffOf(principal), row.state) ? row : undefined;
};

const isNumber = (text: string): boolean => /^\d{4}-?\d{4}-?\d$/.test(text);

const readingRoutes = (deps: RelationsDeps): Route[] => [
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/related',
    summary: 'What belongs to a conversation, and what may be about the same thing',
    tag,
    params: conversationParams,
    reply: relatedReply,
    handle: ({ principal, params }) =>
      findRelated(deps, staffOf(principal), params.conversationId as ConversationId),
  }),
  defineRoute({
    key: 'GET /api/desk/conversation-numbers/:number',
    summary: 'The conversation with this number',
    tag,
    params: byNumberParams,
    reply: byNumberReply,
    handle: async ({ principal, params }) => {
      const found = await seenByNumber(deps, principal, params.number);
      if (found === undefined) return NOT_FOUND;
      const [row] = await toDeskRows(deps, deps.database, [found]);
      return row === undefined ? NOT_FOUND : ok({ row });
    },
  }),
];

const linkingRoutes = (deps: RelationsDeps): Route[] => [
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/links',
    summary: 'Two conversations belong together',
    tag,
    params: conversationParams,
    body: linkConversation,
    reply: conversationReply,
    handle: async ({ principal, params, body }) => {
      const staff = staffOf(principal);
      const found = isNumber(body.other)
        ? (await seenByNumber(deps, principal, body.other))?.state.id
        : (body.other as ConversationId);
      if (found === undefined) return NOT_FOUND;
      const id = params.conversationId as ConversationId;
      if (found === id) return fail('invalid', 'link_to_itself');
      return presented(await linkConversations(deps, { staff, id, otherId: found }, body.relation));
    },
  }),
  defineRoute({
    key: 'DELETE /api/desk/conversations/:conversationId/links/:otherId',
    summary: 'Two conversations do not belong together after all',
    tag,
    params: linkParams,
    reply: conversationReply,
    handle: async ({ principal, params }) =>
      presented(
        await unlinkConversations(deps, {
          staff: staffOf(principal),
          id: params.conversationId as ConversationId,
          otherId: params.otherId as ConversationId,
        }),
      ),
  }),
];

/** What belongs together: merged, split, linked. */
export const relationsRoutes = (deps: RelationsDeps): readonly Route[] => [
  ...readingRoutes(deps),
  ...linkingRoutes(deps),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/merge',
    summary: 'It goes on in another one of the same customer, with all that was said',
    tag,
    params: conversationParams,
    body: mergeConversation,
    reply: relationReply,
    handle: async ({ principal, params, body }) =>
      both(
        await mergeConversations(
          deps,
          staffOf(principal),
          params.conversationId as ConversationId,
          body.intoId as ConversationId,
        ),
      ),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/split',
    summary: 'Some messages go on in a request of their own',
    tag,
    params: conversationParams,
    body: splitBody,
    reply: relationReply,
    handle: async ({ principal, params, body }) =>
      both(
        await splitConversation(
          deps,
          staffOf(principal),
          params.conversationId as ConversationId,
          body,
        ),
      ),
  }),
];
