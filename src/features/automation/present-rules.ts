import type { DeskRule } from '../../contract/automation.ts';
import { checkRule, type Placed } from '../../core/automation/check-rules.ts';
import type { AutomationDeps } from './deps.ts';
import { readKnown } from './lookups.ts';
import { countApplications } from './store-applications.ts';
import { listRules, type RuleRow } from './store-rules.ts';

const DAYS = 30;

/** What is in its place while this rule is looked at: its draft where it has one. */
const placedFor = (rules: readonly RuleRow[], own: RuleRow): readonly Placed[] =>
  rules.flatMap((row): readonly Placed[] => {
    const definition = row === own ? (row.draft ?? row.live) : row.live;
    return definition === null ? [] : [{ ruleId: row.ruleId, definition }];
  });

/** All rules as the desk shows them. */
export const presentRules = async (deps: AutomationDeps): Promise<readonly DeskRule[]> => {
  const [rules, known, counts] = await Promise.all([
    listRules(deps.database),
    readKnown(deps),
    countApplications(deps.database, DAYS),
  ]);
  return rules.map((rule) => ({
    ...rule,
    applied: counts.get(rule.ruleId) ?? 0,
    problems:
      rule.draft === null && rule.live === null
        ? []
        : checkRule(rule.ruleId, placedFor(rules, rule), known).map((each) => ({
            ...each,
            ruleIds: [...each.ruleIds],
          })),
  }));
};
