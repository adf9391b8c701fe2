import { CATEGORIES } from '../core/vocabulary.ts';
import type { NewTeam } from '../features/staff/index.ts';

/** What a new installation begins with: one team that answers everything. */
export const FIRST_TEAM: NewTeam = {
  teamId: 'support',
  name: 'Support',
  overflowTeamId: null,
  categories: CATEGORIES,
};
