import type { LiveClient } from '../../kit/live/live-client.ts';
import { ask } from './session.ts';
import { state } from './state.ts';

/** The live line of whoever is here; null before the session and between two people. */
let live: LiveClient | null = null;
export const line = (): LiveClient | null => live;
export const setLine = (next: LiveClient | null): void => {
  live = next;
};

/** The conversation on screen that the server knows. */
export const shownChat = (): string | null => {
  const { screen } = state.get();
  return screen.name === 'chat' && !screen.id.startsWith('new:') ? screen.id : null;
};

export const sendMark = (id: string, mark: { delivered?: number; read?: number }): void => {
  if (live?.send({ type: 'mark', conversationId: id, ...mark })) return;
  void ask('POST', `/api/conversations/${id}/marks`, mark);
};
