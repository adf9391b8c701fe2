import { loadChatting } from '../app/messenger.ts';
import { lazyPart } from '../parts/lazy-part.tsx';

/** What the first screen does without; fetched when somebody is about to want it. */
export const chatPart = lazyPart(async () => {
  const [{ ChatScreen }] = await Promise.all([import('../chat/chat.tsx'), loadChatting()]);
  return ChatScreen;
});
export const menuPart = lazyPart(async () => (await import('./menu.tsx')).Menu);
