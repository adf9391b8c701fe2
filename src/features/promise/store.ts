import { sql } from 'kysely';
import type { AtMs, ConversationId, TeamId } from '../../core/ids.ts';
import type { Ended, OpenStep } from '../../core/promise/decide-promise.ts';
import type { StepSample } from '../../core/promise/estimate.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface PromisedStepsTable {
  conversation_id: string;
  began_seq: number;
  step: string;
  category: string;
  team_id: string;
  unit: string;
  load: number;
  measured: boolean;
  by_hand: boolean;
  began_at: Date;
  first_due_at: Date;
  due_at: Date;
  changes: number;
  lapses: number;
  warned_for: Date | null;
  next_at: Date | null;
  ended_at: Date | null;
  ended_by: 'done' | 'moot' | null;
  open_ms: number | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    promised_steps: PromisedStepsTable;
  }
}

type Step = OpenStep['step'];

export interface OpenRow extends OpenStep {
  readonly beganSeq: number;
}

const moment = (at: AtMs) => sql`to_timestamp(${at} / 1000.0)`;

/** The step that goes on in a conversation. */
export const findOpen = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<OpenRow | null> => {
  const row = await connection
    .selectFrom('promised_steps')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    step: row.step as Step,
    beganSeq: row.began_seq,
    beganAt: row.began_at.getTime(),
    firstDueAt: row.first_due_at.getTime(),
    dueAt: row.due_at.getTime(),
    load: row.load,
    byHand: row.by_hand,
    changes: row.changes,
    warnedFor: row.warned_for?.getTime() ?? null,
  };
};

/** Until when a solution is promised already, where talk came between; null where none is. */
export const findStanding = async (
  connection: Connection,
  conversationId: ConversationId,
  step: Step,
): Promise<AtMs | null> => {
  const row = await connection
    .selectFrom('promised_steps')
    .select('due_at')
    .where('conversation_id', '=', conversationId)
    .where('step', '=', step)
    .where('ended_by', '=', 'moot')
    .orderBy('began_seq', 'desc')
    .executeTakeFirst();
  return row?.due_at.getTime() ?? null;
};

export interface NewStep {
  readonly conversationId: ConversationId;
  readonly beganSeq: number;
  readonly step: Step;
  readonly category: Category;
  readonly teamId: TeamId;
  readonly unit: string;
  readonly load: number;
  readonly measured: boolean;
  readonly byHand: boolean;
  readonly beganAt: AtMs;
  readonly dueAt: AtMs;
  readonly at: AtMs;
}

export const openStep = async (trx: Transaction, step: NewStep): Promise<void> => {
  await sql`INSERT INTO promised_steps (conversation_id, began_seq, step, category, team_id, unit, load, measured,
      by_hand, began_at, first_due_at, due_at, next_at)
    VALUES (${step.conversationId}, ${step.beganSeq}, ${step.step}, ${step.category}, ${step.teamId}, ${step.unit},
      ${step.load}, ${step.measured}, ${step.byHand}, ${moment(step.beganAt)}, ${moment(step.dueAt)},
      ${moment(step.dueAt)}, ${moment(step.at)})`.execute(trx);
};

export const closeStep = async (
  trx: Transaction,
  conversationId: ConversationId,
  ended: Ended,
  openMs: number,
): Promise<void> => {
  await sql`UPDATE promised_steps SET ended_at = ${moment(ended.at)}, ended_by = ${ended.by},
      open_ms = ${Math.max(0, Math.round(openMs))}, next_at = NULL,
      lapses = lapses + CASE WHEN ${ended.outcome} = 'lapsed' AND lapses = 0 THEN 1 ELSE 0 END
    WHERE conversation_id = ${conversationId} AND ended_at IS NULL`.execute(trx);
};

/**
 * The same step, promised for another time; `lapsed`: because it was not kept. A later time does not change what it is
 * judged by; a sooner one does, for the customer has been told it.
 */
export const moveStep = async (
  trx: Transaction,
  conversationId: ConversationId,
  moved: {
    readonly dueAt: AtMs;
    readonly lapsed: boolean;
    readonly byHand: boolean;
    readonly at: AtMs;
  },
): Promise<void> => {
  const due = moment(moved.dueAt);
  await sql`UPDATE promised_steps SET
      changes = changes + CASE WHEN due_at = ${due} THEN 0 ELSE 1 END,
      lapses = lapses + CASE WHEN ${moved.lapsed} THEN 1 ELSE 0 END,
      by_hand = by_hand OR ${moved.byHand}, first_due_at = least(first_due_at, ${due}), due_at = ${due}, next_at = ${moment(moved.at)}
    WHERE conversation_id = ${conversationId} AND ended_at IS NULL`.execute(trx);
};

export const noteWarning = async (
  trx: Transaction,
  conversationId: ConversationId,
  dueAt: AtMs,
  at: AtMs,
): Promise<void> => {
  await sql`UPDATE promised_steps SET warned_for = ${moment(dueAt)}, next_at = ${moment(at)}
    WHERE conversation_id = ${conversationId} AND ended_at IS NULL`.execute(trx);
};

export const noteNext = async (
  trx: Transaction,
  conversationId: ConversationId,
  at: AtMs,
): Promise<void> => {
  await sql`UPDATE promised_steps SET next_at = ${moment(at)}
    WHERE conversation_id = ${conversationId} AND ended_at IS NULL`.execute(trx);
};

/** Promises that should have been looked at and were not, the oldest first. */
export const listOverlooked = async (
  connection: Connection,
  graceMs: number,
  limit: number,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM promised_steps
    WHERE ended_at IS NULL AND next_at < clock_timestamp() - make_interval(secs => ${graceMs / 1_000})
    ORDER BY next_at LIMIT ${limit}`.execute(connection);
  return rows.map(({ conversation_id }) => conversation_id);
};

/** What a department has before it. */
export const countOpen = async (connection: Connection, unit: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM promised_steps
    WHERE unit = ${unit} AND ended_at IS NULL`.execute(connection);
  return rows[0]?.n ?? 0;
};

const HISTORY_DAYS = 28;
const HISTORY_ROWS = 1_500;

/** Steps like this that came about lately, the newest first. */
export const readHistory = async (
  connection: Connection,
  step: Step,
  unit: string,
): Promise<readonly StepSample[]> => {
  const { rows } = await sql<{ category: Category; load: number; open_ms: number }>`
    SELECT category, load, open_ms FROM promised_steps
    WHERE step = ${step} AND unit = ${unit} AND ended_by = 'done'
      AND ended_at > now() - make_interval(days => ${HISTORY_DAYS})
    ORDER BY ended_at DESC LIMIT ${HISTORY_ROWS}`.execute(connection);
  return rows.map(({ category, load, open_ms }) => ({ category, load, ms: Number(open_ms) }));
};
