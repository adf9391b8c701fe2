import { scheduler } from 'node:timers/promises';
import { sql } from 'kysely';
import type { AtMs, ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import type { Vault } from '../vault/index.ts';
import { bodyContext, decodeBody } from './body.ts';

/** Bodies opened at a stretch: then others have their turn. */
const BREATH = 20;

/** Words with where they were said. */
export interface HeldWords {
  readonly messageId: MessageId;
  readonly customerId: CustomerId;
  readonly seq: number;
  readonly sentAt: AtMs;
  /** A card's data rather than words. */
  readonly isCard: boolean;
  /** Null when the envelope does not open: its key is gone, or it was spoilt. */
  readonly text: string | null;
}

interface HeldRow {
  message_id: MessageId;
  customer_id: CustomerId;
  envelope: Uint8Array;
  seq: number;
  sent_at: Date;
  kind: string;
}

const opened = async (vault: Vault, row: HeldRow): Promise<string | null> => {
  try {
    const own = await vault.of(row.customer_id);
    return decodeBody(own.open(row.envelope, bodyContext(row.message_id)));
  } catch {
    return null;
  }
};

/**
 * Opens bodies and, in a transaction, keeps them as they are until it ends: whoever rewrites or destroys one of them
 * waits. Those that are gone, or sealed from end to end, are absent.
 */
export const openHeldBodies = async (
  deps: { readonly vault: Vault },
  connection: Connection,
  messageIds: readonly MessageId[],
  hold: boolean,
): Promise<ReadonlyMap<MessageId, HeldWords>> => {
  if (messageIds.length === 0) return new Map();
  const { rows } = await sql<HeldRow>`
    SELECT b.message_id, b.customer_id, b.envelope, m.seq, m.sent_at, m.kind
    FROM bodies b JOIN messages m ON m.message_id = b.message_id
    WHERE b.message_id = ANY(${messageIds}::uuid[]) AND b.form = 'plain'
    ${hold ? sql`ORDER BY b.message_id FOR SHARE OF b` : sql``}`.execute(connection);
  const words = new Map<MessageId, HeldWords>();
  for (const row of rows) {
    if (words.size % BREATH === BREATH - 1) await scheduler.yield();
    words.set(row.message_id, {
      messageId: row.message_id,
      customerId: row.customer_id,
      seq: row.seq,
      sentAt: row.sent_at.getTime(),
      isCard: row.kind === 'card',
      text: await opened(deps.vault, row),
    });
  }
  return words;
};

/** Conversations begun before that one (all where there is none), the newest first: ids rise with time. */
export const listIdsBefore = async (
  trx: Transaction,
  before: ConversationId | null,
  limit: number,
): Promise<readonly ConversationId[]> => {
  const earlier = before === null ? sql`true` : sql`conversation_id < ${before}::uuid`;
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM conversations WHERE ${earlier}
    ORDER BY conversation_id DESC LIMIT ${limit}`.execute(trx);
  return rows.map((row) => row.conversation_id);
};
