import {
  type BulkAction,
  type BulkActor,
  backOf,
  commandOf,
  mayDo,
  planRow,
} from '../../core/bulk/plan.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import type { DueHandler, DueItem } from '../../ports/due-work.ts';
import { type CommitRequest, type Committed, findConversation } from '../conversation/index.ts';
import type { ReadyMacro } from '../macros/index.ts';
import type { Asker, BulkDeps } from './deps.ts';
import { actorFor, readyFor, solvingAs } from './preview.ts';
import { endRow, endRun, findRun, listWaitingRows, type Run, type WaitingRow } from './store.ts';

export const BULK_KIND = 'bulk_run';
/** Rows in one piece of due work: well within its claim. */
const BATCH = 50;
/** A macro with nothing left to do in it. */
const UNCHANGED = 'nothing_to_change';

export const workToRun = (runId: string, dueAt: number): DueItem => ({
  key: `${BULK_KIND}:${runId}`,
  kind: BULK_KIND,
  payload: { runId },
  dueAt,
  again: true,
});

/** Whether the row may be changed as it stands now; `unchanged` where nothing is left to do. */
const guarding =
  (deps: BulkDeps, action: BulkAction, actor: BulkActor, ready: ReadyMacro | null) =>
  async (trx: Transaction, state: Conversation | undefined): Promise<Outcome<null>> => {
    if (state === undefined) return ok(null);
    const may = mayDo(state, action, actor);
    if (!may.ok) return may;
    const at = deps.clock.now();
    if (action.kind === 'macro' && planRow(state, action, actor, at).outcome === 'unchanged')
      return fail('conflict', UNCHANGED);
    const category = solvingAs(state, action, ready, at);
    return category === null ? may : deps.checkSolvable(trx, { ...state, category });
  };

/** What is asked of the conversation, with the words that go with it and what is written beside. */
type Asked = Pick<CommitRequest, 'command' | 'words' | 'cards' | 'alsoWrite'>;

const askMacro = async (
  deps: BulkDeps,
  run: Run,
  { conversationId, position }: WaitingRow,
  ready: ReadyMacro,
): Promise<Outcome<Asked>> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined) return fail('not_found', 'conversation_not_found');
  const key = `bulk:${run.runId}:${position}`;
  const prepared = await ready.prepare(state, deps.clock.now(), key);
  if (!prepared.ok) return prepared;
  const { command, words } = prepared.value;
  const [first, ...rest] = words;
  return ok({
    command,
    ...(first === undefined ? {} : { words: first }),
    ...(rest.length === 0 ? {} : { cards: rest }),
    alsoWrite: async (trx) => {
      await ready.used(trx);
      return ok(null);
    },
  });
};

const askFor = async (
  deps: BulkDeps,
  run: Run,
  row: WaitingRow,
  action: BulkAction,
  actor: BulkActor,
  ready: ReadyMacro | null,
): Promise<Outcome<Asked>> => {
  if (action.kind === 'assign') return ok(deps.assigning(row.conversationId, action.agentId));
  if (action.kind !== 'macro') return ok({ command: commandOf(action, actor) });
  if (ready === null) throw new Error('no macro was made ready');
  return askMacro(deps, run, row, ready);
};

/** The change of one row, and its outcome written with it: it is done once, and known to be. */
const requestOf = async (
  deps: BulkDeps,
  run: Run,
  row: WaitingRow,
  { view, agent }: Asker,
): Promise<Outcome<CommitRequest>> => {
  const action: BulkAction = row.action ?? run.action;
  const ready = await readyFor(deps, { view, agent }, action);
  if (!ready.ok) return ready;
  const actor = await actorFor(deps, agent, action, ready.value);
  const asked = await askFor(deps, run, row, action, actor, ready.value);
  if (!asked.ok) return asked;
  const guard = guarding(deps, action, actor, ready.value);
  let before: Conversation | undefined;
  return ok({
    ...asked.value,
    conversationId: row.conversationId,
    actor: { kind: 'agent', id: agent.id },
    maySee: (state) => staffMaySee(view, state),
    guard: (trx, state) => {
      before = state;
      return guard(trx, state);
    },
    alsoWrite: async (trx, state, logged) => {
      const also = await asked.value.alsoWrite?.(trx, state, logged);
      if (also?.ok === false) return also;
      const events = logged.map(({ event }) => event);
      const back = before === undefined ? null : backOf(before, action, events);
      await endRow(trx, run.runId, row.position, { outcome: 'changed', code: null, back });
      return ok(null);
    },
  });
};

const commit = async (
  deps: BulkDeps,
  run: Run,
  row: WaitingRow,
  asker: Asker,
): Promise<Outcome<Committed>> => {
  const request = await requestOf(deps, run, row, asker);
  return request.ok ? deps.committer.commit(request.value) : request;
};

const runRow = async (deps: BulkDeps, run: Run, row: WaitingRow, asker: Asker): Promise<void> => {
  const done = await commit(deps, run, row, asker);
  if (done.ok && done.value.logged.length > 0) return;
  const nothing = { code: null, back: null };
  if (done.ok || done.failure.code === UNCHANGED)
    await endRow(deps.database, run.runId, row.position, { outcome: 'unchanged', ...nothing });
  else if (done.failure.code === 'conversation_not_found')
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
