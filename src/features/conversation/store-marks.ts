import { sql } from 'kysely';
import type { ConversationId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import './tables.ts';

/** True when one of the two grew. */
export const raiseMarks = async (
  connection: Connection,
  conversationId: ConversationId,
  side: 'customer' | 'agent',
  delivered: number,
  read: number,
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO marks AS m (conversation_id, side, delivered_seq, read_seq)
    VALUES (${conversationId}, ${side}, ${delivered}, ${read})
    ON CONFLICT (conversation_id, side) DO UPDATE SET
      delivered_seq = greatest(m.delivered_seq, excluded.delivered_seq),
      read_seq = greatest(m.read_seq, excluded.read_seq), updated_at = now()
    WHERE excluded.delivered_seq > m.delivered_seq OR excluded.read_seq > m.read_seq
    RETURNING 1`.execute(connection);
  return rows.length > 0;
};
