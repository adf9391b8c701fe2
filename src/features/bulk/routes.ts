import {
  type BulkRun,
  bulkParams,
  bulkPreview,
  bulkPreviewReply,
  bulkRun,
  bulkStart,
  bulkUndo,
} from '../../contract/bulk.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { BulkAction } from '../../core/bulk/plan.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import { writeAudit } from '../audit/index.ts';
import { findStates, staffOf } from '../conversation/index.ts';
import type { BulkDeps } from './deps.ts';
import { previewBulk, readAction, TOLD_ROWS } from './preview.ts';
import { workToRun } from './run-batch.ts';
import { findRun, insertRun, listBack, type NewRow, type Run, readProgress } from './store.ts';

const tag = 'Desk: many at once';
const NOT_FOUND = fail('not_found', 'bulk_run_not_found');
const STARTS_PER_MINUTE = 30;

const present = async (deps: BulkDeps, staff: StaffPrincipal, run: Run): Promise<BulkRun> => {
  const { counts, undoable, rows } = await readProgress(deps.database, run.runId, TOLD_ROWS);
  const found = await findStates(
    deps.database,
    rows.map(({ conversationId }) => conversationId),
  );
  const numbers = new Map(
    found.flatMap(({ state }) => (staffMaySee(staff, state) ? [[state.id, state.number]] : [])),
  );
  const { runId, total, endedAt, undoes } = run;
  return {
    runId,
    action: structuredClone(run.action) as BulkRun['action'],
    total,
    ...counts,
    rows: rows.map((row) => ({ ...row, number: numbers.get(row.conversationId) ?? null })),
    endedAt,
    undoable,
    undoes,
  };
};

/** The run begins with its rows, or none of it does; its work comes right after. */
const begin = async (
  deps: BulkDeps,
  staff: StaffPrincipal,
  asked: {
    readonly requestKey: string;
    readonly action: BulkAction;
    readonly undoes: string | null;
    readonly rows: readonly NewRow[];
  },
): Promise<Outcome<BulkRun>> => {
  const { rows, ...run } = asked;
  const started = await deps.database.transaction().execute(async (trx) => {
    const runId = deps.ids.uuid();
    const made = await insertRun(trx, { runId, agentId: staff.agentId, ...run }, rows);
    if (!made.fresh) return made.run;
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: run.undoes === null ? 'bulk_started' : 'bulk_undone',
      subject: { kind: 'bulk_run', id: runId },
      data: { kind: run.action.kind, rows: rows.length },
    });
    await deps.dueWork.schedule(trx, [workToRun(runId, deps.clock.now())]);
    return made.run;
  });
  deps.dueWork.wake();
  return ok(await present(deps, staff, started));
};

const findOwn = async (
  deps: BulkDeps,
  staff: StaffPrincipal,
  runId: string,
): Promise<Run | undefined> => {
  const run = await findRun(deps.database, runId);
  const may = run?.agentId === staff.agentId || isLeadRole(staff.role);
  return may ? run : undefined;
};

const runRoutes = (deps: BulkDeps): Route[] => [
  defineRoute({
    key: 'GET /api/desk/bulk/:runId',
    summary: 'How far a change of many conversations has come',
    tag,
    params: bulkParams,
    reply: bulkRun,
    handle: async ({ principal, params }) => {
      const staff = staffOf(principal);
      const run = await findOwn(deps, staff, params.runId);
      return run === undefined ? NOT_FOUND : ok(await present(deps, staff, run));
    },
  }),
  defineRoute({
    key: 'POST /api/desk/bulk/:runId/undo',
    summary: 'Take a change of many conversations back, as far as possible',
    tag,
    params: bulkParams,
    body: bulkUndo,
    reply: bulkRun,
    perMinute: STARTS_PER_MINUTE,
    handle: async ({ principal, params, body }) => {
      const staff = staffOf(principal);
      const run = await findRun(deps.database, params.runId);
      if (run === undefined || run.agentId !== staff.agentId) return NOT_FOUND;
      if (run.endedAt === null) return fail('precondition', 'bulk_still_running');
      const rows = await listBack(deps.database, run.runId);
      if (rows.length === 0) return fail('precondition', 'nothing_to_undo');
      const { requestKey } = body;
      return begin(deps, staff, { requestKey, action: run.action, undoes: run.runId, rows });
    },
  }),
];

/** Changes of many conversations at once: shown first, done in batches, taken back where that is possible. */
export const bulkRoutes = (deps: BulkDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/bulk/preview',
    summary: 'What a change of many conversations would do',
    tag,
    body: bulkPreview,
    reply: bulkPreviewReply,
    handle: ({ principal, body }) =>
      previewBulk(deps, staffOf(principal), body.conversationIds, body.action),
  }),
  defineRoute({
    key: 'POST /api/desk/bulk',
    summary: 'Change many conversations; safe to repeat with the same requestKey',
    tag,
    body: bulkStart,
    reply: bulkRun,
    perMinute: STARTS_PER_MINUTE,
    handle: async ({ principal, body }) => {
      const staff = staffOf(principal);
      const ids = [...new Set(body.conversationIds)] as ConversationId[];
      const action = await readAction(deps, staff, body.action, ids.length);
      if (!action.ok) return action;
      const rows = ids.map((conversationId) => ({ conversationId, action: null }));
      const { requestKey } = body;
      return begin(deps, staff, { requestKey, action: action.value, undoes: null, rows });
    },
  }),
  ...runRoutes(deps),
];
