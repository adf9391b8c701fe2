/** How many words each language's list has: nine bits a word. */
export const CODE_LIST_LENGTH = 512;
export const CODE_WORDS = 3;

/** Places in a list of words, from the first bytes of a keyed hash: nine bits each, 27 in all. */
export const codePlaces = (hash: Uint8Array): readonly number[] => {
  const bits =
    ((hash[0] ?? 0) << 24) | ((hash[1] ?? 0) << 16) | ((hash[2] ?? 0) << 8) | (hash[3] ?? 0);
  return Array.from(
    { length: CODE_WORDS },
    (_, word) => (bits >>> (9 * word)) & (CODE_LIST_LENGTH - 1),
  );
};
