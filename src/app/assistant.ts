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

const RULES = join(import.meta.dirname, '../../content/understanding');
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

/** An emergency in the first seconds must be known as one; a start does not wait longer than this for it. */
const READY_WITHIN_MS = 30_000;

/** Waits for the models: a moment where they are kept from the start before, seconds where they are learnt anew. */
const learnt = async (base: Infrastructure, understanding: Understanding): Promise<void> => {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), READY_WITHIN_MS);
  });
  const ready = understanding.ready().then(
    () => 'ready' as const,
    (error: unknown) => {
      base.log.error({ error }, 'the assistant cannot learn: people answer everything');
      return 'failed' as const;
    },
  );
  const outcome = await Promise.race([ready, late]);
  clearTimeout(timer);
  const tookMs = Math.round(performance.now() - startedAt);
  if (outcome === 'ready') base.log.info({ tookMs }, 'the assistant is ready');
  if (outcome === 'late') base.log.warn({ tookMs }, 'the assistant is still learning');
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
    rulesFolder: RULES,
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
      await learnt(base, understanding);
    },
    stop: async () => {
      stopLearning();
      begin();
      await library.stop();
      await understanding.close();
    },
  };
};
