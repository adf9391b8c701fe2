import { sql } from 'kysely';
import type { Field, FieldDefinition } from '../../core/fields/field.ts';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface CaseFieldsTable {
  field_id: string;
  key: string;
  definition: unknown;
  position: number;
  version: number;
  retired_at: Date | null;
  updated_at: Date;
}

interface FieldValuesTable {
  conversation_id: ConversationId;
  field_id: string;
  customer_id: CustomerId;
  value: unknown;
  value_sealed: Uint8Array | null;
  given_by: GivenBy;
  updated_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    case_fields: CaseFieldsTable;
    field_values: FieldValuesTable;
  }
}

export type GivenBy = 'customer' | 'staff' | 'system';

interface FieldRow {
  readonly field_id: string;
  readonly key: string;
  readonly definition: FieldDefinition;
  readonly position: number;
  readonly version: number;
  readonly retired: boolean;
}

/** In the order in which they are asked; retired ones as well. */
export const listFields = async (connection: Connection): Promise<readonly Field[]> => {
  const { rows } = await sql<FieldRow>`
    SELECT field_id, key, definition, position, version, retired_at IS NOT NULL AS retired
    FROM case_fields ORDER BY position, key`.execute(connection);
  return rows.map(({ field_id: fieldId, definition, ...rest }) => ({
    ...definition,
    fieldId,
    ...rest,
  }));
};

export interface FieldToStore {
  readonly fieldId: string;
  readonly key: string;
  readonly definition: FieldDefinition;
  readonly position: number;
}

/** False when the key belongs to another field. */
export const insertField = async (trx: Transaction, field: FieldToStore): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO case_fields (field_id, key, definition, position)
    VALUES (${field.fieldId}, ${field.key}, ${JSON.stringify(field.definition)}::text::jsonb, ${field.position})
    ON CONFLICT (key) DO NOTHING RETURNING 1`.execute(trx);
  return rows.length > 0;
};

/** False when somebody changed it meanwhile. The kind and the key stay as they are. */
export const updateField = async (
  trx: Transaction,
  field: Omit<FieldToStore, 'key'> & { readonly version: number; readonly retired: boolean },
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE case_fields SET definition = ${JSON.stringify(field.definition)}::text::jsonb,
      position = ${field.position}, version = version + 1, updated_at = clock_timestamp(),
      retired_at = CASE WHEN ${field.retired} THEN coalesce(retired_at, clock_timestamp()) END
    WHERE field_id = ${field.fieldId} AND version = ${field.version} RETURNING 1`.execute(trx);
  return rows.length > 0;
};

export interface StoredValue {
  readonly fieldId: string;
  readonly customerId: CustomerId;
  readonly value: string | null;
  readonly sealed: Uint8Array | null;
  readonly givenBy: GivenBy;
  readonly updatedAt: AtMs;
}

export const listValues = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<readonly StoredValue[]> => {
  const { rows } = await sql<{
    field_id: string;
    customer_id: CustomerId;
    value: string | null;
    value_sealed: Uint8Array | null;
    given_by: GivenBy;
    updated_at: Date;
  }>`SELECT field_id, customer_id, value, value_sealed, given_by, updated_at FROM field_values
     WHERE conversation_id = ${conversationId}`.execute(connection);
  return rows.map((row) => ({
    fieldId: row.field_id,
    customerId: row.customer_id,
    value: row.value,
    sealed: row.value_sealed,
    givenBy: row.given_by,
    updatedAt: row.updated_at.getTime(),
  }));
};

/** What is filled in, in several conversations at once. */
export const listValuesOf = async (
  connection: Connection,
  conversationIds: readonly ConversationId[],
): Promise<
  readonly (Omit<StoredValue, 'givenBy' | 'updatedAt'> & {
    readonly conversationId: ConversationId;
  })[]
> => {
  const { rows } = await sql<{
    conversation_id: ConversationId;
    field_id: string;
    customer_id: CustomerId;
    value: string | null;
    value_sealed: Uint8Array | null;
  }>`SELECT conversation_id, field_id, customer_id, value, value_sealed FROM field_values
     WHERE conversation_id = ANY(${[...conversationIds]}::uuid[])`.execute(connection);
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    fieldId: row.field_id,
    customerId: row.customer_id,
    value: row.value,
    sealed: row.value_sealed,
  }));
};

export const writeValue = async (
  trx: Transaction,
  conversationId: ConversationId,
  { fieldId, customerId, value, sealed, givenBy }: Omit<StoredValue, 'updatedAt'>,
): Promise<void> => {
  const plain = value === null ? null : JSON.stringify(value);
  await sql`
    INSERT INTO field_values (conversation_id, field_id, customer_id, value, value_sealed, given_by)
    VALUES (${conversationId}, ${fieldId}, ${customerId}, ${plain}::text::jsonb, ${sealed}, ${givenBy})
    ON CONFLICT (conversation_id, field_id) DO UPDATE SET value = excluded.value,
      value_sealed = excluded.value_sealed, given_by = excluded.given_by,
      updated_at = clock_timestamp()`.execute(trx);
};

export const deleteValue = async (
  trx: Transaction,
  conversationId: ConversationId,
  fieldId: string,
): Promise<void> => {
  await sql`DELETE FROM field_values
    WHERE conversation_id = ${conversationId} AND field_id = ${fieldId}`.execute(trx);
};

/** What the one has and the other lacks. Both are the same customer's, so the envelopes stay as they are. */
export const copyValues = async (
  trx: Transaction,
  fromId: ConversationId,
  intoId: ConversationId,
): Promise<void> => {
  await sql`
    INSERT INTO field_values (conversation_id, field_id, customer_id, value, value_sealed, given_by, updated_at)
    SELECT ${intoId}::uuid, field_id, customer_id, value, value_sealed, given_by, updated_at
    FROM field_values WHERE conversation_id = ${fromId} ON CONFLICT DO NOTHING`.execute(trx);
};
