import { useMe } from '../state/me.ts';
import { useHasTasks } from '../tasks/queries.ts';
import { type NavItem, railFor } from './nav.ts';

/** What stands in this person's rail: tasks only for those who have a queue of them. */
export const useRail = (): readonly NavItem[] => {
  const { role, teams } = useMe();
  const hasTasks = useHasTasks();
  const items = railFor(role).filter(({ action }) => action !== 'go_tasks' || hasTasks);
  if (teams.length > 0 || !hasTasks) return items;
  // Who answers no customers has nothing but tasks to look at.
  return [
    ...items.filter(({ action }) => action === 'go_tasks'),
    ...items.filter(({ action }) => action !== 'go_tasks'),
  ];
};
