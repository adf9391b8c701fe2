import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { textsPlugin } from '../kit/locale/texts-plugin.ts';
import { iconsPlugin } from '../messenger/icons-plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../', import.meta.url));
const server = process.env.MAINSTAY_ORIGIN ?? 'http://127.0.0.1:7400';

/** Texts of what comes after the list is on screen: conversations, what stands beside them, screens of their own. */
const LATER =
  /^(account|appeals?|approvals?|articles?|assistant|audit|block|bulk|canned|card|case|code|composer|contact|department|emergency|events?|extension|fields?|file|foreign|handover|integration|keys|lock|macro|manner|message|note|official|proof|protect|queue|reason|related|relaxed|results|reveal|rule|search|secrets?|self_action|settings|show_card|said_by|sla(?!\.(?:left|late|due_at)$)|snooze|split|staff|summary|tags|takeover|tasks?|tool|trace|transfer|turns|view_form|viewers|watch)\./;

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}
const closures = new Map<string, ReadonlySet<string>>();
/** A part with all that it imports, directly or not, but never later. */
const importsOf = (entry: string, modules: Modules): ReadonlySet<string> => {
  const known = closures.get(entry);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) visit(next);
  };
  visit(`${here}${entry}`);
  closures.set(entry, found);
  return found;
};

/** What the list needs travels in one file, and what a conversation needs besides in another: many small ones are larger. */
const partOf = (id: string, modules: Modules): string | null => {
  if (importsOf('main.tsx', modules).has(id)) return 'first';
  return importsOf('conversation/conversation-pane.tsx', modules).has(id)
    ? 'conversation-pane'
    : null;
};

/** Builds the desk into dist/web/desk; it is served under /desk/. `vite` alone serves it beside a running server. */
export default defineConfig({
  root: here,
  base: '/desk/',
  plugins: [
    react(),
    tailwindcss(),
    textsPlugin(
      (asked, key) =>
        asked.startsWith('cards') ||
        (!key.startsWith('verify.') && LATER.test(key) === asked.endsWith('@later')),
    ),
    iconsPlugin(),
  ],
  build: {
    outDir: `${repository}dist/web/desk`,
    emptyOutDir: true,
    target: 'es2023',
    // A data: URL would be refused by the page's own policy for fonts and is never cached on its own.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: partOf, debugName: 'parts' }],
        },
      },
    },
  },
  server: {
    port: 7521,
    strictPort: true,
    fs: { allow: [repository] },
    proxy: { '/api': { target: server, ws: true } },
  },
});
