import { sql } from 'kysely';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

declare module '../../ports/database.ts' {
  interface Tables {
    selfservice_proofs: {
      conversation_id: string;
      customer_id: string;
      purpose: string;
      challenge_id: string | null;
      tries_left: number;
      proved_until: Date | null;
    };
    selfservice_actions: {
      turn_id: string;
      action: string;
      conversation_id: string;
      customer_id: string;
      subject_id: string | null;
      state: string;
      asked_at: Date;
    };
  }
}

export interface Proof {
  readonly challengeId: string | null;
  readonly triesLeft: number;
  /** Until when a passed check holds, ms; null: none passed, or it is over. */
  readonly provedUntil: number | null;
}

export const findProof = async (
  connection: Connection,
  conversationId: ConversationId,
  customerId: CustomerId,
): Promise<Proof | undefined> => {
  const { rows } = await sql<{
    challenge_id: string | null;
    tries_left: number;
    proved_until: Date | null;
  }>`SELECT challenge_id, tries_left, proved_until FROM selfservice_proofs
    WHERE conversation_id = ${conversationId} AND customer_id = ${customerId}`.execute(connection);
  const [row] = rows;
  return (
    row && {
      challengeId: row.challenge_id,
      triesLeft: row.tries_left,
      provedUntil: row.proved_until?.getTime() ?? null,
    }
  );
};

/** A check begins. The tries of the conversation are counted over all its checks until one is passed. */
export const beginProof = async (
  connection: Connection,
  proof: {
    readonly conversationId: ConversationId;
    readonly customerId: CustomerId;
    readonly purpose: string;
    readonly challengeId: string;
    readonly tries: number;
  },
): Promise<void> => {
  await sql`
    INSERT INTO selfservice_proofs (conversation_id, customer_id, purpose, challenge_id, tries_left)
    VALUES (${proof.conversationId}, ${proof.customerId}, ${proof.purpose}, ${proof.challengeId}, ${proof.tries})
    ON CONFLICT (conversation_id) DO UPDATE SET challenge_id = excluded.challenge_id, purpose = excluded.purpose`.execute(
    connection,
  );
};

/**
 * Takes one try of this challenge, before the exchange is asked: two at once cannot use one try twice. Gives those left;
 * undefined when there was none, or the challenge is another.
 */
export const takeTry = async (
  connection: Connection,
  conversationId: ConversationId,
  customerId: CustomerId,
  challengeId: string,
): Promise<number | undefined> => {
  const { rows } = await sql<{ tries_left: number }>`
    UPDATE selfservice_proofs SET tries_left = tries_left - 1
    WHERE conversation_id = ${conversationId} AND customer_id = ${customerId}
      AND challenge_id = ${challengeId} AND tries_left > 0
    RETURNING tries_left`.execute(connection);
  return rows[0]?.tries_left;
};

/** The exchange could not judge the code: the try is given back. */
export const giveTryBack = async (
  connection: Connection,
  conversationId: ConversationId,
  most: number,
): Promise<void> => {
  await sql`UPDATE selfservice_proofs SET tries_left = least(tries_left + 1, ${most})
    WHERE conversation_id = ${conversationId}`.execute(connection);
};

/** It is proved who is speaking, for a while; the challenge is used up. */
export const passProof = async (
  connection: Connection,
  conversationId: ConversationId,
  holdsMs: number,
  tries: number,
): Promise<void> => {
  await sql`UPDATE selfservice_proofs SET challenge_id = NULL, tries_left = ${tries},
      proved_until = clock_timestamp() + ${holdsMs}::float8 * interval '1 millisecond'
    WHERE conversation_id = ${conversationId}`.execute(connection);
};

/** Writes down that something is asked of the exchange; false when this turn has asked for it before. */
export const noteAction = async (
  connection: Connection,
  action: {
    readonly turnId: string;
    readonly action: string;
    readonly conversationId: ConversationId;
    readonly customerId: CustomerId;
    readonly subjectId: string | null;
  },
): Promise<void> => {
  await sql`
    INSERT INTO selfservice_actions (turn_id, action, conversation_id, customer_id, subject_id, state, asked_at)
    VALUES (${action.turnId}, ${action.action}, ${action.conversationId}, ${action.customerId},
      ${action.subjectId}, 'asked', clock_timestamp())
    ON CONFLICT DO NOTHING`.execute(connection);
};

export const endAction = async (
  connection: Connection,
  turnId: string,
  action: string,
  state: 'done' | 'refused' | 'failed',
): Promise<void> => {
  await sql`UPDATE selfservice_actions SET state = ${state}
    WHERE turn_id = ${turnId} AND action = ${action}`.execute(connection);
};
