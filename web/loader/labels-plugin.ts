import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LOCALES } from '../../src/core/vocabulary.ts';

const ID = 'launcher:labels';
const content = fileURLToPath(new URL('../../content/texts/messenger/', import.meta.url));

const labelOf = (locale: string): string => {
  const texts = JSON.parse(readFileSync(`${content}${locale}.json`, 'utf8'));
  return String(texts['launcher.label']);
};

/** Vite plugin: the launcher's one word in every language, small enough to travel with it. */
export const labelsPlugin = () => ({
  name: 'mainstay-labels',
  resolveId: (id: string): string | undefined => (id === ID ? `\0${ID}` : undefined),
  load: (id: string): string | undefined =>
    id === `\0${ID}`
      ? `export default ${JSON.stringify(Object.fromEntries(LOCALES.map((each) => [each, labelOf(each)])))};`
      : undefined,
});
