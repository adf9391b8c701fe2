import type { RuleTrial, TrialSample } from '../../contract/automation.ts';
import { compileRules, type RuleBook } from '../../core/automation/compile-rules.ts';
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

/**
 * The rule under trial in its place among the published ones. What those did is in the logs already, so only such are
 * asked again as come before it and may end the asking. Taken as if all had always been live.
 */
export const bookForTrial = (
  live: readonly LiveRule[],
  order: readonly string[],
  { ruleId, definition }: Pick<TrialRequest, 'ruleId' | 'definition'>,
): RuleBook => {
  const id = ruleId ?? UNSAVED;
  const candidate = { ruleId: id, version: 0, liveSince: 0, definition };
  const place = new Map(order.map((each, index) => [each, index]));
  const placeOf = (rule: LiveRule): number => place.get(rule.ruleId) ?? order.length;
  const before = live.filter(
    (rule) => rule.ruleId !== id && rule.definition.stop && placeOf(rule) < placeOf(candidate),
  );
  return compileRules([
    ...before
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map((rule) => ({ ...rule, liveSince: 0 })),
    candidate,
  ]);
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
    book: bookForTrial(live, order, request),
    hours: await deps.readHours(deps.database),
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
