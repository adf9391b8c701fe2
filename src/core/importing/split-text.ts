/**
 * Cuts what is longer than a message may be into parts of at most `limit` UTF-16 units: at the end of a paragraph, a
 * line or a word where one is near, and never inside a character. The parts together are the whole, but for the space
 * between them.
 */
export const splitText = (text: string, limit: number): readonly string[] => {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = cutPlace(rest, limit);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
};

const cutPlace = (text: string, limit: number): number => {
  for (const mark of ['\n\n', '\n', ' ']) {
    const at = text.lastIndexOf(mark, limit);
    if (at > limit / 2) return at;
  }
  const high = text.charCodeAt(limit - 1);
  return high >= 0xd800 && high <= 0xdbff ? limit - 1 : limit;
};
