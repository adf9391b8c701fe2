import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { textsPlugin } from '../kit/locale/texts-plugin.ts';
import { iconsPlugin } from '../messenger/icons-plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../', import.meta.url));
const server = process.env.MAINSTAY_ORIGIN ?? 'http://127.0.0.1:7400';

/** Builds the desk into dist/web/desk; it is served under /desk/. `vite` alone serves it beside a running server. */
export default defineConfig({
  root: here,
  base: '/desk/',
  plugins: [
    react(),
    tailwindcss(),
    textsPlugin((_asked, key) => !key.startsWith('verify.')),
    iconsPlugin(),
  ],
  build: {
    outDir: `${repository}dist/web/desk`,
    emptyOutDir: true,
    target: 'es2023',
    // A data: URL would be refused by the page's own policy for fonts and is never cached on its own.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 7521,
    strictPort: true,
    fs: { allow: [repository] },
    proxy: { '/api': { target: server, ws: true } },
  },
});
