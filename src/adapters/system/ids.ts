import { randomFillSync } from 'node:crypto';
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

const POOL_BYTES = 4_096;
const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

/**
 * A fresh copy of bytes that nobody had before; what was given out is wiped from the pool. Asking the operating system
 * for a few bytes at a time took a thirtieth of a busy server's time.
 */
const takeRandom = (count: number): Uint8Array => {
  if (count > POOL_BYTES) return randomFillSync(new Uint8Array(count));
  if (used + count > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const taken = pool.slice(used, used + count);
  pool.fill(0, used, used + count);
  used += count;
  return taken;
};

/** Identifiers and randomness from the operating system. */
export const systemIds: Ids = {
  uuid: () => uuidV7(Date.now(), takeRandom(10)),
  random: takeRandom,
};
