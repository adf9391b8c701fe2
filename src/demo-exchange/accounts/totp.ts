import { createHmac, randomBytes } from 'node:crypto';

const PERIOD_MS = 30_000;
const DIGITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 (RFC 4648), without padding. */
const encode = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
};

const decode = (text: string): Uint8Array => {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
};

export const newTotpSecret = (): string => encode(randomBytes(20));

export const periodAt = (atMs: number): number => Math.floor(atMs / PERIOD_MS);

/** The code of a period: RFC 6238 with SHA-1, six digits, half a minute. */
export const totpCode = (secret: string, period: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(period));
  const hash = createHmac('sha1', decode(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
};

export const periodEndsAt = (period: number): number => (period + 1) * PERIOD_MS;

/** The period whose code this is, of the present one and its neighbours; null: none. */
export const findPeriod = (secret: string, code: string, atMs: number): number | null => {
  const now = periodAt(atMs);
  return [now, now - 1, now + 1].find((period) => totpCode(secret, period) === code) ?? null;
};
