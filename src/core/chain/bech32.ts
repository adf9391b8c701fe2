/**
 * Bech32 (BIP-173) and bech32m (BIP-350) segregated-witness addresses: the checksum is a BCH code over the text itself,
 * so one wrong character is always found.
 */
const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
const BECH32 = 1;
const BECH32M = 0x2bc830a3;
const CHECKSUM_CHARS = 6;
const MAX_CHARS = 90;

const polymod = (values: readonly number[]): number => {
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((word, bit) => {
      if ((top >>> bit) & 1) check ^= word;
    });
  }
  return check >>> 0;
};

const expandPrefix = (prefix: string): number[] => {
  const codes = Array.from(prefix, (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
};

/** Bits of five to bytes; undefined when the padding is not zero. */
const toBytes = (values: readonly number[]): readonly number[] | undefined => {
  const bytes: number[] = [];
  let kept = 0;
  let bits = 0;
  for (const value of values) {
    kept = ((kept << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((kept >>> bits) & 0xff);
    }
  }
  return bits >= 5 || ((kept << (8 - bits)) & 0xff) !== 0 ? undefined : bytes;
};

export interface WitnessAddress {
  /** `bc`, `tb`, `bcrt` … in lower case. */
  readonly prefix: string;
  readonly version: number;
  readonly programBytes: number;
}

/** Undefined when it is no witness address, whatever the reason. */
export const decodeWitnessAddress = (text: string): WitnessAddress | undefined => {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return undefined;
  const split = lower.lastIndexOf('1');
  if (split < 1 || lower.length > MAX_CHARS || lower.length - split <= CHECKSUM_CHARS) {
    return undefined;
  }
  const prefix = lower.slice(0, split);
  const values = Array.from(lower.slice(split + 1), (character) => ALPHABET.indexOf(character));
  const [version] = values;
  if (version === undefined || version > 16 || values.includes(-1)) return undefined;
  const check = polymod([...expandPrefix(prefix), ...values]);
  if (check !== (version === 0 ? BECH32 : BECH32M)) return undefined;
  const programBytes = toBytes(values.slice(1, -CHECKSUM_CHARS))?.length ?? 0;
  const fits =
    version === 0
      ? programBytes === 20 || programBytes === 32
      : programBytes >= 2 && programBytes <= 40;
  return fits ? { prefix, version, programBytes } : undefined;
};
