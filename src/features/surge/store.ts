import { sql } from 'kysely';
import type { AgentId, AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
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
    SELECT slot, count(*)::int AS calls FROM surge_calls WHERE slot >= ${time(from)} AND outcome IS NULL GROUP BY 1`.execute(
    connection,
  );
  return new Map(rows.map(({ slot, calls }) => [slot.getTime(), calls]));
};

/** False where the half hour is full. One at a time takes a place in it. */
export const takeSlot = async (
  trx: Transaction,
  call: {
    readonly conversationId: ConversationId;
    readonly customerId: CustomerId;
    readonly slot: AtMs;
    readonly sealed: Uint8Array | null;
  },
  perSlot: number,
): Promise<boolean> => {
  await lockMode(trx);
  const { conversationId, customerId, slot, sealed } = call;
  const owner = sealed === null ? null : customerId;
  const { rows } = await sql`
    INSERT INTO surge_calls (conversation_id, slot, customer_id, number_sealed)
    SELECT ${conversationId}, ${time(slot)}, ${owner}::uuid, ${sealed}::bytea
    WHERE (SELECT count(*) FROM surge_calls WHERE slot = ${time(slot)} AND outcome IS NULL
      AND conversation_id <> ${conversationId}) < ${perSlot}
    ON CONFLICT (conversation_id) DO UPDATE SET slot = excluded.slot, customer_id = excluded.customer_id,
      number_sealed = excluded.number_sealed, tries = 0, outcome = NULL, ended_at = NULL RETURNING 1`.execute(
    trx,
  );
  return rows.length > 0;
};
