import { randomBytes } from 'node:crypto';
import type { Ids } from '../../ports/ids.ts';

const HEX_GROUPS = [8, 12, 16, 20] as const;

/** UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then random bits. */
export const uuidV7 = (nowMs: number, random: Uint8Array): string => {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  const [a, b, c, d] = HEX_GROUPS;
  return `${hex.slice(0, a)}-${hex.slice(a, b)}-${hex.slice(b, c)}-${hex.slice(c, d)}-${hex.slice(d)}`;
};

/** Identifiers and randomness from the operating system. */
export const systemIds: Ids = {
  uuid: () => uuidV7(Date.now(), randomBytes(10)),
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
};
