import { sql } from 'kysely';
import type { Reviewer } from '../../core/feedback/decide-review.ts';
import type { Tally } from '../../core/feedback/figures.ts';
import type { FeedbackKind } from '../../core/feedback/rating-kind.ts';
import type { AtMs, ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';

export interface Feedback {
  readonly id: string;
  readonly kind: FeedbackKind;
  readonly conversationId: ConversationId | null;
  readonly customerId: CustomerId;
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly category: Category | null;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly commentId: MessageId | null;
  readonly commentSealed: Uint8Array | null;
  readonly at: AtMs;
}

/** A request that is rated again has its new rating in the place of the old one. Gives the row's id. */
export const saveFeedback = async (connection: Connection, given: Feedback): Promise<string> => {
  const { rows } = await sql<{ feedback_id: string }>`
    INSERT INTO feedback (feedback_id, kind, conversation_id, customer_id, agent_id, team_id, category, score,
      reasons, comment_id, comment_sealed, at)
    VALUES (${given.id}, ${given.kind}, ${given.conversationId}, ${given.customerId}, ${given.agentId},
      ${given.teamId}, ${given.category}, ${given.score}, ${[...given.reasons]}::text[], ${given.commentId},
      ${given.commentSealed}, to_timestamp(${given.at} / 1000.0))
    ON CONFLICT (conversation_id) WHERE conversation_id IS NOT NULL DO UPDATE SET
      kind = excluded.kind, agent_id = excluded.agent_id, team_id = excluded.team_id,
      category = excluded.category, score = excluded.score, reasons = excluded.reasons,
      comment_id = excluded.comment_id, at = excluded.at
    RETURNING feedback_id`.execute(connection);
  const id = rows[0]?.feedback_id;
  if (id === undefined) throw new Error('feedback was not kept');
  return id;
};

/** Reviews that are open with each of these. */
export const countReviews = async (
  connection: Connection,
  agentIds: readonly string[],
): Promise<readonly Reviewer[]> => {
  const { rows } = await sql<{ agent_id: string; open: number }>`
    SELECT a.id AS agent_id, (SELECT count(*) FROM reviews r WHERE r.owner_id = a.id AND r.concluded_at IS NULL) AS open
    FROM unnest(${[...agentIds]}::text[]) AS a(id)`.execute(connection);
  return rows.map(({ agent_id: agentId, open }) => ({ agentId, open: Number(open) }));
};

export const openReview = async (
  connection: Connection,
  given: {
    readonly id: string;
    readonly feedbackId: string;
    readonly conversationId: ConversationId;
    readonly customerId: CustomerId;
    readonly ownerId: string;
    readonly at: AtMs;
    readonly dueAt: AtMs;
  },
): Promise<void> => {
  await sql`
    INSERT INTO reviews (review_id, feedback_id, conversation_id, customer_id, owner_id, opened_at, due_at)
    VALUES (${given.id}, ${given.feedbackId}, ${given.conversationId}, ${given.customerId}, ${given.ownerId},
      to_timestamp(${given.at} / 1000.0), to_timestamp(${given.dueAt} / 1000.0))
    ON CONFLICT (feedback_id) DO NOTHING`.execute(connection);
};

interface TallyRow {
  readonly key: string | null;
  readonly count: number;
  readonly sum: number;
  readonly good: number;
  readonly bad: number;
}

const toTally = ({ count, sum, good, bad }: TallyRow): Tally => ({
  count: Number(count),
  sum: Number(sum),
  good: Number(good),
  bad: Number(bad),
});

const GROUPS = {
  kind: sql`kind`,
  category: sql`category`,
  agent: sql`coalesce(agent_id, '')`,
} as const;

/** Ratings since a time, counted by what they are about; `agent` '' is the assistant. `nps` is left out but by kind. */
export const tallyBy = async (
  connection: Connection,
  group: keyof typeof GROUPS,
  since: AtMs,
  agentId: string | null = null,
): Promise<ReadonlyMap<string, Tally>> => {
  const { rows } = await sql<TallyRow>`
    SELECT ${GROUPS[group]} AS key, count(*) AS count, sum(score) AS sum,
      count(*) FILTER (WHERE score >= CASE kind WHEN 'nps' THEN 9 ELSE 4 END) AS good,
      count(*) FILTER (WHERE score <= CASE kind WHEN 'nps' THEN 6 ELSE 2 END) AS bad
    FROM feedback
    WHERE at >= to_timestamp(${since} / 1000.0)
      AND (${group === 'kind'} OR kind <> 'nps')
      AND (${agentId}::text IS NULL OR agent_id = ${agentId})
    GROUP BY 1`.execute(connection);
  return new Map(rows.map((row) => [row.key ?? '', toTally(row)]));
};

export const countReasons = async (
  connection: Connection,
  since: AtMs,
  agentId: string | null = null,
): Promise<readonly { readonly reason: string; readonly count: number }[]> => {
  const { rows } = await sql<{ reason: string; count: number }>`
    SELECT r.reason, count(*) AS count FROM feedback f, unnest(f.reasons) AS r(reason)
    WHERE f.at >= to_timestamp(${since} / 1000.0) AND (${agentId}::text IS NULL OR f.agent_id = ${agentId})
    GROUP BY 1 ORDER BY 2 DESC, 1`.execute(connection);
  return rows.map(({ reason, count }) => ({ reason, count: Number(count) }));
};

/** When this customer was asked last whether they would recommend us. */
export const findLastNps = async (
  connection: Connection,
  customerId: CustomerId,
): Promise<AtMs | null> => {
  const { rows } = await sql<{ at: Date }>`
    SELECT at FROM feedback WHERE customer_id = ${customerId} AND kind = 'nps'
    ORDER BY at DESC LIMIT 1`.execute(connection);
  return rows[0]?.at.getTime() ?? null;
};
