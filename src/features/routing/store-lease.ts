import { sql } from 'kysely';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

/** A lease that this process holds. Writes under it are refused once the epoch has moved on. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly epoch: number;
}

/**
 * Takes or renews a lease, on the database's clock. Undefined while somebody else holds it. A lease that lapsed gets
 * a new epoch even for the same holder: what was begun before must not be written.
 */
export const holdLease = async (
  connection: Connection,
  name: string,
  holder: string,
  forMs: number,
): Promise<Lease | undefined> => {
  const { rows } = await sql<{ epoch: number }>`
    INSERT INTO leases AS l (name, holder, epoch, expires_at)
    VALUES (${name}, ${holder}, 1, clock_timestamp() + ${forMs}::float8 * interval '1 millisecond')
    ON CONFLICT (name) DO UPDATE SET
      holder = excluded.holder,
      epoch = CASE WHEN l.holder = excluded.holder AND l.expires_at > clock_timestamp() THEN l.epoch ELSE l.epoch + 1 END,
      expires_at = excluded.expires_at
    WHERE l.holder = excluded.holder OR l.expires_at <= clock_timestamp()
    RETURNING epoch`.execute(connection);
  const epoch = rows[0]?.epoch;
  return epoch === undefined ? undefined : { name, holder, epoch };
};

/** Ends it at once, so that another process need not wait. */
export const dropLease = async (connection: Connection, lease: Lease): Promise<void> => {
  await sql`UPDATE leases SET expires_at = clock_timestamp()
    WHERE name = ${lease.name} AND holder = ${lease.holder} AND epoch = ${lease.epoch}`.execute(
    connection,
  );
};

/** Holds the lease's row until the transaction ends; fails with `lease_lost` when it is no longer ours. */
export const checkLease = async (trx: Transaction, lease: Lease): Promise<Outcome<null>> => {
  const { rows } = await sql`
    SELECT 1 FROM leases WHERE name = ${lease.name} AND holder = ${lease.holder} AND epoch = ${lease.epoch}
      AND expires_at > clock_timestamp() FOR SHARE`.execute(trx);
  return rows.length > 0 ? ok(null) : fail('conflict', 'lease_lost');
};
