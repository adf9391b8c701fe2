import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../src/adapters/embedded-postgres/postmaster.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/adapters/embedded-postgres/start.ts';

/** A durable PostgreSQL of the harness's own, which can be killed and comes back on the same port and data. */
export class DatabaseProcess {
  readonly #folder: string;
  readonly #port: number;
  #running: EmbeddedPostgres | undefined;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    process.once('exit', () => this.#running?.stopNow());
  }

  /** Of the database `mainstay`. */
  get url(): string {
    if (this.#running === undefined) throw new Error('the database does not run');
    return this.#running.url;
  }

  async start(): Promise<void> {
    this.#running = await startEmbeddedPostgres({
      dataDir: this.#folder,
      port: this.#port,
      durable: true,
    });
  }

  /**
   * SIGKILL to the postmaster, as when the machine takes it away, or SIGQUIT, PostgreSQL's immediate stop.
   * Its backends notice and end by themselves; nothing is flushed.
   */
  async crash(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    process.kill(running.pid, signal);
    while (isAlive(running.pid)) await sleep(20);
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }
}
