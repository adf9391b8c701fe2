import { useMe } from '../state/me.ts';
import { useHasTasks } from '../tasks/queries.ts';
import { type NavItem, railFor } from './nav.ts';

/** What stands in this person's rail: tasks only for those who have a queue of them. */
export const useRail = (): readonly NavItem[] => {
  const { role } = useMe();
  const hasTasks = useHasTasks();
  return railFor(role).filter(({ action }) => action !== 'go_tasks' || hasTasks);
};
