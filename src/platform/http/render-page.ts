const NONCE_MARK = '__CSP_NONCE__';
const SETTINGS_MARK = '<!--settings-->';

/** `</script>` and comments inside the JSON would end it early. */
const embedJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');

/** Puts this answer's nonce and the page's public settings into a built page. */
export const renderPage = (
  html: string,
  nonce: string,
  settings: Readonly<Record<string, unknown>>,
): string =>
  html
    .replaceAll(NONCE_MARK, nonce)
    .split(SETTINGS_MARK)
    .join(
      `<script type="application/json" id="settings" nonce="${nonce}">${embedJson(settings)}</script>`,
    );
