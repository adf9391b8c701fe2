import { z } from 'zod';
import { checkRuleRequest, ruleTrial } from '../../contract/automation.ts';
import { uuid } from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { checkForm } from '../../core/automation/check-form.ts';
import { fail } from '../../core/outcome.ts';
import { staffOf } from '../conversation/index.ts';
import type { AutomationDeps } from './deps.ts';
import { readKnown } from './lookups.ts';
import type { CurrentRules } from './rule-book.ts';
import { readTrial, startTrial } from './run-trial.ts';
import { listRules } from './store-rules.ts';
import { cancelTrial } from './store-trials.ts';

const tag = 'Desk: rules';
const params = z.strictObject({ trialId: uuid });

/** Dry runs: what a rule would have done in the last 30 days. */
export const trialRoutes = (deps: AutomationDeps, rules: CurrentRules): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/rule-trials',
    summary: 'Begin a dry run of a rule over the last 30 days',
    tag,
    body: checkRuleRequest,
    reply: ruleTrial,
    perMinute: 20,
    handle: async ({ principal, body: { ruleId, definition } }) => {
      const problems = checkForm(definition, await readKnown(deps));
      if (problems.length > 0) return fail('invalid', 'rule_has_problems', { problems });
      const order = (await listRules(deps.database)).map((rule) => rule.ruleId);
      const by = staffOf(principal).agentId;
      return startTrial(deps, rules, order, { ruleId, definition, by });
    },
  }),
  defineRoute({
    key: 'GET /api/desk/rule-trials/:trialId',
    summary: 'How far a dry run is, and what it found',
    tag,
    params,
    reply: ruleTrial,
    perMinute: 240,
    handle: ({ params: { trialId } }) => readTrial(deps, trialId),
  }),
  defineRoute({
    key: 'DELETE /api/desk/rule-trials/:trialId',
    summary: 'Cancel a dry run',
    tag,
    params,
    reply: ruleTrial,
    handle: async ({ params: { trialId } }) => {
      await cancelTrial(deps.database, trialId);
      return readTrial(deps, trialId);
    },
  }),
];
