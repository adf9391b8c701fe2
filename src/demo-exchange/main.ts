import { createInterface } from 'node:readline';
import { BEGINS_ANEW, type DemoExchangeNews, demoExchangeOptions } from './options.ts';
import { ChainIsAnother, forgetEverything, startDemoExchange } from './start-demo-exchange.ts';

/** A line for the process that started this one. */
const tell = (news: DemoExchangeNews): void => {
  process.stdout.write(`${JSON.stringify(news)}\n`);
};

const failed = (error: unknown): never => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  process.exit(1);
};

/** The first line of standard input. What comes after it is only its end: whoever started this process is gone. */
const readOptions = async () => {
  const lines = createInterface({ input: process.stdin });
  const line = await new Promise<string>((settle, refuse) => {
    lines.once('line', settle);
    lines.once('close', () => refuse(new Error('no options came')));
  });
  return { options: demoExchangeOptions.parse(JSON.parse(line)), lines };
};

const run = async (): Promise<void> => {
  const { options, lines } = await readOptions();
  const running = await startDemoExchange({ options, say: (say) => tell({ say }) });
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
