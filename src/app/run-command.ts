import { parseArgs } from 'node:util';
import { EXIT } from './exit-codes.ts';
import { Refusal } from './explain-failure.ts';
import { type Cleanup, runProcess } from './run-process.ts';

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Runs a command that ends by itself, such as a backup; failures that can be mended are told in a sentence. */
export const runCommand = (work: (cleanup: Cleanup) => Promise<void>): Promise<void> =>
  runProcess(
    async (cleanup) => {
      await work(cleanup);
      await cleanup.run();
      process.exit(0);
    },
    { say, force: () => undefined, onStopping: () => say('Stopping …') },
  );

/** The value of the only option of a command, such as `--to FILE`, or `standard` without it. Throws `Refusal` with the usage. */
export const readOption = (name: string, usage: string, standard?: string): string => {
  try {
    const { values } = parseArgs({ options: { [name]: { type: 'string' } } });
    const value = values[name];
    if (typeof value === 'string' && value !== '') return value;
    if (value === undefined && standard !== undefined) return standard;
  } catch {
    // An unknown or doubled option: the usage says what is right.
  }
  throw new Refusal(`Usage: ${usage}`, EXIT.usage);
};
