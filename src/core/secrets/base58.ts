import type { Sha256 } from './mnemonic-checksum.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** The XRP Ledger orders the same characters otherwise. */
export const XRP_ALPHABET = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';

/** Bytes of a base58 text of at most `maxBytes`; undefined when it is none. */
export const decodeBase58 = (
  text: string,
  maxBytes: number,
  alphabet = ALPHABET,
): Uint8Array | undefined => {
  const reversed: number[] = [];
  for (const character of text) {
    let carry = alphabet.indexOf(character);
    if (carry < 0) return undefined;
    for (let i = 0; i < reversed.length; i += 1) {
      carry += (reversed[i] ?? 0) * 58;
      reversed[i] = carry & 0xff;
      carry >>= 8;
    }
    while (carry > 0) {
      reversed.push(carry & 0xff);
      carry >>= 8;
    }
    if (reversed.length > maxBytes) return undefined;
  }
  let zeros = 0;
  while (text[zeros] === alphabet[0]) zeros += 1;
  return Uint8Array.from([...new Array<number>(zeros).fill(0), ...reversed.reverse()]);
};

/** Payload of a base58check text (last four bytes are the double SHA-256 of the rest), or undefined. */
export const decodeBase58Check = (
  text: string,
  maxBytes: number,
  sha256: Sha256,
  alphabet = ALPHABET,
): Uint8Array | undefined => {
  const bytes = decodeBase58(text, maxBytes, alphabet);
  if (bytes === undefined || bytes.length < 5) return undefined;
  const payload = bytes.subarray(0, bytes.length - 4);
  const digest = sha256(sha256(payload));
  const matches = [0, 1, 2, 3].every((i) => digest[i] === bytes[payload.length + i]);
  return matches ? payload : undefined;
};
