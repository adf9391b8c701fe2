export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Numbers of words that BIP-39 allows. */
export const PHRASE_LENGTHS = [12, 15, 18, 21, 24] as const;

/**
 * Whether these word indexes (0–2047 each) end in the checksum of BIP-39: the last n/3 bits are the first bits of
 * the SHA-256 of the entropy before them.
 */
export const hasValidChecksum = (indexes: readonly number[], sha256: Sha256): boolean => {
  if (!PHRASE_LENGTHS.some((length) => length === indexes.length)) return false;
  const checksumBits = indexes.length / 3;
  const entropy = new Uint8Array((indexes.length * 11 - checksumBits) / 8);
  let buffer = 0;
  let bits = 0;
  let filled = 0;
  for (const index of indexes) {
    buffer = (buffer << 11) | index;
    bits += 11;
    while (bits >= 8 && filled < entropy.length) {
      bits -= 8;
      entropy[filled] = (buffer >> bits) & 0xff;
      filled += 1;
    }
    buffer &= (1 << bits) - 1;
  }
  const expected = (sha256(entropy)[0] ?? 0) >> (8 - checksumBits);
  return buffer === expected;
};
