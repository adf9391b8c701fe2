import { sql } from 'kysely';
import type { CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

declare module '../../ports/database.ts' {
  interface Tables {
    customer_name_tokens: { customer_id: string; tokens: number[] };
  }
}

const arrayOf = (tokens: readonly number[]) => sql`${`{${tokens.join(',')}}`}::text::bigint[]`;

/** None: whoever has neither name nor address is found by neither. */
export const putNameTokens = async (
  connection: Connection,
  customerId: CustomerId,
  tokens: readonly number[],
): Promise<void> => {
  if (tokens.length === 0) {
    await sql`DELETE FROM customer_name_tokens WHERE customer_id = ${customerId}`.execute(
      connection,
    );
    return;
  }
  await sql`
    INSERT INTO customer_name_tokens AS t (customer_id, tokens) VALUES (${customerId}, ${arrayOf(tokens)})
    ON CONFLICT (customer_id) DO UPDATE SET tokens = excluded.tokens WHERE t.tokens <> excluded.tokens`.execute(
    connection,
  );
};

/** Customers with all tokens, in no order. */
export const findByNameTokens = async (
  connection: Connection,
  tokens: readonly number[],
  limit: number,
): Promise<readonly CustomerId[]> => {
  const { rows } = await sql<{ customer_id: CustomerId }>`
    SELECT customer_id FROM customer_name_tokens WHERE tokens @> ${arrayOf(tokens)} LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map((row) => row.customer_id);
};

/** Those of them who have no tokens yet. */
export const listUnnamed = async (
  connection: Connection,
  ids: readonly CustomerId[],
): Promise<readonly CustomerId[]> => {
  const { rows } = await sql<{ customer_id: CustomerId }>`
    SELECT customer_id FROM unnest(${ids}::uuid[]) AS given(customer_id)
    WHERE NOT EXISTS (SELECT 1 FROM customer_name_tokens t WHERE t.customer_id = given.customer_id)`.execute(
    connection,
  );
  return rows.map((row) => row.customer_id);
};
