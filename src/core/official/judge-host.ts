import { liesWithin } from './host.ts';
import type { OfficialIdentity, OfficialRegistry, SplitHost } from './identity.ts';
import { type Brand, brandOf, findImitation, type Imitation } from './look-alike.ts';
import { isShortener } from './shorteners.ts';

/** Whether a host is ours. `unknown` never means that it is safe. */
export type HostVerdict =
  | { readonly verdict: 'ours'; readonly reason: 'registered'; readonly nearest: string }
  | {
      readonly verdict: 'not_ours';
      readonly reason: 'look_alike';
      readonly how: Imitation;
      readonly nearest: string;
      /** It imitates somebody else, whom many fraudsters imitate. */
      readonly ofOthers: boolean;
    }
  | { readonly verdict: 'not_ours'; readonly reason: 'known_phishing' | 'no_longer_ours' }
  | { readonly verdict: 'unknown'; readonly reason: 'allowed' | 'shortener' | 'not_registered' };

/** A registry made ready for many questions. */
export interface HostBook {
  readonly domains: ReadonlyMap<string, OfficialIdentity>;
  readonly ownBrands: readonly Brand[];
  readonly otherBrands: readonly Brand[];
  readonly knownServices: ReadonlySet<string>;
  readonly allowedHosts: ReadonlySet<string>;
  readonly phishingHosts: ReadonlySet<string>;
  readonly splitHost: SplitHost;
}

export const openHostBook = (registry: OfficialRegistry, splitHost: SplitHost): HostBook => {
  const domains = registry.identities.filter(({ kind }) => kind === 'domain');
  const mailDomains = registry.identities.filter(({ kind }) => kind === 'email_domain');
  const registered = [...domains, ...mailDomains].flatMap(
    ({ value }) => splitHost(value).domain ?? [],
  );
  return {
    domains: new Map(domains.map((identity) => [identity.value, identity])),
    ownBrands: [...new Set(registered)].map(brandOf),
    otherBrands: registry.knownServices.imitated.map(brandOf),
    knownServices: new Set([
      ...registry.knownServices.imitated,
      ...registry.knownServices.harmless,
    ]),
    allowedHosts: registry.allowedHosts,
    phishingHosts: registry.phishingHosts,
    splitHost,
  };
};

export const isValidAt = ({ from, until }: OfficialIdentity, atMs: number): boolean =>
  from <= atMs && (until === null || atMs < until);

/** The registered domain that a host is or lies below; the nearest where there are several. */
const registeredFor = (book: HostBook, host: string): OfficialIdentity | undefined => {
  for (let rest = host; rest !== ''; rest = rest.slice(rest.indexOf('.') + 1)) {
    const found = book.domains.get(rest);
    if (found !== undefined) return found;
    if (!rest.includes('.')) return undefined;
  }
  return undefined;
};

const imitated = (book: HostBook, host: string): HostVerdict | undefined => {
  const parts = book.splitHost(host);
  const label = parts.domain === null ? null : (parts.domain.split('.')[0] ?? null);
  const { subdomain } = parts;
  const read = { parts, label, subdomain: parts.domain === null ? host : subdomain };
  const isService = liesWithin(host, book.knownServices);
  if (isService && subdomain === '') return undefined;
  const own = findImitation(isService ? { ...read, label: null } : read, book.ownBrands);
  const found = own ?? (isService ? undefined : findImitation(read, book.otherBrands));
  if (found === undefined) return undefined;
  const { how, brand } = found;
  const ofOthers = own === undefined;
  return { verdict: 'not_ours', reason: 'look_alike', how, nearest: brand.domain, ofOthers };
};

/** Decides on a canonical host. */
export const judgeHost = (book: HostBook, host: string, atMs: number): HostVerdict => {
  const registered = registeredFor(book, host);
  if (registered !== undefined) {
    return isValidAt(registered, atMs)
      ? { verdict: 'ours', reason: 'registered', nearest: registered.value }
      : { verdict: 'not_ours', reason: 'no_longer_ours' };
  }
  if (liesWithin(host, book.phishingHosts)) {
    return { verdict: 'not_ours', reason: 'known_phishing' };
  }
  if (liesWithin(host, book.allowedHosts)) return { verdict: 'unknown', reason: 'allowed' };
  const imitation = imitated(book, host);
  if (imitation !== undefined) return imitation;
  return {
    verdict: 'unknown',
    reason: isShortener(host) ? 'shortener' : 'not_registered',
  };
};
