import { lazyPart } from '../parts/lazy-part.tsx';

/** Reached from home and from the menu. */
export const verifyPart = lazyPart(
  async () => (await import('../official/verify.tsx')).VerifyScreen,
);
