import type { TakeoverStep } from '../../contract/security.ts';
import type { AgentId, AtMs, ConversationId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

interface TakeoverStepsTable {
  conversation_id: string;
  step: TakeoverStep;
  done: boolean;
  agent_id: string;
  at: Date;
  note_sealed: Uint8Array | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    takeover_steps: TakeoverStepsTable;
  }
}

export interface StepRow {
  readonly step: TakeoverStep;
  readonly done: boolean;
  readonly agentId: AgentId;
  readonly at: AtMs;
  readonly noteSealed: Uint8Array | null;
}

export const listSteps = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<readonly StepRow[]> => {
  const rows = await connection
    .selectFrom('takeover_steps')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .execute();
  return rows.map((row) => ({
    step: row.step,
    done: row.done,
    agentId: row.agent_id as AgentId,
    at: row.at.getTime(),
    noteSealed: row.note_sealed,
  }));
};

export const saveStep = async (
  connection: Connection,
  conversationId: ConversationId,
  row: StepRow,
): Promise<void> => {
  const values = {
    done: row.done,
    agent_id: row.agentId,
    at: new Date(row.at),
    note_sealed: row.noteSealed,
  };
  await connection
    .insertInto('takeover_steps')
    .values({ conversation_id: conversationId, step: row.step, ...values })
    .onConflict((conflict) => conflict.columns(['conversation_id', 'step']).doUpdateSet(values))
    .execute();
};
