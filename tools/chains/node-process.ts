import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const SHOWN_CHARS = 200;

/** Of a whole stack, the line that says what happened. */
const sentenceOf = (said: string): string => {
  const lines = said.split('\n').map((line) => line.trim());
  const line = lines.find((one) => /error/i.test(one)) ?? lines.find((one) => one !== '');
  return (line ?? 'it said nothing').slice(0, SHOWN_CHARS).replace(/\.$/, '');
};

/** A chain node that did not start. The message is one sentence for the operator. */
export class NodeNotStarted extends Error {
  constructor(what: string, reason: string) {
    super(`The ${what} node did not start: ${sentenceOf(reason)}.`);
    this.name = 'NodeNotStarted';
  }
}

export interface NodeProcess {
  readonly child: ChildProcess;
  /** What it said last, for errors. */
  readonly said: () => string;
  /** Closing its input ends it; resolves when it has ended. */
  stop(): Promise<void>;
}

const SAID_CHARS = 4_000;
const KILL_AFTER_MS = 6_000;

/** Fails with a sentence when somebody listens there already. */
export const assertPortFree = (what: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(new NodeNotStarted(what, `port ${port} is taken by another program`)),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });

const MAX_TRIED = 200;

/** The first port from `first` on that nobody listens on. */
export const findFreePort = async (first: number): Promise<number> => {
  for (let port = first; port < first + MAX_TRIED; port += 1) {
    const free = await assertPortFree('chain', port).then(
      () => true,
      () => false,
    );
    if (free) return port;
  }
  throw new NodeNotStarted('chain', `no free port from ${first} on`);
};

/** Runs one of our scripts, which watches its input and so ends with this process whatever ends it. */
export const startProcess = (script: string, args: readonly string[]): NodeProcess => {
  const child = spawn(process.execPath, ['--no-warnings', script, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl+C reaches this process, which then closes the node in order.
    detached: true,
  });
  let said = '';
  const keep = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-SAID_CHARS);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // Ending while we write to it is no fault of ours.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  // Nothing here keeps the owner's process alive.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) unrefStream(stream);
  return {
    child,
    said: () => said,
    stop: async () => {
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
      await ended;
      clearTimeout(timer);
    },
  };
};

const unrefStream = (stream: unknown): void => {
  (stream as { unref?: () => void }).unref?.();
};

const POLL_MS = 50;

/** Waits until `answers` does. Throws `NodeNotStarted` when the process ends before, or after `limitMs`. */
export const waitUntilReady = async (
  what: string,
  node: NodeProcess,
  answers: () => Promise<boolean>,
  limitMs: number,
): Promise<void> => {
  const deadline = Date.now() + limitMs;
  for (;;) {
    if (await answers()) return;
    if (node.child.exitCode !== null || node.child.signalCode !== null) {
      throw new NodeNotStarted(what, node.said() || 'it ended at once');
    }
    if (Date.now() > deadline) {
      await node.stop();
      throw new NodeNotStarted(what, `no answer within ${limitMs / 1000} s`);
    }
    await sleep(POLL_MS);
  }
};
