import { join } from 'node:path';
import { snowballStemmers } from '../adapters/stemmers/snowball-stemmers.ts';
import { noUnderstanding } from '../adapters/understanding-none/no-understanding.ts';
import {
  createUnderstanding,
  type TrainableUnderstanding,
} from '../adapters/understanding-worker/create-understanding.ts';
import { createKnowledge, type KnowledgeSlice } from '../features/knowledge/index.ts';
import { addressGroup } from '../platform/http/check-flood.ts';
import type { Understanding } from '../ports/understanding.ts';
import { type Infrastructure, PHRASES_FOLDER } from './infrastructure.ts';

const CONCEPTS = join(import.meta.dirname, '../../content/understanding/concepts.tsv');
/** How often it is looked whether articles changed, to learn from them again. */
const LEARN_EVERY_MS = 60_000;

/** The articles, and what understands questions about them. */
export interface AssistantParts {
  readonly library: KnowledgeSlice;
  readonly understanding: Understanding;
  /** Reads the articles; the models are trained while the rest starts. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const learnAgain = (
  base: Infrastructure,
  library: KnowledgeSlice,
  understanding: TrainableUnderstanding,
): (() => void) => {
  let learned = library.changedAt().revision;
  const timer = setInterval(() => {
    const { revision } = library.changedAt();
    if (revision === learned) return;
    learned = revision;
    understanding
      .retrain()
      .catch((error: unknown) => base.log.error({ error }, 'the assistant could not learn anew'));
  }, LEARN_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
};

export const createAssistantParts = (base: Infrastructure): AssistantParts => {
  const { enabled, articlesFolder, modelsFolder } = base.config.assistant;
  const library = createKnowledge({
    ...base,
    folder: articlesFolder,
    stemmers: snowballStemmers,
    groupAddress: addressGroup,
  });
  if (!enabled) {
    return {
      library,
      understanding: noUnderstanding,
      start: async () => void (await library.start()),
      stop: () => library.stop(),
    };
  }
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const understanding = createUnderstanding({
    phrasesFolder: PHRASES_FOLDER,
    conceptsFile: CONCEPTS,
    cacheFolder: modelsFolder,
    examples: async () => {
      await begun;
      return library.listExamples();
    },
  });
  let stopLearning: () => void = () => undefined;
  return {
    library,
    understanding,
    start: async () => {
      await library.start();
      begin();
      stopLearning = learnAgain(base, library, understanding);
      understanding
        .ready()
        .then(() => base.log.info({}, 'the assistant is ready'))
        .catch((error: unknown) => base.log.error({ error }, 'the assistant cannot learn'));
    },
    stop: async () => {
      stopLearning();
      begin();
      await library.stop();
      await understanding.close();
    },
  };
};
