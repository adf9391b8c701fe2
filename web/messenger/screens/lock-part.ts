import { lazyPart } from '../parts/lazy-part.tsx';

/** Locking the account: reached from home, the menu and an emergency's first step. */
export const lockPart = lazyPart(async () => {
  const [{ LockSheet }, { loadExchangeTexts }] = await Promise.all([
    import('../lock/lock-sheet.tsx'),
    import('../app/exchange-texts.ts'),
  ]);
  await loadExchangeTexts();
  return LockSheet;
});
