import { useQuery } from '@tanstack/react-query';
import type { WireEvent } from '../../../src/contract/live.ts';
import { foldEntries, type TimelineMessage } from '../../kit/state/timeline.ts';
import { getConversation } from '../api/desk-api.ts';

const STRETCH = 200;

/** The newest messages and notes of a conversation, oldest first. The opening is on record like any other. */
export const useMessages = (conversationId: string) =>
  useQuery({
    queryKey: ['messages', conversationId],
    queryFn: async () => {
      const reply = await getConversation(conversationId, { limit: STRETCH });
      const events = reply.events as unknown as readonly WireEvent[];
      const cameFrom = new Map<string, string>();
      for (const { event } of events)
        if (event.type === 'message_carried' || event.type === 'note_carried')
          cameFrom.set(event.messageId, event.from);
      const messages = foldEntries(events).filter(
        (entry): entry is TimelineMessage => entry.kind === 'message',
      );
      return { messages, cameFrom, hasEarlier: reply.hasEarlier };
    },
    staleTime: 0,
    gcTime: 0,
  });
