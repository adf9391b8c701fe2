import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Locale, Tier } from '../../src/core/vocabulary.ts';

export const AUDIENCE = 'mainstay-load';

export interface CustomerFacts {
  /** The exchange's own user id. */
  readonly userId: string;
  readonly locale?: Locale;
  readonly tier?: Tier;
  readonly name?: string;
  /** How far the exchange's clock is from ours. */
  readonly clockOffsetMs?: number;
}

/** An exchange's server: a key that the installation is told of, and tokens signed with it. */
export interface Exchange {
  /** For MAINSTAY_IDENTITY_KEYS. */
  readonly keySet: string;
  tokenFor(facts: CustomerFacts): Promise<string>;
}

const TOKEN_LIFE_SECONDS = 240;

export const createExchange = async (): Promise<Exchange> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = randomUUID();
  const { kty, crv, x, y } = await exportJWK(publicKey);
  return {
    keySet: JSON.stringify({ keys: [{ kty, crv, x, y, kid }] }),
    tokenFor: ({ userId, locale = 'en', tier = 'standard', name, clockOffsetMs = 0 }) => {
      const issuedAt = Math.floor((Date.now() + clockOffsetMs) / 1_000);
      return new SignJWT({ tier, locale, ...(name === undefined ? {} : { name }) })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setSubject(userId)
        .setAudience(AUDIENCE)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + TOKEN_LIFE_SECONDS)
        .sign(privateKey);
    },
  };
};
