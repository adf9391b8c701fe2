import { sql } from 'kysely';
import type { ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { Tool } from '../../core/selfservice/vocabulary.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Sighting } from '../../ports/chain.ts';
import type { Connection } from '../../ports/database.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';

declare module '../../ports/database.ts' {
  interface Tables {
    followed_cards: {
      card_id: string;
      message_id: string;
      conversation_id: string;
      customer_id: string;
      exchange_user_id: string;
      turn_id: string | null;
      tool: string;
      subject_id: string;
      card_kind: string;
      locale: string;
      finding: string;
      seen: unknown;
      told: boolean;
      updated_at: Date;
      check_at: Date;
      until: Date;
    };
  }
}

/** What was shown and seen last. */
export interface Seen {
  readonly sightings: readonly Sighting[];
  /** Hash of the card's data without its times. */
  readonly shown: string;
  /** How often news was told; part of the next news' id. */
  readonly told: number;
  /** Whether the last finding was one that only waits. */
  readonly waits: boolean;
}

/** A card that changes with what it shows. */
export interface Follow {
  readonly cardId: string;
  readonly conversationId: ConversationId;
  readonly customerId: CustomerId;
  readonly userId: ExchangeUserId;
  readonly turnId: string | null;
  readonly tool: Tool;
  readonly subjectId: string;
  readonly cardKind: string;
  readonly locale: Locale;
  /** Code of what was said last. */
  readonly finding: string;
  readonly seen: Seen;
  /** Whether news is told in words; the card itself changes in any case. */
  readonly told: boolean;
  readonly updatedAt: number;
  readonly until: number;
}

const ms = (at: number) => sql`to_timestamp(${at}::float8 / 1000)`;

export const insertFollow = async (
  connection: Connection,
  follow: Follow,
  checkAt: number,
): Promise<void> => {
  await sql`
    INSERT INTO followed_cards (card_id, message_id, conversation_id, customer_id, exchange_user_id, turn_id, tool,
      subject_id, card_kind, locale, finding, seen, told, updated_at, check_at, until)
    VALUES (${follow.cardId}, ${follow.cardId as MessageId}, ${follow.conversationId}, ${follow.customerId},
      ${follow.userId}, ${follow.turnId}, ${follow.tool}, ${follow.subjectId}, ${follow.cardKind}, ${follow.locale},
      ${follow.finding}, ${JSON.stringify(follow.seen)}::text::jsonb, ${follow.told}, ${ms(follow.updatedAt)},
      ${ms(checkAt)}, ${ms(follow.until)})
    ON CONFLICT DO NOTHING`.execute(connection);
};

interface Row {
  card_id: string;
  conversation_id: ConversationId;
  customer_id: CustomerId;
  exchange_user_id: ExchangeUserId;
  turn_id: string | null;
  tool: Tool;
  subject_id: string;
  card_kind: string;
  locale: Locale;
  finding: string;
  seen: Seen;
  told: boolean;
  updated_at: Date;
  until: Date;
}

const followOf = (row: Row): Follow => ({
  cardId: row.card_id,
  conversationId: row.conversation_id,
  customerId: row.customer_id,
  userId: row.exchange_user_id,
  turnId: row.turn_id,
  tool: row.tool,
  subjectId: row.subject_id,
  cardKind: row.card_kind,
  locale: row.locale,
  finding: row.finding,
  seen: row.seen,
  told: row.told,
  updatedAt: row.updated_at.getTime(),
  until: row.until.getTime(),
});

export const findFollow = async (
  connection: Connection,
  cardId: string,
): Promise<Follow | undefined> => {
  const { rows } = await sql<Row>`SELECT * FROM followed_cards WHERE card_id = ${cardId}`.execute(
    connection,
  );
  return rows[0] && followOf(rows[0]);
};

/** Cards of a user that show this, or all of theirs where the event does not say which. */
export const listFollows = async (
  connection: Connection,
  userId: ExchangeUserId,
  subjectId: string | null,
): Promise<readonly Follow[]> => {
  const { rows } = await sql<Row>`SELECT * FROM followed_cards
    WHERE exchange_user_id = ${userId} AND (${subjectId}::text IS NULL OR subject_id = ${subjectId})
    ORDER BY card_id LIMIT 100`.execute(connection);
  return rows.map(followOf);
};

/**
 * Moves a follow on from where it was read; false when somebody else has moved it meanwhile. `told` of `seen` tells
 * apart two findings with the same code.
 */
export const moveFollow = async (
  connection: Connection,
  from: Follow,
  to: { readonly finding: string; readonly seen: Seen; readonly updatedAt: number },
): Promise<boolean> => {
  const { rows } = await sql`UPDATE followed_cards SET finding = ${to.finding},
      seen = ${JSON.stringify(to.seen)}::text::jsonb, updated_at = ${ms(to.updatedAt)}
    WHERE card_id = ${from.cardId} AND finding = ${from.finding}
      AND (seen ->> 'told')::int = ${from.seen.told} RETURNING 1`.execute(connection);
  return rows.length > 0;
};

export const endFollow = async (connection: Connection, cardId: string): Promise<void> => {
  await sql`DELETE FROM followed_cards WHERE card_id = ${cardId}`.execute(connection);
};
