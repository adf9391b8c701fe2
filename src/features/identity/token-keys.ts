import {
  type CompactJWSHeaderParameters,
  type CryptoKey,
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
} from 'jose';
import { OutOfReach } from '../../contract/error.ts';

/** Where the exchange's public keys come from. */
export type TokenKeySource =
  | { readonly kind: 'keys'; readonly jwks: JSONWebKeySet }
  | { readonly kind: 'url'; readonly url: string };

/** Finds the key that a token's header names. Throws jose's errors, or `OutOfReach`. */
export type TokenKeys = (
  header: CompactJWSHeaderParameters,
  token: FlattenedJWSInput,
) => Promise<CryptoKey>;

const FETCH_TIMEOUT_MS = 4_000;
/** An unknown `kid` makes us look again, but not more often than this. */
const COOLDOWN_MS = 15_000;
const MAX_AGE_MS = 10 * 60_000;

/** Throws with one sentence where a set holds anything but public keys for ES256. */
export const assertVerifyingKeys = (jwks: JSONWebKeySet): void => {
  if (!Array.isArray(jwks.keys) || jwks.keys.length === 0) {
    throw new Error('The identity keys (JWKS) hold no key.');
  }
  for (const key of jwks.keys) {
    const name = key.kid ?? '(no kid)';
    if (key.kty !== 'EC' || key.crv !== 'P-256') {
      throw new Error(`Identity key ${name} is not an EC key on P-256, which ES256 needs.`);
    }
    if (key.alg !== undefined && key.alg !== 'ES256') {
      throw new Error(`Identity key ${name} is for ${key.alg}, not for ES256.`);
    }
    if ('d' in key)
      throw new Error(`Identity key ${name} is private; only public keys belong here.`);
  }
  if (jwks.keys.length > 1 && jwks.keys.some((key) => key.kid === undefined)) {
    throw new Error('Each of several identity keys needs a kid, so that tokens can name theirs.');
  }
};

const isVerdict = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;

const fromUrl = (url: string): TokenKeys => {
  const remote = createRemoteJWKSet(new URL(url), {
    timeoutDuration: FETCH_TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: MAX_AGE_MS,
  });
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      if (isVerdict(error)) throw error;
      // The keys that we know are better than none while the exchange cannot be reached.
      const known = remote.jwks();
      if (known === undefined) throw new OutOfReach('the exchange’s identity keys', error);
      return createLocalJWKSet(known)(header, token);
    }
  };
};

/** Several keys at once and their rotation: a token's `kid` says which. */
export const createTokenKeys = (source: TokenKeySource): TokenKeys => {
  if (source.kind === 'url') return fromUrl(source.url);
  assertVerifyingKeys(source.jwks);
  return createLocalJWKSet(source.jwks);
};
