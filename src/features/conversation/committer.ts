import type { ConversationId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { keepAsker } from '../audit/index.ts';
import { type CommitRequest, type Committed, isPlain } from './commit-request.ts';
import { runTogether, runTransaction, type TransactionDeps } from './run-transaction.ts';
import { DuplicateWords } from './store-write.ts';
import { takeBatch, type Waiting } from './take-batch.ts';

export interface CommitterDeps extends TransactionDeps {
  readonly bus: Bus;
  readonly metrics: Metrics;
}

/** The only way in which a conversation changes. */
export interface Committer {
  /** Resolves after the commit. Throws when the database is out of reach: the caller may retry with the same ids. */
  commit(request: CommitRequest): Promise<Outcome<Committed>>;
  /**
   * Several conversations in one transaction: all of what is asked happens, or none of it. Several requests for one
   * conversation happen in their order. Outcomes are in the order of asking; a refusal of one is that of all.
   */
  commitTogether(requests: readonly CommitRequest[]): Promise<Outcome<readonly Committed[]>>;
  /** Resolves when everything asked so far is done. */
  drained(): Promise<void>;
}

/**
 * How many requests share a transaction at most, and how many transactions run at once. Sharing is what carries the
 * load: under pressure the cost of a commit is divided by its passengers, and alone a request waits for nobody. Two,
 * so that one waits for the disk while the other is prepared; more make the batches smaller and the whole slower.
 */
const MAX_BATCH = 64;
const MAX_RUNNING = 2;

/** Tells the other parts of this and other processes, after the commit. */
const announce = (deps: CommitterDeps, committed: Committed): void => {
  const { state, before } = committed;
  const queueChanged =
    before?.queuedAt !== state.queuedAt ||
    before?.assignee?.id !== state.assignee?.id ||
    before?.status !== state.status ||
    before?.category !== state.category ||
    before?.priority !== state.priority;
  deps.bus.publish(
    {
      kind: 'conversation_changed',
      conversationId: state.id,
      customerId: state.customerId,
      seq: state.lastSeq,
      teamId: state.teamId,
      assigneeId: state.assignee?.id ?? null,
      queueChanged,
    },
    committed,
  );
  if (state.customerAway || !(state.assignee !== null && state.accepted)) deps.dueWork.wake();
};

const settle = (
  deps: CommitterDeps,
  entry: Waiting,
  result: Outcome<Committed> | undefined,
): void => {
  if (result === undefined) {
    entry.reject(new Error('a request of a batch got no result'));
    return;
  }
  if (result.ok && !result.value.duplicate && result.value.logged.length > 0)
    announce(deps, result.value);
  entry.resolve(result);
};

/** After a shared transaction failed, each request is tried alone, so that one cannot spoil the others. */
const runEach = async (deps: CommitterDeps, batch: readonly Waiting[]): Promise<void> => {
  for (const entry of batch) {
    try {
      const [result] = await runTransaction(deps, [entry.request]);
      settle(deps, entry, result);
    } catch (error) {
      entry.reject(error);
    }
  }
};

const runBatch = async (deps: CommitterDeps, batch: readonly Waiting[]): Promise<void> => {
  try {
    const results = await runTransaction(
      deps,
      batch.map(({ request }) => request),
    );
    batch.forEach((entry, index) => {
      settle(deps, entry, results[index]);
    });
  } catch (error) {
    if (batch.length === 1 && !(error instanceof DuplicateWords)) batch[0]?.reject(error);
    else await runEach(deps, batch);
  }
};

/** What a request writes besides its events is written as its own asker's, whoever's request woke the pump. */
const asAsked = (request: CommitRequest): CommitRequest => {
  if (isPlain(request)) return request;
  const { command, guard, alsoWrite } = request;
  return {
    ...request,
    command: typeof command === 'function' ? keepAsker(command) : command,
    ...(guard !== undefined && { guard: keepAsker(guard) }),
    ...(alsoWrite !== undefined && { alsoWrite: keepAsker(alsoWrite) }),
  };
};

const together = async (
  deps: CommitterDeps,
  requests: readonly CommitRequest[],
): Promise<Outcome<readonly Committed[]>> => {
  const result = await runTogether(deps, requests);
  if (result.ok)
    for (const committed of result.value)
      if (committed.logged.length > 0) announce(deps, committed);
  return result;
};

export const createCommitter = (deps: CommitterDeps): Committer => {
  const waiting: Waiting[] = [];
  const busy = new Set<ConversationId>();
  const idle: (() => void)[] = [];
  let running = 0;
  let runningTogether = 0;
  let scheduled = false;
  const sizes = deps.metrics.histogram(
    'mainstay_commit_batch_size',
    'Requests that shared a transaction',
    [1, 2, 4, 8, 16, 32, 64],
  );

  const isIdle = (): boolean => running === 0 && runningTogether === 0 && waiting.length === 0;
  const tellIdle = (): void => {
    if (isIdle()) for (const resolve of idle.splice(0)) resolve();
  };

  const finish = (batch: readonly Waiting[]): void => {
    running--;
    for (const { request } of batch) busy.delete(request.conversationId);
    tellIdle();
    schedule();
  };

  const pump = (): void => {
    scheduled = false;
    while (running < MAX_RUNNING) {
      const batch = takeBatch(waiting, busy, MAX_BATCH);
      if (batch.length === 0) break;
      running++;
      sizes.observe(batch.length);
      void runBatch(deps, batch).finally(() => finish(batch));
    }
  };

  const schedule = (): void => {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    setImmediate(pump);
  };

  return {
    commit: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request: asAsked(request), resolve, reject });
        schedule();
      }),
    // Beside the line: the row locks, always taken in the same order, keep these apart from what waits in it.
    commitTogether: async (requests) => {
      runningTogether++;
      try {
        return await together(deps, requests);
      } finally {
        runningTogether--;
        tellIdle();
      }
    },
    drained: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
  };
};
