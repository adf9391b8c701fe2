import { useContext, useMemo } from 'react';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { useRuleNames } from '../automation/rule-names.ts';
import { useLocale, useText } from '../locale/text.ts';
import { useMacros } from '../macros/macros-api.ts';
import { useAgents, useTeams } from '../state/queries.ts';
import { useDepartments } from '../tasks/queries.ts';
import { ArticleTitles } from './article-titles.ts';
import type { Names } from './event-text.ts';

/** Names of teams, colleagues and articles by id. */
export const useNames = (): Names => {
  const text = useText();
  const agents = useAgents().data;
  const teams = useTeams().data;
  const rules = useRuleNames();
  const macros = useMacros().data;
  const departments = useDepartments().data?.departments;
  const locale = useLocale();
  const titles = useContext(ArticleTitles);
  return useMemo(
    () => ({
      articleTitle: (id) => titles.get(id) ?? null,
      agentName: (id) => agents?.find((agent) => agent.id === id)?.name ?? text('actor.colleague'),
      departmentName: (id) => {
        const names = departments?.find((each) => each.departmentId === id)?.names;
        return names === undefined ? id : labelIn(names, locale);
      },
      ruleName: rules,
      macroName: (id) => macros?.find((macro) => macro.id === id)?.title ?? text('rule.ui.gone'),
      teamName: (id) => teams?.find((team) => team.id === id)?.name ?? id,
    }),
    [agents, teams, rules, macros, departments, locale, titles, text],
  );
};
