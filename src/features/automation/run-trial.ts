import type { RuleTrial, TrialSample } from '../../contract/automation.ts';
import { compileRules } from '../../core/automation/compile-rules.ts';
import type { LiveRule, RuleDefinition } from '../../core/automation/rule.ts';
import { simulate, type Trial, type WouldApply } from '../../core/automation/simulate.ts';
import type { AgentId, AtMs } from '../../core/ids.ts';
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
import {
  countRunning,
  findTrial,
  insertTrial,
  moveTrial,
  type TrialProgress,
} from './store-trials.ts';

const DAY_MS = 86_400_000;
const DAYS = 30;
const PAGE = 400;
const MOST_SAMPLES = 25;
const MOST_RUNNING = 2;
/** A rule under trial that nobody has saved yet. */
const UNSAVED = '00000000-0000-4000-8000-000000000000';

export interface TrialRequest {
  readonly ruleId: string | null;
  readonly definition: RuleDefinition;
  readonly by: AgentId;
}

/** The published rules with the one under trial in its place. */
const withCandidate = (
  live: readonly LiveRule[],
  order: readonly string[],
  { ruleId, definition }: TrialRequest,
): readonly LiveRule[] => {
  const id = ruleId ?? UNSAVED;
  const candidate = { ruleId: id, version: 0, liveSince: 0, definition };
  const place = new Map(order.map((each, index) => [each, index]));
  const others = live.filter((rule) => rule.ruleId !== id);
  // What fell due before a rule was live is of no concern here: all are taken as if they had always been.
  return [...others.map((rule) => ({ ...rule, liveSince: 0 })), candidate].sort(
    (a, b) => (place.get(a.ruleId) ?? Infinity) - (place.get(b.ruleId) ?? Infinity),
  );
};

const sampleOf = (log: WholeLog, would: WouldApply): TrialSample => ({
  conversationId: log.conversationId,
  number: log.number,
  at: would.at,
  cause: would.cause,
  actions: [...would.actions],
  refused: [...would.refused],
});

interface Counting {
  checked: number;
  matched: number;
  applied: number;
  readonly samples: TrialSample[];
}

const count = (counting: Counting, trial: Trial, log: WholeLog): void => {
  const found = simulate(trial, log.logged);
  counting.checked += 1;
  counting.applied += found.length;
  const [first] = found;
  if (first === undefined) return;
  counting.matched += 1;
  if (counting.samples.length < MOST_SAMPLES) counting.samples.push(sampleOf(log, first));
};

/** Lets whatever else waits in this process go first. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Goes through all conversations that moved in that time, a page at a time. `report` tells how far it is; when it says
 * no, the trial ends there. Changes nothing.
 */
export const runTrial = async (
  deps: Pick<AutomationDeps, 'database'>,
  trial: Trial,
  report: (progress: TrialProgress) => Promise<boolean>,
): Promise<TrialProgress> => {
  const counting: Counting = { checked: 0, matched: 0, applied: 0, samples: [] };
  const page = (after: LogPosition | null): Promise<readonly WholeLog[]> =>
    listWholeLogs(deps.database, { from: trial.from, to: trial.to, after, limit: PAGE });
  let logs = await page(null);
  while (logs.length > 0) {
    // The next page is read while this one is gone through.
    const next = page(logs.at(-1)?.position ?? null);
    for (const [index, log] of logs.entries()) {
      if (index % 50 === 49) await breathe();
      count(counting, trial, log);
    }
    logs = await next;
    if (!(await report(counting))) return counting;
  }
  return counting;
};

const DONE = new Set<RuleTrial['state']>(['done', 'cancelled', 'failed']);

/** Begins a dry run in the background. Failure: `limit_reached` where enough of them run. */
export const startTrial = async (
  deps: AutomationDeps,
  rules: CurrentRules,
  order: readonly string[],
  request: TrialRequest,
): Promise<Outcome<RuleTrial>> => {
  if ((await countRunning(deps.database)) >= MOST_RUNNING)
    return fail('limit_reached', 'too_many_trials', { most: MOST_RUNNING });
  const to: AtMs = await databaseNow(deps.database);
  const from = to - DAYS * DAY_MS;
  const trialId = deps.ids.uuid();
  const total = await countMoved(deps.database, from, to);
  await insertTrial(deps.database, { ...request, trialId, from, to, total });
  const { rules: live } = await rules.read();
  const trial: Trial = {
    book: compileRules(withCandidate(live, order, request)),
    hours: await deps.readHours(),
    lookups: await readLookups(deps),
    from,
    to,
    only: request.ruleId ?? UNSAVED,
  };
  void runTrial(deps, trial, (progress) => moveTrial(deps.database, trialId, progress, null))
    .then((progress) => moveTrial(deps.database, trialId, progress, 'done'))
    .catch(async (error: unknown) => {
      deps.log.error({ error, trial: trialId }, 'a dry run failed');
      const nothing = { checked: 0, matched: 0, applied: 0, samples: [] };
      await moveTrial(deps.database, trialId, nothing, 'failed').catch(() => false);
    });
  return readTrial(deps, trialId);
};

export const readTrial = async (
  deps: Pick<AutomationDeps, 'database'>,
  trialId: string,
): Promise<Outcome<RuleTrial>> => {
  const trial = await findTrial(deps.database, trialId);
  return trial === undefined ? fail('not_found', 'trial_not_found') : ok(trial);
};

export const isOver = (trial: RuleTrial): boolean => DONE.has(trial.state);
