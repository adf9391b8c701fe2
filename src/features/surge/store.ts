import { sql } from 'kysely';
import type { AgentId, AtMs, ConversationId } from '../../core/ids.ts';
import type { SurgeSigns } from '../../core/incidents/surge.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import './tables.ts';

export interface SurgeMode {
  readonly isOn: boolean;
  readonly since: AtMs | null;
  /** It does not end by itself before this. */
  readonly keepsUntil: AtMs | null;
  readonly signs: SurgeSigns;
}

const time = (value: AtMs | null) => sql`to_timestamp(${value}::float8 / 1000.0)`;

const read = async (connection: Connection, lock: string): Promise<SurgeMode> => {
  const { rows } = await sql<{
    is_on: boolean;
    since: Date | null;
    keeps_until: Date | null;
    signs: SurgeSigns;
  }>`SELECT is_on, since, keeps_until, signs FROM surge_mode ${sql.raw(lock)}`.execute(connection);
  const row = rows[0];
  if (row === undefined) throw new Error('the row of surge mode is gone');
  return {
    isOn: row.is_on,
    since: row.since?.getTime() ?? null,
    keepsUntil: row.keeps_until?.getTime() ?? null,
    signs: row.signs,
  };
};

export const readMode = (connection: Connection): Promise<SurgeMode> => read(connection, '');

export const lockMode = (trx: Transaction): Promise<SurgeMode> => read(trx, 'FOR UPDATE');

export const setMode = async (
  trx: Transaction,
  isOn: boolean,
  by: AgentId | null,
  at: AtMs,
  keepsUntil: AtMs | null,
): Promise<void> => {
  await sql`
    UPDATE surge_mode SET is_on = ${isOn}, since = ${time(at)}, set_by = ${by},
      keeps_until = ${time(keepsUntil)}`.execute(trx);
};

export const saveSigns = async (trx: Transaction, signs: SurgeSigns): Promise<void> => {
  await sql`UPDATE surge_mode SET signs = ${JSON.stringify(signs)}::text::jsonb`.execute(trx);
};

/** How many are called back in each half hour from now on. */
export const countCalls = async (
  connection: Connection,
  from: AtMs,
): Promise<ReadonlyMap<AtMs, number>> => {
  const { rows } = await sql<{ slot: Date; calls: number }>`
    SELECT slot, count(*)::int AS calls FROM surge_calls WHERE slot >= ${time(from)} GROUP BY 1`.execute(
    connection,
  );
  return new Map(rows.map(({ slot, calls }) => [slot.getTime(), calls]));
};

/** False where the half hour is full. One at a time takes a place in it. */
export const takeSlot = async (
  trx: Transaction,
  conversationId: ConversationId,
  slot: AtMs,
  perSlot: number,
): Promise<boolean> => {
  await lockMode(trx);
  const { rows } = await sql`
    INSERT INTO surge_calls (conversation_id, slot)
    SELECT ${conversationId}, ${time(slot)}
    WHERE (SELECT count(*) FROM surge_calls WHERE slot = ${time(slot)} AND conversation_id <> ${conversationId}) < ${perSlot}
    ON CONFLICT (conversation_id) DO UPDATE SET slot = excluded.slot RETURNING 1`.execute(trx);
  return rows.length > 0;
};

/** Calls of days gone by. */
export const purgeCalls = async (connection: Connection): Promise<void> => {
  await sql`DELETE FROM surge_calls WHERE slot < now() - interval '2 days'`.execute(connection);
};
