import type { RuleTrial, TrialSample } from '../../contract/automation.ts';
import { compileRules, type RuleBook } from '../../core/automation/compile-rules.ts';
import type { LiveRule, RuleDefinition } from '../../core/automation/rule.ts';
import { exploring, type Trial, type WouldApply } from '../../core/automation/simulate.ts';
import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import type { WholeLog } from '../conversation/index.ts';
import type { AutomationDeps } from './deps.ts';
import type { CurrentRules } from './rule-book.ts';
import { findTrial, insertTrial, moveTrial, type TrialProgress } from './store-trials.ts';
import { beginTrial, inBackground, walkLogs } from './walk-logs.ts';

const MOST_SAMPLES = 25;
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

/**
 * Goes through all conversations that moved in that time, a page at a time. `report` tells how far it is; when it says
 * no, the trial ends there. Changes nothing.
 */
export const runTrial = async (
  deps: Pick<AutomationDeps, 'database' | 'readGiven'>,
  trial: Trial,
  report: (progress: TrialProgress) => Promise<boolean>,
): Promise<TrialProgress> => {
  const counting: Counting = { checked: 0, matched: 0, applied: 0, samples: [] };
  await walkLogs(
    deps,
    { from: trial.from, to: trial.to, books: [trial.book], needed: trial.needed },
    function* (log, fields) {
      const { found } = yield* exploring(trial, log.logged, fields);
      counting.checked += 1;
      counting.applied += found.length;
      const [first] = found;
      if (first === undefined) return;
      counting.matched += 1;
      if (counting.samples.length < MOST_SAMPLES) counting.samples.push(sampleOf(log, first));
    },
    () => report(counting),
  );
  return counting;
};

/** Begins a dry run in the background. Failure: `limit_reached` where enough of them run. */
export const startTrial = async (
  deps: AutomationDeps,
  rules: CurrentRules,
  order: readonly string[],
  request: TrialRequest,
): Promise<Outcome<RuleTrial>> => {
  const begun = await beginTrial(deps, rules);
  if (!begun.ok) return begun;
  const { trialId, live, total, ...world } = begun.value;
  await deps.database.transaction().execute(async (trx) => {
    await insertTrial(trx, { ...request, ...world, trialId, total });
    // Examples tell what sealed fields say: who asked stays known.
    await writeAudit(trx, {
      actor: { kind: 'staff', id: request.by },
      action: 'rule_tried',
      subject: { kind: 'rule', id: request.ruleId ?? UNSAVED },
      data: { trialId },
    });
  });
  const book = bookForTrial(live, order, request);
  const trial: Trial = { ...world, book, only: request.ruleId ?? UNSAVED };
  inBackground(
    deps,
    trialId,
    () => runTrial(deps, trial, (progress) => moveTrial(deps.database, trialId, progress, null)),
    (progress, ended) =>
      moveTrial(
        deps.database,
        trialId,
        progress ?? { checked: 0, matched: 0, applied: 0, samples: [] },
        ended,
      ),
  );
  return readTrial(deps, trialId);
};

export const readTrial = async (
  deps: Pick<AutomationDeps, 'database'>,
  trialId: string,
): Promise<Outcome<RuleTrial>> => {
  const trial = await findTrial(deps.database, trialId);
  return trial === undefined ? fail('not_found', 'trial_not_found') : ok(trial);
};
