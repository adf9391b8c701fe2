import type { ConversationId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { type CommitRequest, type Committed, isPlain } from './commit-request.ts';
import { runTransaction, type TransactionDeps } from './run-transaction.ts';
import { DuplicateWords } from './store-write.ts';

export interface CommitterDeps extends TransactionDeps {
  readonly bus: Bus;
  readonly metrics: Metrics;
}

/** The only way in which a conversation changes. */
export interface Committer {
  /** Resolves after the commit. Throws when the database is out of reach: the caller may retry with the same ids. */
  commit(request: CommitRequest): Promise<Outcome<Committed>>;
  /** Resolves when everything asked so far is done. */
  drained(): Promise<void>;
}

interface Waiting {
  readonly request: CommitRequest;
  readonly resolve: (result: Outcome<Committed>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * How many requests share a transaction at most, and how many transactions run at once. Sharing is what carries the
 * load: under pressure the cost of a commit is divided by its passengers, and alone a request waits for nobody.
 */
const MAX_BATCH = 64;
const MAX_RUNNING = 3;

export const createCommitter = (deps: CommitterDeps): Committer => {
  const waiting: Waiting[] = [];
  const busy = new Set<ConversationId>();
  const idle: (() => void)[] = [];
  let running = 0;
  let scheduled = false;
  const batches = deps.metrics.histogram(
    'mainstay_commit_batch_size',
    'Requests that shared a transaction',
    [1, 2, 4, 8, 16, 32, 64],
  );

  /** Takes what may run now: each conversation once, in the order of asking; a request with company needs only the lock. */
  const takeBatch = (): Waiting[] => {
    const batch: Waiting[] = [];
    const skipped = new Set<ConversationId>();
    const senders = new Set<string>();
    for (let i = 0; i < waiting.length && batch.length < MAX_BATCH; ) {
      const next = waiting[i];
      if (next === undefined) break;
      const { conversationId, words } = next.request;
      const sender = words && `${words.senderId} ${words.clientMessageId}`;
      const blocked =
        busy.has(conversationId) ||
        skipped.has(conversationId) ||
        (sender !== undefined && senders.has(sender));
      const alone = !isPlain(next.request);
      if (blocked || (alone && batch.length > 0)) {
        skipped.add(conversationId);
        i++;
        continue;
      }
      waiting.splice(i, 1);
      batch.push(next);
      busy.add(conversationId);
      if (sender !== undefined) senders.add(sender);
      if (alone) break;
    }
    return batch;
  };

  const settle = (entry: Waiting, result: Outcome<Committed>): void => {
    if (result.ok && !result.value.duplicate && result.value.logged.length > 0) {
      announce(deps.bus, result.value);
      if (result.value.state.customerAway) deps.dueWork.wake();
    }
    entry.resolve(result);
  };

  const runBatch = async (batch: readonly Waiting[]): Promise<void> => {
    batches.observe(batch.length);
    try {
      const results = await runTransaction(
        deps,
        batch.map(({ request }) => request),
      );
      batch.forEach((entry, index) => {
        const result = results[index];
        if (result === undefined) entry.reject(new Error('a request of a batch got no result'));
        else settle(entry, result);
      });
    } catch (error) {
      if (batch.length === 1 && !(error instanceof DuplicateWords)) batch[0]?.reject(error);
      else await runEach(batch);
    }
  };

  /** After a shared transaction failed, each request is tried alone, so that one cannot spoil the others. */
  const runEach = async (batch: readonly Waiting[]): Promise<void> => {
    for (const entry of batch) {
      try {
        const [result] = await runTransaction(deps, [entry.request]);
        if (result === undefined) throw new Error('a request got no result');
        settle(entry, result);
      } catch (error) {
        entry.reject(error);
      }
    }
  };

  const pump = (): void => {
    scheduled = false;
    while (running < MAX_RUNNING) {
      const batch = takeBatch();
      if (batch.length === 0) break;
      running++;
      void runBatch(batch).finally(() => {
        running--;
        for (const { request } of batch) busy.delete(request.conversationId);
        if (running === 0 && waiting.length === 0) for (const resolve of idle.splice(0)) resolve();
        schedule();
      });
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
        waiting.push({ request, resolve, reject });
        schedule();
      }),
    drained: () =>
      running === 0 && waiting.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => idle.push(resolve)),
  };
};

/** Tells the other parts of this and other processes, after the commit. */
const announce = (bus: Bus, committed: Committed): void => {
  const { state, before } = committed;
  const queueChanged =
    before?.queuedAt !== state.queuedAt ||
    before?.assignee?.id !== state.assignee?.id ||
    before?.status !== state.status ||
    before?.category !== state.category ||
    before?.priority !== state.priority;
  bus.publish(
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
};
