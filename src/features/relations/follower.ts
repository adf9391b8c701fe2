import type { Follower } from '../following/index.ts';
import { deleteLink, insertLink } from './store.ts';

/** Links that other slices wrote into the logs (a follow-up) are found like those made here. */
export const linksFollower: Follower = {
  name: 'links',
  wants: ({ logged }) =>
    logged.some(({ event }) => event.type === 'linked' || event.type === 'unlinked'),
  take: async (trx, { state, logged }) => {
    for (const { event, actor } of logged) {
      if (event.type === 'unlinked') await deleteLink(trx, state.id, event.conversationId);
      if (event.type !== 'linked') continue;
      await insertLink(trx, {
        id: state.id,
        otherId: event.conversationId,
        relation: event.relation,
        by: actor.kind === 'agent' ? actor.id : null,
      });
    }
  },
};
