import { createHmac } from 'node:crypto';

const SECRET_BYTES = 32;
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const BEARER = /^Bearer +([^\s]+)$/i;

export const makeSecret = (random: (bytes: number) => Uint8Array): string =>
  Buffer.from(random(SECRET_BYTES)).toString('base64url');

/** The secret in an `Authorization` header; undefined where it cannot be one of ours. */
export const readBearer = (authorization: string): string | undefined => {
  const secret = BEARER.exec(authorization)?.[1];
  return secret !== undefined && SECRET.test(secret) ? secret : undefined;
};

/** Keyed: who reads the database cannot tell a session from a guess. `purpose` keeps the uses of one key apart. */
export const keyedHash = (
  key: Uint8Array,
  purpose: 'session' | 'token',
  text: string,
): Uint8Array => createHmac('sha256', key).update(`${purpose}:`).update(text).digest();

/** How a session is named outside: safe to log. */
export const sessionIdOf = (hash: Uint8Array): string => Buffer.from(hash).toString('base64url');
export const sessionHashOf = (sessionId: string): Uint8Array => Buffer.from(sessionId, 'base64url');
