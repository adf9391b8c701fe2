import { sql } from 'kysely';
import type { LadderStep } from '../../contract/escalation.ts';
import type { EscalationCause } from '../../core/conversation/case.ts';
import type { ConversationId, TeamId } from '../../core/ids.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface EscalationLadderTable {
  category: string;
  tier: number;
  team_id: string;
}

interface EscalationsTable {
  conversation_id: string;
  cause_seq: number;
  cause: string;
  escalated_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    escalation_ladder: EscalationLadderTable;
    escalations: EscalationsTable;
  }
}

export const findTeam = async (
  connection: Connection,
  category: Category,
  tier: number,
): Promise<TeamId | null> => {
  const row = await connection
    .selectFrom('escalation_ladder')
    .select('team_id')
    .where('category', '=', category)
    .where('tier', '=', tier)
    .executeTakeFirst();
  return (row?.team_id as TeamId | undefined) ?? null;
};

export const listLadder = async (connection: Connection): Promise<readonly LadderStep[]> => {
  const rows = await connection
    .selectFrom('escalation_ladder')
    .selectAll()
    .orderBy('category')
    .orderBy('tier')
    .execute();
  return rows.map(({ category, tier, team_id }) => ({
    category: category as Category,
    tier: tier === 2 ? 2 : 3,
    teamId: team_id,
  }));
};

export const replaceLadder = async (
  trx: Transaction,
  steps: readonly LadderStep[],
): Promise<void> => {
  await sql`LOCK TABLE escalation_ladder IN SHARE ROW EXCLUSIVE MODE`.execute(trx);
  await trx.deleteFrom('escalation_ladder').execute();
  if (steps.length === 0) return;
  await trx
    .insertInto('escalation_ladder')
    .values(steps.map(({ category, tier, teamId }) => ({ category, tier, team_id: teamId })))
    .execute();
};

/** False where the case has climbed for this event before. */
export const noteEscalation = async (
  trx: Transaction,
  conversationId: ConversationId,
  causeSeq: number,
  cause: EscalationCause,
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO escalations (conversation_id, cause_seq, cause) VALUES (${conversationId}, ${causeSeq}, ${cause})
    ON CONFLICT DO NOTHING RETURNING 1`.execute(trx);
  return rows.length > 0;
};
