import { lazyPart } from '../parts/lazy-part.tsx';

/** Wanted by few, from two screens. */
export const blockedPart = lazyPart(async () => (await import('./blocked.tsx')).BlockedNotice);
