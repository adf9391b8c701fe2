import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findRunningPostgres } from '../../../src/adapters/embedded-postgres/find-running.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');
/** A fresh data folder learns the assistant's models first. */
export const READY_WITHIN_MS = 180_000;
const END_WITHIN_MS = 30_000;

export interface DemoServerOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly exchangePort: number;
  /** Takes all that the process says. */
  readonly outputFile: string;
  /** Articles of its own, which a journey may edit; those of the repository where there is none. */
  readonly articlesDir?: string;
}

/** Nodes of its own for this exchange: Ethereum at the port, Bitcoin at the next one, its wallet after that. */
const chainsAt = (port: number): string =>
  JSON.stringify([
    {
      ...{ name: 'ethereum', family: 'evm', url: `http://127.0.0.1:${port}` },
      ...{ chainId: 31_337, symbol: 'ETH', blockSeconds: 4 },
    },
    {
      ...{ name: 'bitcoin', family: 'bitcoin', network: 'regtest' },
      url: `http://x:journeys@127.0.0.1:${port + 1}`,
    },
  ]);

/** `npm start` in a process of its own: the demo with its embedded PostgreSQL; to be killed and started again. */
export class DemoServer {
  readonly origin: string;
  readonly exchangeOrigin: string;
  readonly dataDir: string;
  readonly #options: DemoServerOptions;
  #child: ChildProcess | undefined;

  constructor(options: DemoServerOptions) {
    this.#options = options;
    this.dataDir = options.dataDir;
    this.origin = `http://localhost:${options.port}`;
    this.exchangeOrigin = `http://localhost:${options.exchangePort}`;
    process.once('exit', () => this.#child?.kill('SIGTERM'));
  }

  /** The file with the structured log. */
  get logFile(): string {
    return join(this.dataDir, 'mainstay.log');
  }

  /** Plays a scene at the demo exchange, for example `late-deposit`; the ids of what came of it. */
  async playScene(
    name: string,
    asked: { readonly user: string } & Readonly<Record<string, string | number>>,
  ): Promise<Readonly<Record<string, string>>> {
    const token = readFileSync(join(this.dataDir, 'demo-exchange', 'scenes-token'), 'utf8').trim();
    const reply = await fetch(`${this.exchangeOrigin}/scenes/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-scenes-token': token },
      body: JSON.stringify(asked),
    });
    const said = await reply.text();
    if (!reply.ok) throw new Error(`${name}: ${reply.status} ${said}`);
    return JSON.parse(said) as Record<string, string>;
  }

  get databaseUrl(): string {
    const url = findRunningPostgres(this.dataDir);
    if (url === undefined) throw new Error('the embedded database does not run');
    return url;
  }

  /** Starts it and waits until it says that it is ready; throws with its words when it ends instead. */
  async start(): Promise<void> {
    const { dataDir, port, exchangePort, outputFile, articlesDir } = this.#options;
    mkdirSync(dataDir, { recursive: true });
    const child = spawn(process.execPath, [join(ROOT, 'src', 'app', 'start.ts')], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        MAINSTAY_DATA_DIR: dataDir,
        MAINSTAY_HTTP_PORT: String(port),
        MAINSTAY_DEMO_EXCHANGE_PORT: String(exchangePort),
        MAINSTAY_CHAINS: chainsAt(exchangePort + 1),
        // All people of the journeys come from one address.
        MAINSTAY_FLOOD_SCALE: '100',
        ...(articlesDir === undefined ? {} : { MAINSTAY_ARTICLES_DIR: articlesDir }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let said = '';
    await new Promise<void>((settle, refuse) => {
      const timer = setTimeout(
        () => refuse(new Error(`the demo was not ready in time:\n${said}`)),
        READY_WITHIN_MS,
      );
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        appendFileSync(outputFile, chunk);
        if (!said.includes('Mainstay is ready.')) return;
        clearTimeout(timer);
        settle();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => {
        clearTimeout(timer);
        refuse(new Error(`the demo ended with ${code}:\n${said}`));
      });
    });
  }

  /** SIGKILL to the process, as when the machine takes it away; its PostgreSQL goes on or ends by itself. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ctrl-C. */
  stop(): Promise<void> {
    return this.#end('SIGINT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }
}
