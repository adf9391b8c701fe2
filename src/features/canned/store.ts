import { sql } from 'kysely';
import type { CannedResponse } from '../../contract/desk.ts';
import type { Connection } from '../../ports/database.ts';

interface Row {
  readonly canned_response_id: string;
  readonly shortcut: string;
  readonly title: string;
  readonly category: CannedResponse['category'];
  readonly texts: CannedResponse['texts'];
}

export const listCannedResponses = async (connection: Connection): Promise<CannedResponse[]> => {
  const { rows } = await sql<Row>`
    SELECT canned_response_id, shortcut, title, category, texts FROM canned_responses ORDER BY shortcut`.execute(
    connection,
  );
  return rows.map(({ canned_response_id: id, ...rest }) => ({ id, ...rest }));
};

/** False when another response has this shortcut. */
export const saveCannedResponse = async (
  connection: Connection,
  response: CannedResponse,
): Promise<boolean> => {
  const { id, shortcut, title, category, texts } = response;
  const { rows } = await sql`
    INSERT INTO canned_responses (canned_response_id, shortcut, title, category, texts)
    SELECT ${id}, ${shortcut}, ${title}, ${category}, ${JSON.stringify(texts)}::text::jsonb
    WHERE NOT EXISTS (SELECT 1 FROM canned_responses WHERE shortcut = ${shortcut} AND canned_response_id <> ${id})
    ON CONFLICT (canned_response_id) DO UPDATE SET shortcut = excluded.shortcut, title = excluded.title,
      category = excluded.category, texts = excluded.texts, updated_at = now()
    RETURNING 1`.execute(connection);
  return rows.length > 0;
};

export const hasCannedResponse = async (connection: Connection, id: string): Promise<boolean> => {
  const { rows } =
    await sql`SELECT 1 FROM canned_responses WHERE canned_response_id = ${id}`.execute(connection);
  return rows.length > 0;
};

/** False when there was none. */
export const deleteCannedResponse = async (
  connection: Connection,
  id: string,
): Promise<boolean> => {
  const { rows } = await sql`
    DELETE FROM canned_responses WHERE canned_response_id = ${id} RETURNING 1`.execute(connection);
  return rows.length > 0;
};
