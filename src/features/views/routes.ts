import { defineRoute, type Route } from '../../contract/route.ts';
import {
  deskListQuery,
  deskListReply,
  previewReply,
  previewView,
  savedView,
  savedViewChange,
  savedViewInput,
  savedViewList,
  viewCounts,
  viewParams,
} from '../../contract/views.ts';
import { ok } from '../../core/outcome.ts';
import { staffOf } from '../conversation/index.ts';
import { changeView, createView, removeView } from './change-views.ts';
import type { ViewsDeps } from './deps.ts';
import { countConditions, readCounts, readPage, readSavedViews } from './read-views.ts';

const tag = 'Desk: views';

const readingRoutes = (deps: ViewsDeps): Route[] => [
  defineRoute({
    key: 'GET /api/desk/conversations',
    summary: 'A page of a view, ready-made or saved, newest word first',
    tag,
    query: deskListQuery,
    reply: deskListReply,
    handle: ({ principal, query }) => readPage(deps, staffOf(principal), query),
  }),
  defineRoute({
    key: 'GET /api/desk/views',
    summary: 'The saved views that I have: my own, my teams’ and everyone’s',
    tag,
    reply: savedViewList,
    handle: async ({ principal }) =>
      ok({ views: [...(await readSavedViews(deps, staffOf(principal)))] }),
  }),
  defineRoute({
    key: 'GET /api/desk/views/counts',
    summary: 'How many conversations are in each of my views; exact up to 1,000',
    tag,
    reply: viewCounts,
    handle: async ({ principal }) => ok({ counts: await readCounts(deps, staffOf(principal)) }),
  }),
  defineRoute({
    key: 'POST /api/desk/views/preview',
    summary: 'How many conversations a view would have',
    tag,
    body: previewView,
    reply: previewReply,
    handle: async ({ principal, body }) => {
      const [count] = await countConditions(deps, staffOf(principal), [body.conditions]);
      return ok({ count: count ?? 0 });
    },
  }),
];

/** Saved views, and the pages and counts of all views. */
export const viewsRoutes = (deps: ViewsDeps): readonly Route[] => [
  ...readingRoutes(deps),
  defineRoute({
    key: 'POST /api/desk/views',
    summary: 'Save a view',
    tag,
    body: savedViewInput,
    reply: savedView,
    handle: ({ principal, body }) => createView(deps, staffOf(principal), body),
  }),
  defineRoute({
    key: 'PUT /api/desk/views/:viewId',
    summary: 'Change a saved view, as it was in the version given',
    tag,
    params: viewParams,
    body: savedViewChange,
    reply: savedView,
    handle: ({ principal, params, body }) =>
      changeView(deps, staffOf(principal), params.viewId, body),
  }),
  defineRoute({
    key: 'DELETE /api/desk/views/:viewId',
    summary: 'Delete a saved view',
    tag,
    params: viewParams,
    reply: 'empty',
    handle: ({ principal, params }) => removeView(deps, staffOf(principal), params.viewId),
  }),
];
