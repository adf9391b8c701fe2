export interface OriginFacts {
  readonly method: string;
  readonly origin: string | null;
  readonly fetchSite: string | null;
  /** The request carries a cookie, which a browser would add for any page that asks. */
  readonly hasCookie: boolean;
  readonly hasAuthorization: boolean;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of another origin may have caused. A request without Origin is no browser's change, or
 * none that we can place: it passes only where no cookie could speak for somebody unasked.
 */
export const isOriginAllowed = (facts: OriginFacts, allowed: ReadonlySet<string>): boolean => {
  if (facts.origin !== null) return allowed.has(facts.origin);
  if (READING.has(facts.method)) return true;
  if (facts.fetchSite !== null && facts.fetchSite !== 'same-origin') return false;
  return !facts.hasCookie || facts.hasAuthorization;
};
