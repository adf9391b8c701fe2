/** Crockford's alphabet: nothing in it is misread aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten characters (50 bits) that name one answer, in the reply and in the log. */
export const makeReference = (random: (bytes: number) => Uint8Array): string =>
  Array.from(random(10), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
