import { type BulkAction, backOf, commandOf, mayDo } from '../../core/bulk/plan.ts';
import type { Command } from '../../core/conversation/command.ts';
import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import type { DueHandler, DueItem } from '../../ports/due-work.ts';
import type { CommitRequest } from '../conversation/index.ts';
import type { Asker, BulkDeps } from './deps.ts';
import { actorFor } from './preview.ts';
import { endRow, endRun, findRun, listWaitingRows, type Run, type WaitingRow } from './store.ts';

export const BULK_KIND = 'bulk_run';
/** Rows in one piece of due work: well within its claim. */
const BATCH = 50;

export const workToRun = (runId: string, dueAt: number): DueItem => ({
  key: `${BULK_KIND}:${runId}`,
  kind: BULK_KIND,
  payload: { runId },
  dueAt,
  again: true,
});

/** The change of one row, and its outcome written with it: it is done once, and known to be. */
const requestOf = async (
  deps: BulkDeps,
  run: Run,
  row: WaitingRow,
  { view, agent }: Asker,
): Promise<CommitRequest> => {
  const action: BulkAction = row.action ?? run.action;
  const actor = await actorFor(deps, agent, action);
  const assigned =
    action.kind === 'assign' ? deps.assigning(row.conversationId, action.agentId) : null;
  let before: Conversation | undefined;
  const check = async (
    trx: Transaction,
    state: Conversation | undefined,
  ): Promise<Outcome<null>> => {
    before = state;
    if (state === undefined) return ok(null);
    const may = mayDo(state, action, agent);
    if (!may.ok || action.kind !== 'status' || action.to !== 'solved') return may;
    return state.status === 'solved' ? may : deps.checkSolvable(trx, state);
  };
  const write = async (
    trx: Transaction,
    state: Conversation,
    logged: readonly LoggedEvent[],
  ): Promise<Outcome<null>> => {
    const also = await assigned?.alsoWrite(trx, state, logged);
    if (also?.ok === false) return also;
    const events = logged.map(({ event }) => event);
    const back = before === undefined ? null : backOf(before, action, events);
    await endRow(trx, run.runId, row.position, { outcome: 'changed', code: null, back });
    return ok(null);
  };
  const command: Command | CommitRequest['command'] =
    assigned === null ? commandOf(action, actor) : assigned.command;
  return {
    conversationId: row.conversationId,
    actor: { kind: 'agent', id: agent.id },
    maySee: (state) => staffMaySee(view, state),
    command,
    guard: check,
    alsoWrite: write,
  };
};

const runRow = async (deps: BulkDeps, run: Run, row: WaitingRow, asker: Asker): Promise<void> => {
  const done = await deps.committer.commit(await requestOf(deps, run, row, asker));
  if (done.ok && done.value.logged.length > 0) return;
  const nothing = { code: null, back: null };
  if (done.ok)
    await endRow(deps.database, run.runId, row.position, { outcome: 'unchanged', ...nothing });
  else if (done.failure.class === 'not_found')
    await endRow(deps.database, run.runId, row.position, { outcome: 'gone', ...nothing });
  else {
    const { code } = done.failure;
    await endRow(deps.database, run.runId, row.position, { outcome: 'refused', code, back: null });
  }
};

/** Does the next rows of a run, as its asker may now; then comes again for those after. */
export const runBatch =
  (deps: BulkDeps): DueHandler =>
  async (payload) => {
    const run = await findRun(deps.database, String(payload.runId));
    if (run === undefined || run.endedAt !== null) return;
    const asker = await deps.askerOf(run.agentId);
    const rows = await listWaitingRows(deps.database, run.runId, BATCH);
    for (const row of rows) {
      if (asker === undefined)
        await endRow(deps.database, run.runId, row.position, {
          outcome: 'refused',
          code: 'forbidden',
          back: null,
        });
      else await runRow(deps, run, row, asker);
    }
    if (rows.length < BATCH) {
      await endRun(deps.database, run.runId);
      return;
    }
    await deps.dueWork.schedule(deps.database, [workToRun(run.runId, deps.clock.now())]);
    deps.dueWork.wake();
  };
