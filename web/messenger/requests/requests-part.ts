import { lazyPart } from '../parts/lazy-part.tsx';

/** Reached from home, from the menu and from a conversation. */
export const requestsPart = lazyPart(async () => (await import('./requests.tsx')).RequestsScreen);
export const noticesPart = lazyPart(async () => (await import('./notices.tsx')).NoticesScreen);
