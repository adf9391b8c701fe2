import { loadChatting } from '../app/messenger.ts';
import { lazyPart } from '../parts/lazy-part.tsx';

/** What the first screen does without; fetched when somebody is about to want it. */
export const chatPart = lazyPart(async () => {
  const [{ ChatScreen }] = await Promise.all([import('../chat/chat.tsx'), loadChatting()]);
  return ChatScreen;
});
/** Locking the account: reached from home, the menu and an emergency's first step. */
export const lockPart = lazyPart(async () => {
  const [{ LockSheet }, { loadExchangeTexts }] = await Promise.all([
    import('../lock/lock-sheet.tsx'),
    import('../app/exchange-texts.ts'),
  ]);
  await loadExchangeTexts();
  return LockSheet;
});
export const menuPart = lazyPart(async () => (await import('./menu.tsx')).Menu);
