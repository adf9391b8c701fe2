import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { PooledSession, SessionPool } from './pool.ts';

const COUNTING: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

class Connection implements DatabaseConnection {
  readonly session: PooledSession;
  constructor(session: PooledSession) {
    this.session = session;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.session.run(query.sql, query.parameters);
    const rows = Array.from(result) as R[];
    return COUNTING.has(result.command)
      ? { rows, numAffectedRows: BigInt(result.count ?? 0) }
      : { rows };
  }

  async *streamQuery<R>(query: CompiledQuery, size: number): AsyncGenerator<QueryResult<R>> {
    for await (const rows of this.session.stream(query.sql, query.parameters, size)) {
      yield { rows: Array.from(rows) as R[] };
    }
  }
}

/** A statement inside the transaction failed, its error was swallowed, and so COMMIT rolled everything back. */
class TransactionWasAborted extends Error {
  constructor() {
    super('COMMIT was answered with ROLLBACK: an error inside the transaction was swallowed.');
    this.name = 'TransactionWasAborted';
  }
}

class SessionDriver implements Driver {
  readonly #pool: SessionPool;
  constructor(pool: SessionPool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    return new Connection(await this.#pool.acquire());
  }

  async releaseConnection(connection: Connection): Promise<void> {
    this.#pool.release(connection.session);
  }

  async beginTransaction(connection: Connection, settings: TransactionSettings): Promise<void> {
    const isolation =
      settings.isolationLevel === undefined ? '' : ` isolation level ${settings.isolationLevel}`;
    const access = settings.accessMode === undefined ? '' : ` ${settings.accessMode}`;
    await connection.session.run(`begin${isolation}${access}`, []);
  }

  async commitTransaction(connection: Connection): Promise<void> {
    const { command } = await connection.session.run('commit', []);
    if (command === 'ROLLBACK') throw new TransactionWasAborted();
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    await connection.session.run('rollback', []);
  }

  async savepoint(connection: Connection, name: string): Promise<void> {
    await connection.session.run(`savepoint ${quoted(name)}`, []);
  }

  async rollbackToSavepoint(connection: Connection, name: string): Promise<void> {
    await connection.session.run(`rollback to savepoint ${quoted(name)}`, []);
  }

  async releaseSavepoint(connection: Connection, name: string): Promise<void> {
    await connection.session.run(`release savepoint ${quoted(name)}`, []);
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Kysely over our own pool; every statement is prepared once for each session and then only bound. */
export const createDialect = (pool: SessionPool): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new SessionDriver(pool),
  createIntrospector: (database) => new PostgresIntrospector(database),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});
