import { conversationParams } from '../../contract/conversation.ts';
import {
  promiseFiguresQuery,
  promiseFiguresReply,
  setPromiseBody,
} from '../../contract/promise.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { databaseNow, staffOf } from '../conversation/index.ts';
import type { PromiseDeps } from './deps.ts';
import { setPromise } from './set-promise.ts';
import { showFigures } from './show-figures.ts';

const tag = 'Desk: promises';

export const promiseRoutes = (deps: PromiseDeps): readonly Route[] => [
  defineRoute({
    key: 'PUT /api/desk/conversations/:conversationId/promise',
    summary: 'Promise the next step for another time, and say why',
    tag,
    params: conversationParams,
    body: setPromiseBody,
    reply: 'empty',
    handle: async ({ principal, params, body }) => {
      const id = params.conversationId as ConversationId;
      const set = await setPromise(deps, staffOf(principal), id, body);
      return set.ok ? ok(undefined) : set;
    },
  }),
  defineRoute({
    key: 'GET /api/desk/promises',
    summary: 'The share of promises kept, by week, category and step, and those most overdue',
    tag,
    query: promiseFiguresQuery,
    reply: promiseFiguresReply,
    handle: async ({ query }) =>
      ok(await showFigures(deps.database, query.weeks, await databaseNow(deps.database))),
  }),
];
