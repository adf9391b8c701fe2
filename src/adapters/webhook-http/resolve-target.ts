import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { isPublicAddress } from '../../core/webhooks/address.ts';
import { judgeTarget } from '../../core/webhooks/target.ts';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Every address of a name. Throws where it has none. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export const resolveByDns: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true, order: 'ipv4first' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

export interface ResolvedTarget {
  readonly url: URL;
  /** The one to connect to; nothing else is asked afterwards. */
  readonly address: Address;
}

/** Whoever asks for the name's address gets the one that was judged. */
export const pinned =
  ({ address, family }: Address): LookupFunction =>
  (_hostname, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

const addressesOf = async (host: string, resolve: Resolve): Promise<readonly Address[]> => {
  const literal = isIP(host);
  if (literal !== 0) return [{ address: host, family: literal === 6 ? 6 : 4 }];
  try {
    return await resolve(host);
  } catch {
    return [];
  }
};

/**
 * From a URL to the one address that may be connected to. A name that leads to a single address of this house is
 * refused as a whole. Failures, all `invalid`: those of `judgeTarget`, `webhook_url_unreadable`,
 * `webhook_name_unknown`, `webhook_address_refused`.
 */
export const resolveTarget = async (
  text: string,
  internalHosts: readonly string[],
  resolve: Resolve,
): Promise<Outcome<ResolvedTarget>> => {
  if (!URL.canParse(text)) return fail('invalid', 'webhook_url_unreadable');
  const url = new URL(text);
  const { protocol, port, username, password, hash } = url;
  const hostname = hostOf(url);
  const judged = judgeTarget({ protocol, hostname, port, username, password, hash }, internalHosts);
  if (!judged.ok) return judged;
  const addresses = await addressesOf(hostname, resolve);
  const [first] = addresses;
  if (first === undefined) return fail('invalid', 'webhook_name_unknown');
  const open = judged.value.internal || addresses.every(({ address }) => isPublicAddress(address));
  return open ? ok({ url, address: first }) : fail('invalid', 'webhook_address_refused');
};
