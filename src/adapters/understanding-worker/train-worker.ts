/** The thread that trains: it reads the phrases, gives the models of one locale after another, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { trainLocale } from '../../core/understanding/train-locale.ts';
import { cachedModels } from './model-cache.ts';
import type { Trained, TrainingOrder } from './protocol.ts';
import { readMaterial } from './read-material.ts';

const { phrasesFolder, rulesFolder, cacheFolder, locales, examples } = workerData as TrainingOrder;

const english = await readMaterial(phrasesFolder, rulesFolder, 'en', examples);
for (const locale of locales) {
  const material =
    locale === 'en' ? english : await readMaterial(phrasesFolder, rulesFolder, locale, examples);
  const lingua = locale === 'en' ? null : english;
  const train = () => trainLocale(material, lingua);
  const models =
    cacheFolder === null
      ? train()
      : await cachedModels(cacheFolder, locale, [material, lingua], train);
  parentPort?.postMessage({ locale, models } satisfies Trained);
}
