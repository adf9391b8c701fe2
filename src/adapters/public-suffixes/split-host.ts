import { parse } from 'tldts';
import type { SplitHost } from '../../core/official/identity.ts';

/** Hosts by the list of public suffixes, with those under which anybody may register a name (`github.io`). */
export const splitHost: SplitHost = (host) => {
  const { publicSuffix, domain, subdomain, isIcann, isPrivate } = parse(host, {
    allowPrivateDomains: true,
    extractHostname: false,
  });
  return {
    suffix: publicSuffix ?? '',
    domain,
    subdomain: subdomain ?? '',
    isListed: isIcann === true || isPrivate === true,
  };
};
