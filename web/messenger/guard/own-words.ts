import { EDIT_WITHIN_MS } from '../../../src/core/conversation/transitions.ts';
import { state } from '../app/state.ts';

/** What this person wrote in the conversation lately, oldest first, as far as the page knows. */
export const ownWordsOf = (id: string): readonly string[] => {
  const { chats, outbox } = state.get();
  const since = Date.now() - EDIT_WITHIN_MS;
  const sent = (chats[id]?.timeline?.entries ?? []).flatMap((entry) =>
    entry.kind === 'message' && entry.by === 'customer' && entry.at >= since && entry.text
      ? [entry.text]
      : [],
  );
  const leaving = outbox.filter(({ conversationId }) => conversationId === id);
  return [...sent, ...leaving.map(({ text }) => text)];
};
