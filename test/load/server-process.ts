import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '..', '..');
const READY_WITHIN_MS = 60_000;

/** Ends with us, however we end. */
const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

export interface ServerProcessOptions {
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Takes what the process says on standard output and error. */
  readonly logFile: string;
  /** What to run, relative to the project; the product's server when absent. */
  readonly entry?: string;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
}

/** A server in a process of its own, as an operator runs it; to be killed, stopped and started again. */
export class ServerProcess {
  readonly port: number;
  readonly base: string;
  readonly #options: ServerProcessOptions;
  /** Ends that nobody asked for after the process had been ready, with the last words. */
  readonly ownEnds: string[] = [];
  #wasReady = false;
  #child: ChildProcess | undefined;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.port = options.port;
    this.base = `http://127.0.0.1:${options.port}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get running(): boolean {
    return (
      this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
    );
  }

  /** Starts the process and waits until it says that it is ready. Throws with its last words when it ends instead. */
  async start(): Promise<void> {
    this.launch();
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline) {
      if (!this.running)
        throw new Error(`the server on port ${this.port} ended: ${this.#lastWords}`);
      if (await this.isReady()) {
        this.#wasReady = true;
        return;
      }
      await sleep(50);
    }
    throw new Error(`the server on port ${this.port} was not ready in time: ${this.#lastWords}`);
  }

  /** Starts the process and does not wait. */
  launch(): void {
    const {
      entry = join('src', 'app', 'serve.ts'),
      args = [],
      nodeArgs = [],
      environment,
      logFile,
    } = this.#options;
    const child = spawn(process.execPath, [...nodeArgs, join(ROOT, entry), ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#wasReady = false;
    const keep = (chunk: Buffer): void => {
      this.#lastWords = chunk.toString().trim().slice(-1_000);
      appendFileSync(logFile, chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    living.add(child);
    child.once('exit', (code, signal) => {
      living.delete(child);
      if (this.#wasReady)
        this.ownEnds.push(`port ${this.port} ended (${code ?? signal}): ${this.#lastWords}`);
    });
  }

  #lastWords = '';

  async isReady(): Promise<boolean> {
    try {
      const reply = await fetch(`${this.base}/readyz`, { signal: AbortSignal.timeout(2_000) });
      await reply.arrayBuffer();
      return reply.ok;
    } catch {
      return false;
    }
  }

  signal(signal: NodeJS.Signals): void {
    if (this.running) this.#child?.kill(signal);
  }

  /** Ends it at once or politely, and waits for its end. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.running) return;
    this.#wasReady = false;
    const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
    child.kill(signal);
    // A stopped process hears only SIGKILL.
    if (signal !== 'SIGKILL') setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
    await ended;
  }
}
