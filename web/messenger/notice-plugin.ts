import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LOCALES, RTL_LOCALES } from '../../src/core/vocabulary.ts';

const content = fileURLToPath(new URL('../../content/texts/messenger/', import.meta.url));

/** Vite plugin: writes the notice for browsers that cannot run the messenger into its page, in every language. */
export const noticePlugin = () => ({
  name: 'mainstay-notice',
  transformIndexHtml: (html: string): string => {
    const lines = LOCALES.map((locale) => {
      const texts = JSON.parse(readFileSync(`${content}${locale}.json`, 'utf8')) as Record<
        string,
        string
      >;
      const dir = RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr';
      return `<p lang="${locale}" dir="${dir}">${texts['unsupported.notice']}</p>`;
    });
    return html.replaceAll('<!--unsupported-->', lines.join(''));
  },
});
