/** What can really be ours. Badges of agents follow from the accounts of staff. */
export const IDENTITY_KINDS = [
  'domain',
  'email',
  'email_domain',
  'phone',
  'handle',
  'app',
] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** Where a handle is a handle. */
export const NETWORKS = [
  'telegram',
  'x',
  'discord',
  'whatsapp',
  'facebook',
  'instagram',
  'youtube',
  'linkedin',
  'tiktok',
  'reddit',
  'github',
  'medium',
  'line',
  'kakaotalk',
  'wechat',
  'weibo',
  'vk',
  'bilibili',
] as const;
export type Network = (typeof NETWORKS)[number];

/** A domain, address, number or handle that is ours, from a moment on, perhaps until another. Times in epoch ms. */
export interface OfficialIdentity {
  readonly kind: IdentityKind;
  /** Only of handles. */
  readonly network: Network | null;
  /** Normalised by `normaliseIdentity`. */
  readonly value: string;
  readonly from: number;
  readonly until: number | null;
}

/** The parts of a host by the list of public suffixes. */
export interface HostParts {
  /** Where people can register names: `com`, `co.uk`; empty when the host is one itself. */
  readonly suffix: string;
  /** The name that somebody registered, with its suffix: `evil.co.uk`; null when there is none. */
  readonly domain: string | null;
  /** What stands before it: `norvik.com` of `norvik.com.evil.co.uk`; empty when there is nothing. */
  readonly subdomain: string;
  /** The suffix is on the list of the root zone: a bare word with a dot in it is then likely a host. */
  readonly isListed: boolean;
}
/** `host` is in ASCII, lower case, without a dot at its end. */
export type SplitHost = (host: string) => HostParts;

/** All that a decision needs to know; a picture of the tables at one moment. */
export interface OfficialRegistry {
  readonly identities: readonly OfficialIdentity[];
  /** Badges of the agents who work here now, upper case. */
  readonly badges: ReadonlySet<string>;
  /** Hosts that are not ours and may be linked, canonical; each speaks for all below it. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Hosts of phishing lists, canonical; each speaks for all below it. */
  readonly phishingHosts: ReadonlySet<string>;
  /** Domains of others: fraudsters like to imitate some; the rest are only not taken for imitations. */
  readonly knownServices: {
    readonly imitated: readonly string[];
    readonly harmless: readonly string[];
  };
}
