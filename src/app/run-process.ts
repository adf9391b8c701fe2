import { isConnectionFailure } from '../adapters/postgres/errors.ts';
import { EXIT } from './exit-codes.ts';
import { explainFailure } from './explain-failure.ts';
import { startedByNpm } from './load-config.ts';

/** Things to undo at the end, newest first. */
export class Cleanup {
  readonly #steps: { readonly run: () => Promise<void> | void }[] = [];
  #done: Promise<void> | undefined;

  add(run: () => Promise<void> | void): void {
    this.#steps.unshift({ run });
  }

  /** Runs every step once, also when one of them fails; throws the first failure at the end. */
  run(): Promise<void> {
    this.#done ??= this.#runAll();
    return this.#done;
  }

  async #runAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const { run } of this.#steps) {
      try {
        await run();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

export interface ProcessHooks {
  /** Writes one line for the person at the terminal. */
  readonly say: (line: string) => void;
  /** The last thing before a forced end; must not wait. */
  readonly force: () => void;
  readonly onStopping: () => void;
}

const PARENT_CHECK_MS = 500;

/**
 * npm puts a shell between itself and us, which passes no signal on: whoever stops npm by its process id would leave
 * us running. So when npm started us, the end of our parent is taken as a signal.
 */
const watchParent = (onGone: () => void): void => {
  if (!startedByNpm()) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_CHECK_MS);
  timer.unref();
};

/** npm passes Ctrl-C on to us while the terminal sends it as well: that is one press, not two. */
const ONE_PRESS_MS = 700;

const reportFailure = (error: unknown, say: (line: string) => void): number => {
  const explanation = explainFailure(error);
  if (explanation === undefined) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.failure;
  }
  for (const sentence of explanation.sentences) say(sentence);
  return explanation.exitCode;
};

/**
 * The database's driver asks a new connection for its array types by a query of its own, which nobody awaits: when the
 * database ends at that moment, its failure reaches nobody. Whatever asked for the connection is told by the
 * connection's end, so the process can go on; any other forgotten failure is a bug and ends it.
 */
const outliveLostConnections = (say: (line: string) => void): void => {
  process.on('unhandledRejection', (error) => {
    if (!isConnectionFailure(error)) throw error;
    say('A connection to the database was lost while it was being opened.');
  });
};

/**
 * Runs a long-lived process: `start`, then wait for SIGINT, SIGTERM or SIGHUP, then clean up and exit.
 * A second press of Ctrl-C ends at once. A failure an operator can mend is told in sentences, without a stack.
 */
export const runProcess = async (
  start: (cleanup: Cleanup) => Promise<void>,
  hooks: ProcessHooks,
): Promise<void> => {
  const cleanup = new Cleanup();
  let stoppingSinceMs: number | undefined;

  const finish = async (exitCode: number): Promise<never> => {
    let code = exitCode;
    await cleanup.run().catch((error: unknown) => {
      code = reportFailure(error, hooks.say);
    });
    process.exit(code);
  };

  const onSignal = (): void => {
    if (stoppingSinceMs === undefined) {
      stoppingSinceMs = performance.now();
      hooks.onStopping();
      void finish(0);
    } else if (performance.now() - stoppingSinceMs > ONE_PRESS_MS) {
      hooks.force();
      process.exit(EXIT.interrupted);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  watchParent(onSignal);
  outliveLostConnections(hooks.say);

  try {
    await start(cleanup);
  } catch (error) {
    // A start that a signal interrupted fails in all sorts of ways; that is no news.
    if (stoppingSinceMs === undefined) await finish(reportFailure(error, hooks.say));
  }
};
