import { exportQuery } from '../../contract/exporting.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { presentToStaff } from '../../core/conversation/present.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { listPage, staffOf } from '../conversation/index.ts';
import {
  type ExportDeps,
  type ExportPage,
  type ExportWish,
  exportConversations,
  type ReadExportPage,
} from './export-conversations.ts';

export interface ExportRoutesDeps extends ExportDeps {
  /** A page of a view as this person sees it. Failure: `view_not_found`. */
  readonly pageOfView: (
    staff: StaffPrincipal,
    view: string,
    cursor: string | null,
    limit: number,
  ) => Promise<Outcome<ExportPage>>;
  readonly today: () => string;
}

const PAGE = 200;

const CURSOR = /^(\d+)_(.+)$/;

/** All conversations that the wish names, along the index of the last word. */
export const pagesOfAll =
  (deps: Pick<ExportDeps, 'database'>, wish: ExportWish): ReadExportPage =>
  async (cursor) => {
    const place = CURSOR.exec(cursor ?? '');
    const from = place && { at: Number(place[1]), id: place[2] as ConversationId };
    const { status, category, since, until } = wish;
    const filter = { status, category, since, until };
    const page = await listPage(deps.database, {
      ...filter,
      from: from ?? undefined,
      limit: PAGE,
    });
    const next = page.next && `${page.next.at}_${page.next.id}`;
    return { conversations: page.states.map(presentToStaff), next };
  };

const pagesOfView =
  (deps: ExportRoutesDeps, staff: StaffPrincipal, view: string): ReadExportPage =>
  async (cursor) => {
    const page = await deps.pageOfView(staff, view, cursor, PAGE);
    if (!page.ok) throw new Error(`the view ended in the middle: ${page.failure.code}`);
    return page.value;
  };

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
} as const;

export const exportRoutes = (deps: ExportRoutesDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/exports/conversations',
    summary: 'Conversations of a view or a stretch of time as a file. Each one in it is recorded',
    tag: 'Desk: integration',
    query: exportQuery,
    reply: 'binary',
    perMinute: 6,
    handle: async ({ principal, query }) => {
      const staff = staffOf(principal);
      const { view, words, ...filter } = query;
      const wish = { ...filter, words: words === 'yes' };
      if (wish.words && wish.format === 'csv') return fail('invalid', 'words_need_jsonl');
      if (view !== undefined) {
        const first = await deps.pageOfView(staff, view, null, 1);
        if (!first.ok) return first;
      }
      const pages = view === undefined ? pagesOfAll(deps, wish) : pagesOfView(deps, staff, view);
      const by = { kind: 'staff', id: staff.agentId } as const;
      return ok({
        stream: exportConversations(deps, by, wish, pages),
        contentType: TYPES[wish.format],
        headers: {
          'content-disposition': `attachment; filename="conversations-${deps.today()}.${wish.format}"`,
        },
      });
    },
  }),
];
