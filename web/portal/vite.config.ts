import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { schemePlugin } from './scheme-plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Builds what the help centre's pages load into dist/web/portal, served under /portal/; the pages: vite.server.config.ts. */
export default defineConfig({
  root: here,
  base: '/portal/',
  plugins: [schemePlugin()],
  build: {
    outDir: `${repository}dist/web/portal`,
    emptyOutDir: true,
    target: 'es2022',
    // By it the server knows the names with their hashes.
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: `${here}client/main.ts` },
  },
});
