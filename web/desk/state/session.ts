import { useEffect } from 'react';
import type { DeskMeReply } from '../../../src/contract/staff.ts';
import { listConversations } from '../api/desk-api.ts';
import { listenNews } from '../news/news.ts';
import { warnOwner } from '../promise/warn-owner.ts';
import { listenTasks } from '../tasks/queries.ts';
import { playChime } from './chime.ts';
import { listenConversations } from './conversations.ts';
import { onFrame, startLive, stopLive } from './live.ts';
import { preferences } from './me.ts';
import { offers, watchOffers } from './offers.ts';
import { listenAgents } from './queries.ts';
import { offerRecall } from './recall.ts';
import { rowStore } from './rows.ts';
import { onAcknowledged, startOutbox } from './send.ts';

const readOwn = (): void => {
  // Offers must be known wherever the person is; a failure here is repeated by the next welcome.
  listConversations({ view: 'mine', limit: 50 })
    .then((reply) => rowStore.put(reply.rows))
    .catch(() => undefined);
};

/** Everything that runs while somebody is signed in: the line, the rows, the outbox. */
export const useSession = (me: DeskMeReply | null): void => {
  const agentId = me?.agentId ?? null;
  useEffect(() => {
    if (agentId === null) return;
    const ends = [
      onFrame('desk_row', ({ conversationId, row }) => rowStore.push(conversationId, row)),
      onFrame('welcome', readOwn),
      listenConversations(),
      listenAgents(),
      listenNews(),
      listenTasks(),
      warnOwner(agentId),
      watchOffers(agentId, () => {
        if (preferences.get().sounds !== false) playChime();
      }),
      startOutbox(agentId),
    ];
    onAcknowledged(offerRecall);
    startLive();
    return () => {
      stopLive();
      for (const end of ends) end();
      rowStore.clear();
      offers.set([]);
    };
  }, [agentId]);
};
