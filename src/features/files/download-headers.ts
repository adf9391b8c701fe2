const NOT_IN_QUOTES = /[^\x20-\x7e]|["\\%;]/g;
/** RFC 5987 `attr-char`: what `encodeURIComponent` leaves alone and may not stand there. */
const escapeRest = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** RFC 6266: an ASCII name for old clients, the real one in UTF-8. Always `attachment`: nothing opens in our origin. */
export const contentDisposition = (name: string): string => {
  const plain = name.replace(NOT_IN_QUOTES, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*!]/g, escapeRest);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

/** For bytes that a stranger made: never run, never guessed at, never embedded elsewhere, never kept by a proxy. */
export const downloadHeaders = (name: string): Readonly<Record<string, string>> => ({
  'content-disposition': contentDisposition(name),
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-store',
  'referrer-policy': 'no-referrer',
});
