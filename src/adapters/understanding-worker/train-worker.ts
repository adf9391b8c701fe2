/** The thread that trains: it reads the phrases, gives the models of one locale after another, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { trainLocale } from '../../core/understanding/train-locale.ts';
import { cachedModels } from './model-cache.ts';
import type { Trained, TrainingOrder } from './protocol.ts';
import { readMaterial } from './read-material.ts';

const { phrasesFolder, conceptsFile, cacheFolder, locales, examples } = workerData as TrainingOrder;

for (const locale of locales) {
  const material = await readMaterial(phrasesFolder, conceptsFile, locale, examples);
  const models =
    cacheFolder === null
      ? trainLocale(material)
      : await cachedModels(cacheFolder, locale, material, trainLocale);
  parentPort?.postMessage({ locale, models } satisfies Trained);
}
