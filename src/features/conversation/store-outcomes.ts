import { sql } from 'kysely';
import type { HandoverReason } from '../../core/assistant/reply.ts';
import type { AtMs } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import './tables.ts';

/** What became of one request that began with the assistant, as far as judging its result needs. */
export interface AssistantOutcome {
  readonly handoverReason: HandoverReason | null;
  /** A person was asked for, by whatever way. */
  readonly wasQueued: boolean;
  readonly isActive: boolean;
  /** When the customer said that it was settled; null: never. */
  readonly settledAt: AtMs | null;
  /** When the customer next said anything about it, here or in a new request of the same category; null: not. */
  readonly cameBackAt: AtMs | null;
}

/** Requests begun with the assistant in the last `days`, at most 100,000, newest first. */
export const listAssistantOutcomes = async (
  connection: Connection,
  days: number,
): Promise<readonly AssistantOutcome[]> => {
  const { rows } = await sql<{
    handover_reason: HandoverReason | null;
    was_queued: boolean;
    is_active: boolean;
    settled_at: Date | null;
    came_back_at: Date | null;
  }>`
    SELECT
      (SELECT e.data ->> 'reason' FROM events e WHERE e.conversation_id = c.conversation_id
        AND e.type = 'conversation_handed_over' ORDER BY e.seq LIMIT 1) AS handover_reason,
      EXISTS (SELECT FROM events e WHERE e.conversation_id = c.conversation_id
        AND e.type IN ('conversation_queued', 'conversation_assigned')) AS was_queued,
      c.status NOT IN ('solved', 'closed') AS is_active,
      s.settled_at,
      least(
        (SELECT min(e.at) FROM events e WHERE e.conversation_id = c.conversation_id AND e.type = 'message_sent'
          AND e.actor_kind = 'customer' AND e.at > s.settled_at),
        (SELECT min(n.created_at) FROM conversations n WHERE n.customer_id = c.customer_id
          AND n.category = c.category AND n.created_at > s.settled_at)
      ) AS came_back_at
    FROM conversations c
    CROSS JOIN LATERAL (SELECT max(e.at) AS settled_at FROM events e WHERE e.conversation_id = c.conversation_id
      AND e.type = 'answer_judged' AND (e.data ->> 'settled')::boolean) AS s
    WHERE c.created_at > now() - make_interval(days => ${days}) AND jsonb_typeof(c.state -> 'assistant') = 'object'
    ORDER BY c.created_at DESC LIMIT 100000`.execute(connection);
  return rows.map((row) => ({
    handoverReason: row.handover_reason,
    wasQueued: row.was_queued,
    isActive: row.is_active,
    settledAt: row.settled_at?.getTime() ?? null,
    cameBackAt: row.came_back_at?.getTime() ?? null,
  }));
};
