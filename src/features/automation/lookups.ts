import type { Known } from '../../core/automation/check-form.ts';
import type { Lookups } from '../../core/automation/steps.ts';
import type { TeamId } from '../../core/ids.ts';
import { CATEGORIES, type Category } from '../../core/vocabulary.ts';
import type { AutomationDeps } from './deps.ts';

/** What the ids in rules stand for, read at once. */
export const readLookups = async (deps: AutomationDeps): Promise<Lookups> => {
  const [agents, teams, texts, macros] = await Promise.all([
    deps.listAgents(),
    deps.listTeamIds(),
    deps.listTexts(),
    deps.listMacros(),
  ]);
  const teamOf = new Map<Category, TeamId>();
  for (const category of CATEGORIES) teamOf.set(category, await deps.teamOf(category));
  const byId = new Map<string, (typeof agents)[number]>(agents.map((agent) => [agent.id, agent]));
  const teamIds = new Set(teams);
  const textIds = new Set(texts.map(({ id }) => id));
  return {
    agentOf: (id) => byId.get(id),
    hasTeam: (id) => teamIds.has(id),
    teamOf: (category) => {
      const team = teamOf.get(category);
      if (team === undefined) throw new Error(`no team answers ${category}`);
      return team;
    },
    macroOf: (id) => macros.get(id),
    hasText: (id) => textIds.has(id),
  };
};

/** The ids that rules may name. */
export const readKnown = async (deps: AutomationDeps): Promise<Known> => {
  const [agents, teams, departments, texts, macros, fields] = await Promise.all([
    deps.listAgents(),
    deps.listTeamIds(),
    deps.listDepartmentIds(),
    deps.listTexts(),
    deps.listMacros(),
    deps.listFields(),
  ]);
  return {
    agents: new Set(agents.map(({ id }) => id)),
    teams: new Set(teams),
    departments: new Set(departments),
    texts: new Set(texts.map(({ id }) => id)),
    macros,
    fields: new Map(fields.map((field) => [field.fieldId, field])),
  };
};
