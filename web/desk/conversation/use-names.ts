import { useContext, useMemo } from 'react';
import { hasText, useText } from '../locale/text.ts';
import { useAgents, useTeams } from '../state/queries.ts';
import { ArticleTitles } from './article-titles.ts';
import type { Names } from './event-text.ts';

/** Names of teams, colleagues and articles by id. */
export const useNames = (): Names => {
  const text = useText();
  const agents = useAgents().data;
  const teams = useTeams().data;
  const titles = useContext(ArticleTitles);
  return useMemo(
    () => ({
      articleTitle: (id) => titles.get(id) ?? null,
      agentName: (id) => agents?.find((agent) => agent.id === id)?.name ?? text('actor.colleague'),
      departmentName: (id) => {
        const key = `department.${id}`;
        return hasText(key) ? text(key) : id;
      },
      teamName: (id) => teams?.find((team) => team.id === id)?.name ?? id,
    }),
    [agents, teams, titles, text],
  );
};
