import { lazyPart } from '../parts/lazy-part.tsx';

/** Reached from the list of requests, from the menu and from a conversation. */
export const stationsPart = lazyPart(async () => (await import('./stations.tsx')).StationsScreen);
