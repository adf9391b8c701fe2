import postgres from 'postgres';
import { ConnectionLost, isConnectionFailure } from './errors.ts';

export interface PoolSettings {
  readonly url: string;
  readonly maxConnections: number;
  readonly applicationName: string;
  /** The server ends a statement after this many milliseconds; 0 means never. */
  readonly statementTimeoutMs: number;
  /** The server ends a transaction whose client fell silent for this many milliseconds; 0 means never. */
  readonly idleInTransactionTimeoutMs: number;
}

export type Client = ReturnType<typeof createClient>;
export type Rows = readonly Record<string, unknown>[] & {
  readonly command: string;
  readonly count: number | null;
};

const CONNECT_TIMEOUT_SECONDS = 5;
const END_TIMEOUT_SECONDS = 5;
/** A session is replaced after this long, so that its prepared statements do not pile up for ever. */
const MAX_AGE_MS = 30 * 60_000;

/** `bigint` columns hold counters, sequences and times: numbers, as long as they are exact. */
const parseInt8 = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint beyond 2^53 was read');
  return value;
};

const createClient = (settings: PoolSettings, onClose: () => void) =>
  postgres(settings.url, {
    max: 1,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    idle_timeout: undefined,
    max_lifetime: null,
    backoff: false,
    prepare: true,
    onnotice: () => undefined,
    onclose: onClose,
    connection: {
      application_name: settings.applicationName,
      statement_timeout: settings.statementTimeoutMs,
      idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMs,
      TimeZone: 'UTC',
    },
    types: { int8: { to: 20, from: [20], serialize: String, parse: parseInt8 } },
  });

/**
 * The type of a parameter is asked of the server (type 0), never guessed from its first element:
 * else `[true]` could not be stored as jsonb, nor an empty list be passed as `uuid[]`.
 */
const asParameter = (client: Client, value: unknown): unknown =>
  Array.isArray(value) || typeof value === 'boolean' ? client.typed(value as never, 0) : value;

/**
 * One session. The driver reconnects by itself, which must never happen in the middle of a transaction
 * (the rest would run outside it): a session whose connection broke refuses everything and is thrown away.
 */
export class PooledSession {
  readonly #client: Client;
  readonly #bornAtMs = performance.now();
  #broken = false;
  #connected = false;

  constructor(settings: PoolSettings) {
    this.#client = createClient(settings, () => {
      // The driver also reports the end of attempts that never connected.
      this.#broken = true;
    });
  }

  get usable(): boolean {
    return !this.#broken && performance.now() - this.#bornAtMs < MAX_AGE_MS;
  }

  get connected(): boolean {
    return this.#connected;
  }

  async run(text: string, parameters: readonly unknown[]): Promise<Rows> {
    if (this.#broken) throw new ConnectionLost();
    try {
      const values = parameters.map((value) => asParameter(this.#client, value));
      const rows = await this.#client.unsafe(text, values as never[], { prepare: true });
      this.#connected = true;
      return rows as unknown as Rows;
    } catch (error) {
      if (isConnectionFailure(error)) this.#broken = true;
      throw error;
    }
  }

  /** Result rows in portions of `size`, through a portal. */
  async *stream(text: string, parameters: readonly unknown[], size: number): AsyncGenerator<Rows> {
    if (this.#broken) throw new ConnectionLost();
    const values = parameters.map((value) => asParameter(this.#client, value));
    for await (const rows of this.#client.unsafe(text, values as never[]).cursor(size)) {
      yield rows as unknown as Rows;
    }
  }

  /** The driver's own client, for COPY. */
  get client(): Client {
    return this.#client;
  }

  discard(): Promise<void> {
    return this.#client.end({ timeout: this.#broken ? 0 : END_TIMEOUT_SECONDS });
  }
}

interface Waiter {
  readonly resolve: (session: PooledSession) => void;
  readonly reject: (error: Error) => void;
}

/** At most `maxConnections` sessions, each lent to one piece of work at a time; those who wait are served in order. */
export class SessionPool {
  readonly #settings: PoolSettings;
  readonly #idle: PooledSession[] = [];
  readonly #lent = new Set<PooledSession>();
  readonly #waiting: Waiter[] = [];
  #ended = false;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  acquire(): Promise<PooledSession> {
    if (this.#ended) return Promise.reject(new Error('the pool of database connections has ended'));
    const session = this.#take();
    if (session !== undefined) return Promise.resolve(session);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  release(session: PooledSession): void {
    this.#lent.delete(session);
    if (session.usable && !this.#ended) this.#idle.push(session);
    else this.#discard(session);
    if (this.#waiting.length === 0) return;
    const next = this.#take();
    if (next !== undefined) this.#waiting.shift()?.resolve(next);
  }

  /** Ends idle sessions at once and lent ones when they are given back. */
  async end(): Promise<void> {
    this.#ended = true;
    for (const waiter of this.#waiting.splice(0)) {
      waiter.reject(new Error('the pool of database connections has ended'));
    }
    await Promise.all(this.#idle.splice(0).map((session) => session.discard()));
  }

  #take(): PooledSession | undefined {
    // The one used last has the warmest caches.
    for (let session = this.#idle.pop(); session !== undefined; session = this.#idle.pop()) {
      if (session.usable) {
        this.#lent.add(session);
        return session;
      }
      this.#discard(session);
    }
    if (this.#lent.size >= this.#settings.maxConnections) return undefined;
    const created = new PooledSession(this.#settings);
    this.#lent.add(created);
    return created;
  }

  #discard(session: PooledSession): void {
    // A connection that is broken already may fail to end; there is nothing left to save in it.
    session.discard().catch(() => undefined);
  }
}
