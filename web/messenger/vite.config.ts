import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { textsPlugin } from '../kit/locale/texts-plugin.ts';
import { wordsPlugin } from './guard/words-plugin.ts';
import { iconsPlugin } from './icons-plugin.ts';
import { noticePlugin } from './notice-plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../', import.meta.url));
const server = process.env.MAINSTAY_ORIGIN ?? 'http://127.0.0.1:7300';

/**
 * Texts of what is fetched later: conversations, articles, the menu. The header needs two of them at once, and the first
 * screen says a few refusals.
 */
const LATER =
  /^(?!chat\.agent$|menu\.(title|notices)$)(article|assistant|blocked|chat|code|composer|contact|ended|event|file|form|guard|leave|menu|message|queue|surge|incident|rating|self|verify|requests|station|notices|nps|promise|department|complaint)\.|^secret\.(removed|notice)$|^error\.(?!internal_error|unreachable|temporarily_unavailable|too_many_requests|customer_blocked)/;
/** Of what only an installation with an exchange shows: locking, step-up, what the assistant looks up. */
const EXCHANGE = /^(lock|network|self(?!\.action)|step_up)\./;

const partOf = (key: string): string => {
  if (key.startsWith('notify.')) return 'messenger@notify';
  if (EXCHANGE.test(key)) return 'messenger@exchange';
  return LATER.test(key) ? 'kit+messenger@later' : 'kit+messenger';
};

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}
const importsOf = (entry: string, modules: Modules): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) visit(next);
  };
  visit(`${here}${entry}`);
  return found;
};

/**
 * For whatever `main.tsx` imports, directly or not, but never later. What the small window of notifications shares with
 * it stays apart: that window must not start a messenger of its own.
 */
const firstScreen = (id: string, modules: Modules): string | null =>
  importsOf('main.tsx', modules).has(id) && !importsOf('push/notify.ts', modules).has(id)
    ? 'first'
    : null;

/** Builds the messenger's frame into dist/web/messenger; it is served under /messenger/. */
export default defineConfig({
  root: here,
  base: '/messenger/',
  plugins: [
    // The launcher's words are in the loader; the notice of old browsers is in the page.
    textsPlugin(
      (asked, key) =>
        asked.startsWith('cards') ||
        (!/^(launcher|unsupported)\./.test(key) && partOf(key) === asked),
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
        // What the first screen needs travels in one file: compressed together it is a fifteenth smaller.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: firstScreen, debugName: 'first screen' }],
        },
      },
    },
  },
  server: { port: 7500, strictPort: true, proxy: { '/api': { target: server, ws: true } } },
});
