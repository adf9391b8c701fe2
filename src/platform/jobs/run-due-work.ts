import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../ports/database.ts';
import type { DueHandler, DueWork } from '../../ports/due-work.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import {
  type ClaimedWork,
  claimDueWork,
  countDueWork,
  finishDueWork,
  insertDueWork,
  listKinds,
  returnDueWork,
} from './store.ts';

export interface DueWorkRunner extends DueWork {
  /** Throws when work waits for which there is no handler: nothing may be forgotten silently. */
  start(): Promise<void>;
  /** Lets what is running finish. */
  stop(): Promise<void>;
}

export interface DueWorkOptions {
  readonly database: Database;
  readonly log: Log;
  /** Every kind of work with its handler. */
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly metrics: Metrics;
  readonly pollMs?: number;
  /** Whether those who talk keep the process busy; never, where it is not given. */
  readonly isBusy?: () => boolean;
}

/** Pieces under way at once in one process. */
const MAX_IN_FLIGHT = 50;
/** Never fewer are claimed: what is done in groups would fall apart into small ones. What finds no place waits for one. */
const CLAIM_LEAST = 100;
/** Beside them, room for what concerns security: it must not wait for slow work of other kinds to end. */
const SECURITY_ROOM = 10;
/** A group counts as so many pieces at most. */
const GROUP_WEIGHT = 10;
const CLAIM_SECONDS = 60;
/**
 * While those who talk keep the process busy, so many pieces a second begin in it at most: a flood of timers is spread
 * over a minute rather than felt by everybody.
 */
const BUSY_PER_SECOND = 3_000;
/** What was claimed begins within this time, or not in this process. */
const WAIT_MOST_MS = 30_000;
const MAX_ATTEMPTS = 12;
const MAX_DELAY_SECONDS = 600;

/** 1, 2, 4 … seconds, at most ten minutes. */
const delayAfter = (attempts: number): number => Math.min(MAX_DELAY_SECONDS, 2 ** (attempts - 1));

const giveBack = async (
  { database, log }: DueWorkOptions,
  work: ClaimedWork,
  error: unknown,
): Promise<void> => {
  const giveUp = work.attempts >= MAX_ATTEMPTS;
  const reason = error instanceof Error ? error.message : String(error);
  log[giveUp ? 'error' : 'warn'](
    { work: work.work_key, kind: work.kind, attempts: work.attempts, error },
    'due work failed',
  );
  await returnDueWork(database, work, reason.slice(0, 500), delayAfter(work.attempts), giveUp);
};

type Portion = readonly ClaimedWork[];
type Finish = (works: readonly ClaimedWork[]) => Promise<void>;

const perform = (options: DueWorkOptions, works: readonly ClaimedWork[]): Promise<void> => {
  const kind = works[0]?.kind ?? '';
  const handler = options.handlers.get(kind);
  if (handler === undefined) throw new Error(`no handler for ${kind}`);
  const payloads = works.map(({ payload }) => payload);
  return handler.together === undefined
    ? handler(payloads[0] ?? {})
    : handler.together.handle(payloads);
};

/** One piece, or several of a kind that is done together. */
const run = async (
  options: DueWorkOptions,
  works: readonly ClaimedWork[],
  finish: Finish,
): Promise<void> => {
  try {
    await perform(options, works);
    await finish(works);
  } catch (error) {
    for (const work of works) await giveBack(options, work, error);
  }
};

/** Pieces that end while others are being struck off are struck off together, in the next statement. */
const createFinish = (database: Database): Finish => {
  let waiting: ClaimedWork[] = [];
  let next: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  return (works) => {
    waiting.push(...works);
    next ??= running
      .catch(() => undefined)
      .then(() => {
        const batch = waiting;
        waiting = [];
        next = undefined;
        running = finishDueWork(database, batch);
        return running;
      });
    return next;
  };
};

/** What begins together: each piece alone, but for kinds that are done in groups. */
const portions = (
  { handlers }: DueWorkOptions,
  works: readonly ClaimedWork[],
): readonly Portion[] => {
  const found: ClaimedWork[][] = [];
  const open = new Map<string, ClaimedWork[]>();
  for (const work of works) {
    const most = handlers.get(work.kind)?.together?.most ?? 1;
    let portion = open.get(work.kind);
    if (portion === undefined || portion.length >= most) {
      portion = [];
      open.set(work.kind, portion);
      found.push(portion);
    }
    portion.push(work);
  }
  return found;
};

