import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { textsPlugin } from '../kit/locale/texts-plugin.ts';
import { wordsPlugin } from './guard/words-plugin.ts';
import { iconsPlugin } from './icons-plugin.ts';
import { noticePlugin } from './notice-plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../', import.meta.url));
const server = process.env.MAINSTAY_ORIGIN ?? 'http://127.0.0.1:7300';

/** Texts of what is fetched later: conversations, articles, the menu. The header needs two of them at once. */
const LATER =
  /^(?!chat\.agent$|menu\.title$)(article|assistant|blocked|chat|composer|ended|event|file|guard|leave|menu|message|queue|rating)\./;

/** Builds the messenger's frame into dist/web/messenger; it is served under /messenger/. */
export default defineConfig({
  root: here,
  base: '/messenger/',
  plugins: [
    // The launcher's words are in the loader; the notice of old browsers is in the page.
    textsPlugin((asked, key) =>
      asked === 'messenger@notify'
        ? key.startsWith('notify.')
        : !/^(launcher|unsupported|notify)\./.test(key) &&
          LATER.test(key) === (asked === 'messenger@later'),
    ),
    iconsPlugin(),
    noticePlugin(),
    wordsPlugin(),
  ],
  html: { cspNonce: '__CSP_NONCE__' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: [
      { find: /^react$/, replacement: `${here}react/react.ts` },
      { find: /^react-dom\/client$/, replacement: `${here}react/client.ts` },
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
    ],
  },
  build: {
    outDir: `${repository}dist/web/messenger`,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: `${here}index.html`, notify: `${here}notify.html`, sw: `${here}push/sw.ts` },
      output: {
        // The service worker keeps one address, at the top of what it serves.
        entryFileNames: (chunk: { name: string }) =>
          chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  server: { port: 7500, strictPort: true, proxy: { '/api': { target: server, ws: true } } },
});
