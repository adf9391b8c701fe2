import { conversationParams } from '../../contract/conversation.ts';
import type { Principal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { deskListReply } from '../../contract/views.ts';
import {
  mentionableReply,
  type NewsList,
  newsList,
  newsQuery,
  personalCounts,
  personalView,
  readNews,
  type WatchersReply,
  watchersReply,
} from '../../contract/watching.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { findConversation, findStates, staffOf, toDeskRows } from '../conversation/index.ts';
import type { WatchingDeps } from './deps.ts';
import { countPersonalViews, readPersonalView } from './personal-views.ts';
import {
  addWatcher,
  countUnread,
  listNews,
  listWatchers,
  markRead,
  type NewsKind,
  removeWatcher,
} from './store.ts';

const tag = 'Desk: following and mentions';
const LISTED = 50;
/** So many colleagues can follow one conversation. */
const MOST_WATCHERS = 50;

const seen = async (
  deps: WatchingDeps,
  principal: Principal,
  conversationId: string,
): Promise<Outcome<Conversation>> => {
  const state = await findConversation(deps.database, conversationId as ConversationId);
  return state !== undefined && staffMaySee(staffOf(principal), state)
    ? ok(state)
    : fail('not_found', 'conversation_not_found');
};

const present = async (
  deps: WatchingDeps,
  id: ConversationId,
  agentId: AgentId,
): Promise<WatchersReply> => {
  const watchers = await listWatchers(deps.database, id);
  const all = watchers.length === 0 ? [] : await deps.colleagues(deps.database);
  const names = new Map(all.map(({ agent }) => [agent.id, agent.name]));
  return {
    watching: watchers.includes(agentId),
    watchers: watchers.flatMap((each) => {
      const name = names.get(each);
      return name === undefined ? [] : [{ id: each, name }];
    }),
  };
};

/** What is new for a person, as far as they may still see it. */
const readList = async (
  deps: WatchingDeps,
  principal: Principal,
  kind: NewsKind | undefined,
): Promise<NewsList> => {
  const staff = staffOf(principal);
  const news = await listNews(deps.database, staff.agentId, kind, LISTED);
  const found = await findStates(deps.database, [
    ...new Set(news.map(({ conversationId }) => conversationId)),
  ]);
  const seenRows = found.filter(({ state }) => staffMaySee(staff, state));
  const rows = await toDeskRows(deps, deps.database, seenRows);
  const byId = new Map(rows.map((row) => [row.conversation.id, row]));
  const names = new Map(
    (await deps.colleagues(deps.database)).map(({ agent }) => [agent.id, agent.name]),
  );
  return {
    news: news.flatMap(({ conversationId, by, ...item }) => {
      const row = byId.get(conversationId);
      return row === undefined
        ? []
        : [{ ...item, by: by === null ? null : (names.get(by) ?? null), row }];
    }),
    unread: { ...(await countUnread(deps.database, staff.agentId)) },
  };
};

const watchRoute = (deps: WatchingDeps, method: 'PUT' | 'DELETE', summary: string): Route =>
  defineRoute({
    key: `${method} /api/desk/conversations/:conversationId/watch`,
    summary,
    tag,
    params: conversationParams,
    reply: watchersReply,
    handle: async ({ principal, params }) => {
      const { agentId } = staffOf(principal);
      const state = await seen(deps, principal, params.conversationId);
      if (!state.ok) return state;
      const { id } = state.value;
      if (method === 'DELETE') await removeWatcher(deps.database, id, agentId);
      else {
        if ((await listWatchers(deps.database, id)).length >= MOST_WATCHERS)
          return fail('limit_reached', 'too_many_watchers', { most: MOST_WATCHERS });
        await addWatcher(deps.database, id, agentId);
      }
      return ok(await present(deps, id, agentId));
    },
  });

const newsRoutes = (deps: WatchingDeps): Route[] => [
  defineRoute({
    key: 'GET /api/desk/news',
    summary: 'Where I was named, and what happened in what I follow',
    tag,
    query: newsQuery,
    reply: newsList,
    handle: async ({ principal, query }) => ok(await readList(deps, principal, query.kind)),
  }),
  defineRoute({
    key: 'POST /api/desk/news/read',
    summary: 'I have read it',
    tag,
    body: readNews,
    reply: newsList.pick({ unread: true }),
    handle: async ({ principal, body }) => {
      const { agentId } = staffOf(principal);
      await markRead(deps.database, agentId, body);
      return ok({ unread: { ...(await countUnread(deps.database, agentId)) } });
    },
  }),
];

const personalRoutes = (deps: WatchingDeps): Route[] => [
  defineRoute({
    key: 'GET /api/desk/personal-views/counts',
    summary: 'How many conversations are in my own lists',
    tag,
    reply: personalCounts,
    handle: async ({ principal }) => ok(await countPersonalViews(deps, staffOf(principal))),
  }),
  defineRoute({
    key: 'GET /api/desk/personal-views/:view',
    summary: 'Where I was named and have not looked yet, or what I follow',
    tag,
    params: personalView,
    reply: deskListReply,
    handle: async ({ principal, params }) =>
      ok(await readPersonalView(deps, staffOf(principal), params.view)),
  }),
];

/** Following conversations, and being told of them. */
export const watchingRoutes = (deps: WatchingDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/watchers',
    summary: 'Who follows a conversation',
    tag,
    params: conversationParams,
    reply: watchersReply,
    handle: async ({ principal, params }) => {
      const state = await seen(deps, principal, params.conversationId);
      return state.ok ? ok(await present(deps, state.value.id, staffOf(principal).agentId)) : state;
    },
  }),
  watchRoute(deps, 'PUT', 'Follow a conversation'),
  watchRoute(deps, 'DELETE', 'Follow it no longer'),
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/mentionable',
    summary: 'Colleagues who may be named in a note: those who may see the conversation',
    tag,
    params: conversationParams,
    reply: mentionableReply,
    handle: async ({ principal, params }) => {
      const state = await seen(deps, principal, params.conversationId);
      if (!state.ok) return state;
      const all = await deps.colleagues(deps.database);
      return ok({
        agents: all
          .filter(({ view }) => staffMaySee(view, state.value))
          .map(({ agent: { id, name, badge } }) => ({ id, name, badge })),
      });
    },
  }),
  ...newsRoutes(deps),
  ...personalRoutes(deps),
];
