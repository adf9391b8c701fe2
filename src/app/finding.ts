import { viewsRoutes } from '../features/views/index.ts';
import type { CareDeps, CarePart } from './care.ts';

/** Views of the list. */
export const createFinding = ({ base, conversation }: CareDeps): CarePart => ({
  routes: viewsRoutes({ ...base, ...conversation }),
});
