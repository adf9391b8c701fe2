import type { Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import { applyRules } from './apply-rule.ts';
import type { AutomationDeps } from './deps.ts';
import { createRuleFollower } from './follow-rules.ts';
import { ruleRoutes } from './routes.ts';
import { trialRoutes } from './routes-trials.ts';
import { createCurrentRules } from './rule-book.ts';
import { planTimers, runTimers } from './run-timers.ts';
import { seedRules } from './seed-rules.ts';

export type { AutomationDeps } from './deps.ts';
export { runBookTrial } from './run-book-trial.ts';
export { bookForTrial, runTrial } from './run-trial.ts';

export interface Automation {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly followers: readonly Follower[];
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Rules on events and on time: decided when a log moves, done as due work, each once. */
export const createAutomation = (deps: AutomationDeps): Automation => {
  const rules = createCurrentRules(deps);
  return {
    routes: [...ruleRoutes(deps, rules), ...trialRoutes(deps, rules)],
    handlers: new Map<string, DueHandler>([
      ['apply_rules', (payload) => applyRules(deps, payload)],
      [
        'rule_timer',
        (payload) => runTimers(deps, rules, String(payload.conversationId) as ConversationId),
      ],
      ['plan_rule_timers', (payload) => planTimers(deps, payload)],
    ]),
    followers: [createRuleFollower(deps, rules)],
    start: async () => {
      await seedRules(deps);
      await rules.start();
    },
    stop: async () => rules.stop(),
  };
};
