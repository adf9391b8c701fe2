import { sql } from 'kysely';
import type { Connection, Database, Transaction } from '../../ports/database.ts';

declare module '../../ports/database.ts' {
  interface Tables {
    exchange_events: { event_id: string; seen_at: Date };
    exchange_feed: {
      only_row: boolean;
      cursor: string | null;
      holder: string | null;
      epoch: number;
      held_until: Date | null;
    };
  }
}

/** The right to read the feed, and where it was left. */
export interface FeedLease {
  readonly holder: string;
  readonly epoch: number;
  /** Null: from the exchange's oldest event. */
  readonly cursor: string | null;
}

/** Takes or renews the right to read the feed, on the database's clock; undefined while another process has it. */
export const holdFeed = async (
  connection: Connection,
  holder: string,
  forMs: number,
): Promise<FeedLease | undefined> => {
  const { rows } = await sql<{ epoch: number; cursor: string | null }>`
    UPDATE exchange_feed SET
      holder = ${holder},
      epoch = CASE WHEN holder = ${holder} AND held_until > clock_timestamp() THEN epoch ELSE epoch + 1 END,
      held_until = clock_timestamp() + ${forMs}::float8 * interval '1 millisecond'
    WHERE holder = ${holder} OR held_until IS NULL OR held_until <= clock_timestamp()
    RETURNING epoch, cursor`.execute(connection);
  const [row] = rows;
  return row === undefined ? undefined : { holder, epoch: Number(row.epoch), cursor: row.cursor };
};

/** Moves the cursor on, or with null back to the oldest event; false when the lease was lost meanwhile. */
export const moveCursor = async (
  trx: Transaction,
  { holder, epoch }: FeedLease,
  cursor: string | null,
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE exchange_feed SET cursor = ${cursor}
    WHERE holder = ${holder} AND epoch = ${epoch} AND held_until > clock_timestamp()
    RETURNING 1`.execute(trx);
  return rows.length > 0;
};

/** Lets another process read at once. */
export const leaveFeed = async (database: Database, holder: string): Promise<void> => {
  await sql`UPDATE exchange_feed SET held_until = clock_timestamp() WHERE holder = ${holder}`.execute(
    database,
  );
};

/** Notes events; those that were not known before. In the order of their ids, so that two writers never block each other. */
export const noteEvents = async (
  trx: Transaction,
  eventIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ event_id: string }>`
    INSERT INTO exchange_events (event_id)
    SELECT DISTINCT given.id FROM unnest(${[...eventIds]}::text[]) AS given(id) ORDER BY given.id
    ON CONFLICT DO NOTHING RETURNING event_id`.execute(trx);
  return new Set(rows.map((row) => row.event_id));
};

/** Forgets events that are older than anything may be repeated. */
export const purgeEvents = async (database: Database, keepDays: number): Promise<void> => {
  await sql`DELETE FROM exchange_events
    WHERE seen_at < now() - ${keepDays}::float8 * interval '1 day'`.execute(database);
};
