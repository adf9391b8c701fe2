import type { Follower } from '../following/index.ts';
import { moveTags } from './store.ts';

/** Counts tags, and knows who bears them. */
export const tagsFollower: Follower = {
  name: 'tags',
  wants: ({ logged }) => logged.some(({ event }) => event.type === 'tags_changed'),
  take: async (trx, { state, logged }) => {
    for (const { event } of logged)
      if (event.type === 'tags_changed') await moveTags(trx, state.id, event.added, event.removed);
  },
};
