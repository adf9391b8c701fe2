import type { RuleBook } from '../../core/automation/compile-rules.ts';
import type { LiveRule } from '../../core/automation/rule.ts';
import type { Trial } from '../../core/automation/simulate.ts';
import { type GivenValues, NO_VALUES } from '../../core/automation/situation.ts';
import type { Field } from '../../core/fields/field.ts';
import type { AtMs } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import {
  countMoved,
  databaseNow,
  type LogPosition,
  listWholeLogs,
  type WholeLog,
} from '../conversation/index.ts';
import type { AutomationDeps } from './deps.ts';
import { readLookups } from './lookups.ts';
import type { CurrentRules } from './rule-book.ts';
import { countRunning } from './store-trials.ts';

const DAY_MS = 86_400_000;
const DAYS = 30;
const PAGE = 200;
const MOST_RUNNING = 2;
/** So long it keeps the process to itself, ms: what people write meanwhile does not wait longer for it. */
const BREATH_MS = 6;

interface Walk {
  readonly from: AtMs;
  readonly to: AtMs;
  /** What they ask of fields is read along. */
  readonly books: readonly RuleBook[];
  readonly needed: readonly Field[];
}

type Deps = Pick<AutomationDeps, 'database' | 'readGiven'>;

/** Lets whatever else waits in this process go first. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Page {
  readonly logs: readonly WholeLog[];
  readonly fieldsOf: (log: WholeLog) => GivenValues;
}

const readPage = async (
  deps: Deps,
  { from, to, books, needed }: Walk,
  after: LogPosition | null,
): Promise<Page> => {
  const logs = await listWholeLogs(deps.database, { from, to, after, limit: PAGE });
  const asked = new Set(books.flatMap(({ fieldIds }) => [...fieldIds]));
  if (asked.size + needed.length === 0) return { logs, fieldsOf: () => NO_VALUES };
  const ids = logs.map(({ conversationId }) => conversationId);
  const given = await deps.readGiven(deps.database, ids, asked);
  return { logs, fieldsOf: ({ conversationId }) => given.get(conversationId) ?? NO_VALUES };
};

/**
 * Takes every conversation that moved in that time, with its whole log and what is filled in now; at each step of
 * `take` others may have their turn. `onward` is asked
 * after each page; when it says no, the walk ends there.
 */
export const walkLogs = async (
  deps: Deps,
  walk: Walk,
  take: (log: WholeLog, fields: GivenValues) => Iterable<undefined>,
  onward: () => Promise<boolean>,
): Promise<void> => {
  let page = await readPage(deps, walk, null);
  let since = performance.now();
  while (page.logs.length > 0) {
    // The next page is read while this one is gone through.
    const next = readPage(deps, walk, page.logs.at(-1)?.position ?? null);
    // Whoever fails first is told below; the other must not go unheard.
    next.catch(() => undefined);
    for (const log of page.logs)
      for (const _step of take(log, page.fieldsOf(log)))
        if (performance.now() - since > BREATH_MS) {
          await breathe();
          since = performance.now();
        }
    page = await next;
    if (!(await onward())) return;
  }
};

interface Begun extends Omit<Trial, 'book' | 'only'> {
  readonly trialId: string;
  readonly live: readonly LiveRule[];
  readonly total: number;
}

/** What every dry run begins with. Failure: `limit_reached` where enough of them run. */
export const beginTrial = async (
  deps: AutomationDeps,
  rules: CurrentRules,
): Promise<Outcome<Begun>> => {
  if ((await countRunning(deps.database)) >= MOST_RUNNING)
    return fail('limit_reached', 'too_many_trials', { most: MOST_RUNNING });
  const to = await databaseNow(deps.database);
  const from = to - DAYS * DAY_MS;
  const { rules: live } = await rules.read();
  const fields = await deps.listFields();
  return ok({
    trialId: deps.ids.uuid(),
    live,
    total: await countMoved(deps.database, from, to),
    hours: await deps.readHours(deps.database),
    lookups: await readLookups(deps),
    needed: fields.filter((field) => field.requiredToSolve && !field.retired),
    from,
    to,
  });
};

/** Runs to its end while whoever asked looks on; `end` writes how it ended, without progress where it failed. */
export const inBackground = <T>(
  { log }: Pick<AutomationDeps, 'log'>,
  trialId: string,
  run: () => Promise<T>,
  end: (progress: T | null, ended: 'done' | 'failed') => Promise<boolean>,
): void => {
  run()
    .then((progress) => end(progress, 'done'))
    .catch(async (error: unknown) => {
      log.error({ error, trial: trialId }, 'a dry run failed');
      await end(null, 'failed').catch(() => false);
    });
};
