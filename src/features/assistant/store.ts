import { sql } from 'kysely';
import type { TurnRecord } from '../../contract/assistant.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

export interface NewTurn extends Omit<TurnRecord, 'judged' | 'at'> {
  readonly conversationId: ConversationId;
}

/** A turn is written once; written again it changes nothing. */
export const insertTurn = async (connection: Connection, turn: NewTurn): Promise<void> => {
  await sql`
    INSERT INTO assistant_turns (turn_id, conversation_id, question_seq, at, locale, understood, candidates, decision,
      reason, took_ms)
    VALUES (${turn.turnId}, ${turn.conversationId}, ${turn.questionSeq}, clock_timestamp(), ${turn.understood.locale},
      ${JSON.stringify(turn.understood)}::text::jsonb, ${JSON.stringify(turn.candidates)}::text::jsonb,
      ${JSON.stringify(turn.decision)}::text::jsonb, ${turn.reason}, ${turn.tookMs})
    ON CONFLICT DO NOTHING`.execute(connection);
};

export const markJudged = async (
  connection: Connection,
  turnId: string,
  settled: boolean,
): Promise<void> => {
  await sql`UPDATE assistant_turns SET judged = ${settled}, judged_at = clock_timestamp()
    WHERE turn_id = ${turnId}`.execute(connection);
};

/** Whether an emergency of this conversation has been raised before. */
export const hasRaisedEmergency = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<boolean> => {
  const { rows } = await sql`SELECT FROM assistant_turns WHERE conversation_id = ${conversationId}
    AND reason = 'emergency' LIMIT 1`.execute(connection);
  return rows.length > 0;
};

const NO_TOOL = { tool: null, toolReply: null, finding: null } as const;

export const listTurns = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<readonly TurnRecord[]> => {
  const { rows } = await sql<{
    turn_id: string;
    question_seq: number;
    at: Date;
    understood: TurnRecord['understood'];
    candidates: TurnRecord['candidates'];
    decision: TurnRecord['decision'];
    reason: string;
    took_ms: number;
    judged: boolean | null;
  }>`SELECT * FROM assistant_turns WHERE conversation_id = ${conversationId} ORDER BY at, question_seq`.execute(
    connection,
  );
  return rows.map((row) => ({
    turnId: row.turn_id,
    questionSeq: row.question_seq,
    at: row.at.getTime(),
    understood: { ...row.understood, tools: row.understood.tools ?? [] },
    candidates: row.candidates,
    // Turns of before there were tools lack them.
    decision: { ...NO_TOOL, ...row.decision },
    reason: row.reason,
    tookMs: row.took_ms,
    judged: row.judged,
  }));
};
