import { Worker } from 'node:worker_threads';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { Understanding, Understood } from '../../ports/understanding.ts';
import type { Example, FromReader, ToReader, Trained, TrainingOrder } from './protocol.ts';

export interface UnderstandingOptions {
  /** Holds `<locale>/{questions,emergencies,calm,manner,tools}.tsv`. */
  readonly phrasesFolder: string;
  /** Holds `concepts.tsv` and `rules.tsv`. */
  readonly rulesFolder: string;
  /** Where trained models are kept from one start to the next; null: train at every start (seconds). */
  readonly cacheFolder: string | null;
  /** How people ask for the articles, and their titles. Asked for at the start and at each `retrain`. */
  readonly examples: () => Promise<readonly Example[]>;
}

export interface TrainableUnderstanding extends Understanding {
  /** Trains anew what has changed; until then the models before serve. Rejects when the content cannot be read. */
  retrain(): Promise<void>;
}

interface Waiter {
  readonly resolve: (understood: Understood) => void;
  readonly reject: (error: Error) => void;
}

const WORKER_HEAP = { maxOldGenerationSizeMb: 512 };
const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));

/** The models, one locale after another; rejects with what stopped the training. */
const train = (order: TrainingOrder, onTrained: (trained: Trained) => void): Training => {
  const worker = new Worker(new URL('./train-worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits: WORKER_HEAP,
  });
  const done = new Promise<void>((resolve, reject) => {
    worker.on('message', onTrained);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
  return { done, stop: () => worker.terminate() };
};
interface Training {
  readonly done: Promise<void>;
  readonly stop: () => Promise<number>;
}

/** The reading thread and the questions it has not answered. */
const openReaderThread = (onLost: (error: Error) => void) => {
  const waiters = new Map<number, Waiter>();
  let lastId = 0;
  let failure: Error | null = null;
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    resourceLimits: WORKER_HEAP,
  });
  const rejectAll = (error: Error): void => {
    for (const { reject } of waiters.values()) reject(error);
    waiters.clear();
  };
  worker.on('message', ({ id, understood }: FromReader) => {
    waiters.get(id)?.resolve(understood);
    waiters.delete(id);
  });
  worker.on('error', (error) => {
    onLost(asError(error));
    rejectAll(asError(error));
  });
  worker.on('exit', () => rejectAll(new Error('the reading thread has ended')));
  const tell = (message: ToReader): void => worker.postMessage(message);
  return {
    give: (trained: Trained): void => tell({ kind: 'models', ...trained }),
    ask: (text: string, hint: Locale): Promise<Understood> =>
      new Promise((resolve, reject) => {
        if (failure !== null) {
          reject(failure);
          return;
        }
        lastId += 1;
        waiters.set(lastId, { resolve, reject });
        tell({ kind: 'understand', id: lastId, text, hint });
      }),
    hasAllModels: false,
    /** Without models nothing can be read: all questions, also later ones, are told why. */
    giveUp: (error: Error): void => {
      failure = error;
      rejectAll(error);
    },
    stop: () => worker.terminate(),
  };
};
type ReaderThread = ReturnType<typeof openReaderThread>;

/**
 * Starts a thread that trains (it ends when all locales are trained) and one that reads messages. `understand` waits for
 * the models of its own locale only; it rejects when the training failed, when the reading thread broke on it, or after
 * `close`. A broken reading thread is replaced at the next call.
 */
export const createUnderstanding = (options: UnderstandingOptions): TrainableUnderstanding => {
  let isClosed = false;
  let reader: ReaderThread | null = null;
  let training: Training | null = null;
  let trained: Promise<void> = Promise.resolve();

  const trainInto = async (thread: ReaderThread): Promise<void> => {
    const { phrasesFolder, rulesFolder, cacheFolder } = options;
    const examples = await options.examples();
    if (isClosed) return;
    training = train(
      { phrasesFolder, rulesFolder, cacheFolder, locales: LOCALES, examples },
      thread.give,
    );
    await training.done;
    thread.hasAllModels = true;
  };

  /** One training after another; what waits for models that never come is told why. */
  const order = (thread: ReaderThread): Promise<void> => {
    const next = trained.catch(() => undefined).then(() => trainInto(thread));
    trained = next.catch((error: unknown) => {
      // After a failed retraining the models before still serve.
      if (!thread.hasAllModels) thread.giveUp(asError(error));
      throw error;
    });
    // Whoever asks ready() gets the failure; nobody has to ask.
    trained.catch(() => undefined);
    return trained;
  };

  const open = (): ReaderThread => {
    const thread = openReaderThread(() => {
      if (reader === thread) reader = null;
    });
    reader = thread;
    order(thread).catch(() => undefined);
    return thread;
  };

  open();
  return {
    understand: async (text, hint) => {
      if (isClosed) throw new Error('closed');
      return (reader ?? open()).ask(text, hint);
    },
    ready: () => trained,
    retrain: () => (isClosed ? Promise.resolve() : order(reader ?? open())),
    close: async () => {
      isClosed = true;
      await Promise.all([training?.stop(), reader?.stop()]);
    },
  };
};
