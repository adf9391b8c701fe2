import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileMessage } from './compile-message.ts';

const PREFIX = 'texts:';
const content = fileURLToPath(new URL('../../../content/texts/', import.meta.url));

/**
 * Vite plugin: `import('texts:kit+messenger/en')` gives the compiled catalogue of those faces in that language,
 * so that no message parser travels to the browser. `only` limits what is taken, by what was asked for and by key.
 */
export const textsPlugin = (only: (asked: string, key: string) => boolean = () => true) => ({
  name: 'mainstay-texts',
  resolveId: (id: string): string | undefined => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
  load(id: string): string | undefined {
    if (!id.startsWith(`\0${PREFIX}`)) return undefined;
    const [asked = '', locale = ''] = id.slice(PREFIX.length + 1).split('/');
    const [faces = ''] = asked.split('@');
    const catalogue: Record<string, unknown> = {};
    for (const face of faces.split('+')) {
      const source = readFileSync(`${content}${face}/${locale}.json`, 'utf8');
      for (const [key, message] of Object.entries<string>(JSON.parse(source))) {
        if (only(asked, key)) catalogue[key] = compileMessage(message);
      }
    }
    return `export default ${JSON.stringify(catalogue)};`;
  },
});
