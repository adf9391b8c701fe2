import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConcepts } from '../../core/understanding/concepts.ts';
import { readEmergencyRules } from '../../core/understanding/emergency-rules.ts';
import {
  type Material,
  readCalm,
  readEmergencies,
  readManner,
  readQuestions,
  readTools,
} from '../../core/understanding/material.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Example } from './protocol.ts';

/**
 * Reads `<locale>/{questions,emergencies,calm,manner,tools}.tsv` of the folder, and `concepts.tsv` and `rules.tsv`, which all locales
 * share. Throws when one is missing or malformed.
 */
export const readMaterial = async (
  folder: string,
  rulesFolder: string,
  locale: Locale,
  examples: readonly Example[],
): Promise<Material> => {
  const read = async <T>(file: string, parse: (name: string, table: string) => T): Promise<T> => {
    const path = join(folder, locale, file);
    return parse(path, await readFile(path, 'utf8'));
  };
  const conceptsFile = join(rulesFolder, 'concepts.tsv');
  const rulesFile = join(rulesFolder, 'rules.tsv');
  const concepts = readConcepts(conceptsFile, await readFile(conceptsFile, 'utf8'));
  return {
    concepts,
    rules: readEmergencyRules(rulesFile, await readFile(rulesFile, 'utf8'), concepts),
    questions: await read('questions.tsv', readQuestions),
    emergencies: await read('emergencies.tsv', readEmergencies),
    calm: await read('calm.tsv', readCalm),
    manner: await read('manner.tsv', readManner),
    tools: await read('tools.tsv', readTools),
    examples: examples
      .filter((each) => each.locale === locale)
      .map(({ section, text }) => ({ category: section, text })),
  };
};
