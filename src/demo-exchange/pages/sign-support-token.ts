import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';

/** One of the exchange's own users, as its support token tells of them. */
export interface ExchangeUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly tier: 'standard' | 'plus' | 'vip';
  readonly locale: string;
  readonly timeZone: string;
}

/**
 * What an exchange's server does to vouch for its signed-in user: a token of two minutes for one sign-in, signed
 * with the exchange's own ES256 key. `key` is a private JWK with its `kid`.
 */
export const signSupportToken = async (
  user: ExchangeUser,
  key: JWK,
  audience: string,
): Promise<string> =>
  new SignJWT({
    tier: user.tier,
    locale: user.locale,
    name: user.name,
    email: user.email,
    time_zone: user.timeZone,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key.kid ?? '' })
    .setSubject(user.id)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(await importJWK(key, 'ES256'));
