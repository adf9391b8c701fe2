import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BEGINS_ANEW,
  type DemoExchangeNews,
  type DemoExchangeOptions,
  START_CHAINS,
} from '../demo-exchange/options.ts';

const PROGRAM = join(import.meta.dirname, '../demo-exchange/main.ts');
const END_WITHIN_MS = 8_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** So long alive, and what ended it counts as new. */
const STEADY_MS = 60_000;
const KEPT_CHARS = 4_000;
/** A process that was killed with its owner takes a moment to leave its port. */
const PORT_PATIENCE_MS = 5_000;

export interface DemoExchangeProcess {
  /** Settled when it answers; refused when its first start failed. */
  readonly ready: Promise<void>;
  /** Lets the chains' nodes come up, now and after every new start. */
  startChains(): void;
  close(): Promise<void>;
}

/** The port was taken: as Node itself says it, so that it is explained in the same words. */
const startFailure = (said: string, port: number): Error => {
  if (!said.includes('EADDRINUSE')) return new Error(`The demo exchange did not start: ${said}`);
  return Object.assign(new Error(`listen EADDRINUSE: ${port}`), { code: 'EADDRINUSE', port });
};

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
}

/**
 * One process of the exchange. It lives as long as its standard input is open, so it ends with this process however
 * that ends; in a group of its own, Ctrl-C reaches it only through us.
 */
const spawnOnce = (
  options: DemoExchangeOptions,
  hear: (news: DemoExchangeNews) => void,
): Running => {
  const child = spawn(process.execPath, ['--no-warnings', PROGRAM], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-KEPT_CHARS);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) hear(JSON.parse(line) as DemoExchangeNews);
  });
  // A process that ended already takes no more input; its end is told below.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(options)}\n`);
  const ended = new Promise<number | null>((settle) => child.once('exit', settle));
  return { child, ended, said: () => said.trim() };
};

/**
 * Runs the demo exchange in a process of its own and starts it again when it ends. `say` gets sentences for the person
 * at the terminal.
 */
export const runDemoExchange = (
  options: DemoExchangeOptions,
  say: (sentence: string) => void,
  onStart: (pid: number | undefined) => void = () => undefined,
): DemoExchangeProcess => {
  let isClosing = false;
  let running: Running | undefined;
  const first = Promise.withResolvers<void>();
  let isReady = false;
  let mayStartChains = false;

  const hear = (news: DemoExchangeNews): void => {
    if ('ready' in news) {
      isReady = true;
      first.resolve();
    } else if (!isClosing) say(`Demo exchange: ${news.say}`);
  };

  const keep = async (): Promise<void> => {
    let pauseMs = FIRST_PAUSE_MS;
    const begunAt = performance.now();
    while (!isClosing) {
      const startedAt = performance.now();
      running = spawnOnce(options, hear);
      onStart(running.child.pid);
      if (mayStartChains) running.child.stdin?.write(`${START_CHAINS}\n`);
      const code = await running.ended;
      if (isClosing) return;
      if (!isReady) {
        const failure = startFailure(running.said(), options.port);
        const mayBeLeaving = 'code' in failure && performance.now() - begunAt < PORT_PATIENCE_MS;
        if (!mayBeLeaving) {
          first.reject(failure);
          return;
        }
        await sleep(FIRST_PAUSE_MS);
        continue;
      }
      if (code === BEGINS_ANEW) continue;
      if (performance.now() - startedAt > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
      say(`Demo exchange: it ended with ${code} and is started again. ${running.said()}`);
      await sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  };
  const kept = keep();

  return {
    ready: first.promise,
    startChains: () => {
      mayStartChains = true;
      running?.child.stdin?.write(`${START_CHAINS}\n`);
    },
    close: async () => {
      isClosing = true;
      if (running === undefined) return;
      const { child } = running;
      child.stdin?.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
      await running.ended;
      clearTimeout(timer);
      await Promise.race([kept, sleep(0)]);
    },
  };
};
