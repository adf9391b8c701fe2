import { linksFollower, relationsRoutes } from '../features/relations/index.ts';
import type { CareDeps, CarePart } from './care.ts';

/** What belongs together: requests, their tags and fields, those who follow them, and changes of many at once. */
export const createBelonging = ({ base, conversation }: CareDeps): CarePart => {
  const relations = { ...base, ...conversation, handOn: async () => undefined };
  return { routes: relationsRoutes(relations), followers: [linksFollower] };
};
