import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const configFile = fileURLToPath(new URL('../loader/vite.config.ts', import.meta.url));

/** Vite plugin: puts the loader beside the frame it opens, so that both are served from one folder. */
export const loaderPlugin = (): Plugin => ({
  name: 'mainstay-loader',
  apply: 'build',
  async generateBundle() {
    const built = await build({ configFile, logLevel: 'error', build: { write: false } });
    const outputs = Array.isArray(built) ? built : [built];
    for (const output of outputs.flatMap((each) => ('output' in each ? each.output : []))) {
      if (output.type === 'chunk') {
        this.emitFile({ type: 'asset', fileName: 'loader.js', source: output.code });
      }
    }
  },
});
