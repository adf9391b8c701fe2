import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { labelsPlugin } from './labels-plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the one script of the exchange's page into dist/web/loader/loader.js; it is served under /messenger/. */
export default defineConfig({
  root: here,
  plugins: [labelsPlugin()],
  build: {
    outDir: `${repository}dist/web/loader`,
    emptyOutDir: true,
    target: 'es2022',
    cssMinify: true,
    lib: {
      entry: `${here}loader.ts`,
      formats: ['iife'],
      name: 'mainstayLoader',
      fileName: () => 'loader.js',
    },
  },
});
