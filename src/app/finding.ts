import { createSearch } from '../features/search/index.ts';
import { viewsRoutes } from '../features/views/index.ts';
import type { CareDeps, CarePart } from './care.ts';

/** Views of the list, and search over all that was said. */
export const createFinding = ({ base, conversation, dueWork }: CareDeps): CarePart => {
  const deps = { ...base, ...conversation, dueWork };
  const search = createSearch(deps);
  return { ...search, routes: [...viewsRoutes(deps), ...search.routes] };
};
