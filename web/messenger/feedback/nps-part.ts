import { lazyPart } from '../parts/lazy-part.tsx';

/** For whoever has had something solved; whether they are asked at all is the server's to say. */
export const npsPart = lazyPart(async () => (await import('./nps.tsx')).Nps);
