import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { textsPlugin } from '../kit/locale/texts-plugin.ts';
import { iconsPlugin } from '../messenger/icons-plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the pages themselves, which the server imports, into dist/web/portal-server. Nobody is served these files. */
export default defineConfig({
  root: here,
  publicDir: false,
  plugins: [textsPlugin((_asked, key) => !/^(secret|error)\./.test(key)), iconsPlugin()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // One preact in one file, whatever else is installed beside it.
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: `${repository}dist/web/portal-server`,
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: {
      input: `${here}server.tsx`,
      output: { entryFileNames: 'portal.js' },
    },
  },
});
