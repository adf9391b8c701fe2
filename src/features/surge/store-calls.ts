import { sql } from 'kysely';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import './tables.ts';

/** A call that was promised and not made yet. */
export interface OpenCall {
  readonly conversationId: ConversationId;
  readonly customerId: CustomerId;
  /** The half hour that begins then. */
  readonly slot: AtMs;
  /** How often nobody answered. */
  readonly tries: number;
  readonly numberSealed: Uint8Array;
}

interface CallRow {
  conversation_id: ConversationId;
  customer_id: CustomerId;
  slot: Date;
  tries: number;
  number_sealed: Uint8Array;
}

const COLUMNS = sql.raw('conversation_id, customer_id, slot, tries, number_sealed');
const OPEN = sql.raw('number_sealed IS NOT NULL AND customer_id IS NOT NULL AND outcome IS NULL');

const toCall = (row: CallRow): OpenCall => ({
  conversationId: row.conversation_id,
  customerId: row.customer_id,
  slot: row.slot.getTime(),
  tries: row.tries,
  numberSealed: row.number_sealed,
});

/** Whom to call, those that are due first. */
export const listCalls = async (
  connection: Connection,
  limit: number,
): Promise<readonly OpenCall[]> => {
  const { rows } = await sql<CallRow>`
    SELECT ${COLUMNS} FROM surge_calls WHERE ${OPEN} ORDER BY slot, conversation_id LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map(toCall);
};

export const findCall = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<OpenCall | undefined> => {
  const { rows } = await sql<CallRow>`
    SELECT ${COLUMNS} FROM surge_calls WHERE conversation_id = ${conversationId} AND ${OPEN}`.execute(
    connection,
  );
  return rows[0] && toCall(rows[0]);
};

const ofTry = ({ conversationId, tries }: Pick<OpenCall, 'conversationId' | 'tries'>) =>
  sql`conversation_id = ${conversationId} AND tries = ${tries} AND ${OPEN}`;

/** False where somebody else has said already what came of this try. */
export const putOff = async (trx: Transaction, call: OpenCall, slot: AtMs): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE surge_calls SET tries = tries + 1, slot = to_timestamp(${slot}::float8 / 1000.0)
    WHERE ${ofTry(call)} RETURNING 1`.execute(trx);
  return rows.length > 0;
};

/** The number is destroyed with it. False where somebody else has said already what came of this try. */
export const endCall = async (
  trx: Transaction,
  call: OpenCall,
  outcome: 'reached' | 'given_up',
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE surge_calls SET outcome = ${outcome}, ended_at = clock_timestamp(), number_sealed = NULL
    WHERE ${ofTry(call)} RETURNING 1`.execute(trx);
  return rows.length > 0;
};

/** Calls of days gone by. One that nobody made is kept on the list for a week, and its number no longer. */
export const purgeCalls = async (connection: Connection): Promise<void> => {
  await sql`DELETE FROM surge_calls WHERE slot < now() - interval '2 days'
    AND (NOT (${OPEN}) OR slot < now() - interval '7 days')`.execute(connection);
};
