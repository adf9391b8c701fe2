import { createInterface } from 'node:readline';
import {
  BEGINS_ANEW,
  type DemoExchangeNews,
  demoExchangeOptions,
  START_CHAINS,
} from './options.ts';
import { ChainIsAnother, forgetEverything, startDemoExchange } from './start-demo-exchange.ts';

/** A line for the process that started this one. */
const tell = (news: DemoExchangeNews): void => {
  process.stdout.write(`${JSON.stringify(news)}\n`);
};

const failed = (error: unknown): never => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  process.exit(1);
};

/**
 * Standard input: the options in its first line, then perhaps the word that the chains may start. Its end says that
 * whoever started this process is gone.
 */
const readInput = () => {
  const lines = createInterface({ input: process.stdin });
  const [options, chains] = [Promise.withResolvers<string>(), Promise.withResolvers<void>()];
  lines.on('line', (line) => (line === START_CHAINS ? chains.resolve() : options.resolve(line)));
  lines.once('close', () => {
    options.reject(new Error('no options came'));
    chains.resolve();
  });
  return { lines, firstLine: options.promise, chainsMayStart: chains.promise };
};

const run = async (): Promise<void> => {
  const { lines, firstLine, chainsMayStart } = readInput();
  const options = demoExchangeOptions.parse(JSON.parse(await firstLine));
  const say = (sentence: string): void => tell({ say: sentence });
  const running = await startDemoExchange({ options, say, chainsMayStart });
  let isEnding = false;
  const end = (code: number): void => {
    if (isEnding) return;
    isEnding = true;
    running.close().then(() => process.exit(code), failed);
  };
  lines.once('close', () => end(0));
  // Ctrl-C reaches the whole group; whoever started this process ends it when its turn has come.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => signal === 'SIGTERM' && end(0));
  tell({ ready: { origin: running.origin } });
  await running.chainsStarted.catch(async (error: unknown) => {
    if (!(error instanceof ChainIsAnother) || options.dataDir === null) throw error;
    tell({ say: `${error.message} The demo exchange begins anew.` });
    await running.close();
    forgetEverything(options.dataDir);
    process.exit(BEGINS_ANEW);
  });
};

run().catch(failed);
