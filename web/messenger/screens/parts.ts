import { lazyPart } from '../parts/lazy-part.tsx';

/** What the first screen does without; fetched when somebody is about to want it. */
export const chatPart = lazyPart(async () => (await import('../chat/chat.tsx')).ChatScreen);
export const menuPart = lazyPart(async () => (await import('./menu.tsx')).Menu);