const measure = ({ database, metrics }: DueWorkOptions): void => {
  metrics.gauge(
    'mainstay_due_work_waiting',
    'Pieces of work that are due',
    async () => (await countDueWork(database)).due,
  );
  metrics.gauge(
    'mainstay_due_work_failed',
    'Pieces of work given up',
    async () => (await countDueWork(database)).failed,
  );
};

/** What is under way in this process. `onFree` is called whenever something has ended. */
const createHands = (options: DueWorkOptions, onFree: () => void) => {
  const inFlight = new Set<Promise<void>>();
  const finish = createFinish(options.database);
  /** Claimed, and without a place yet. */
  let waiting: readonly { readonly works: Portion; readonly claimedAt: number }[] = [];
  let load = 0;
  const begin = (works: Portion): void => {
    const weight = Math.min(works.length, GROUP_WEIGHT);
    load += weight;
    const done = run(options, works, finish)
      .catch((error: unknown) =>
        options.log.error({ error, kind: works[0]?.kind }, 'due work was lost hold of'),
      )
      .finally(() => {
        inFlight.delete(done);
        load -= weight;
        fill();
        onFree();
      });
    inFlight.add(done);
  };
  const fill = (): void => {
    while (load < MAX_IN_FLIGHT) {
      const [first, ...rest] = waiting;
      if (first === undefined) return;
      waiting = rest;
      // What has waited too long is soon somebody else's.
      if (performance.now() - first.claimedAt < WAIT_MOST_MS) begin(first.works);
    }
  };
  return {
    /** How many more pieces may begin. */
    room: (): number => (waiting.length > 0 ? 0 : MAX_IN_FLIGHT - load),
    /** Those of security may begin although there is no room. */
    securityRoom: (): number => MAX_IN_FLIGHT + SECURITY_ROOM - load,
    /** What is pressing begins at once, the rest as soon as there is room. */
    take: (portions: readonly Portion[], pressing: boolean): void => {
      const claimedAt = performance.now();
      if (pressing) for (const works of portions) begin(works);
      else waiting = [...waiting, ...portions.map((works) => ({ works, claimedAt }))];
      fill();
    },
    ended: async (): Promise<void> => {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
  };
};

/** The one runner of durable reactions in a process. Several processes share the table safely. */
export const createDueWork = (options: DueWorkOptions): DueWorkRunner => {
  const { database, log, pollMs = 1_000, isBusy = () => false } = options;
  let running: Promise<void> | undefined;
  let again = false;
  /** Work was left because too much is under way. */
  let full = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = true;
  /** Whoever's request woke it: what is due is nobody's doing. */
  const outside = AsyncLocalStorage.snapshot();
  measure(options);
  const hands = createHands(options, () => {
    if (full) wake();
  });

  /** Nothing waits for the slowest of those before it: what is claimed begins, and the next are claimed meanwhile. */
  const claim = async (): Promise<void> => {
    do {
      again = false;
      const room = hands.room();
      full = room <= 0;
      const most = full ? hands.securityRoom() : Math.max(room, CLAIM_LEAST);
      if (most <= 0) return;
      const startedAt = performance.now();
      const works = await claimDueWork(database, most, CLAIM_SECONDS, full);
      hands.take(portions(options, works), full);
      again ||= works.length === most;
      const restMs = (works.length / BUSY_PER_SECOND) * 1_000 - (performance.now() - startedAt);
      if (again && isBusy() && restMs > 0) await sleep(restMs);
    } while (again && !stopped);
  };

  const wake = (): void => {
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = outside(claim)
      .catch((error: unknown) => log.error({ error }, 'due work could not be claimed'))
      .finally(() => {
        running = undefined;
      });
  };

  return {
    schedule: insertDueWork,
    wake,
    start: async () => {
      const orphans = (await listKinds(database)).filter((kind) => !options.handlers.has(kind));
      if (orphans.length > 0)
        throw new Error(`no handler for due work of kind ${orphans.join(', ')}`);
      stopped = false;
      timer = setInterval(wake, pollMs);
      wake();
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
      await hands.ended();
    },
  };
};
