import { sql } from 'kysely';
import type { ExchangeLockRequest } from '../../contract/exchange/actions.ts';
import type { LockState, LockView } from '../../contract/security.ts';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';

export type LockOrigin = 'customer' | 'signed_out' | 'lock_link' | 'agent';

interface LockRequestsTable {
  lock_id: string;
  customer_id: string | null;
  external_id: string;
  origin: LockOrigin;
  request_key: string;
  request: unknown;
  state: LockState;
  attempts: number;
  requested_at: Date;
  next_try_at: Date | null;
  done_at: Date | null;
  effects: unknown;
  refusal: string | null;
  conversation_id: string | null;
  locale: Locale;
}

interface LockLinksUsedTable {
  token_id: string;
  used_at: Date;
  expires_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    lock_requests: LockRequestsTable;
    lock_links_used: LockLinksUsedTable;
  }
}

export interface LockRow {
  readonly lockId: string;
  readonly customerId: CustomerId | null;
  /** The exchange's user id. */
  readonly externalId: string;
  readonly origin: LockOrigin;
  readonly requestKey: string;
  readonly request: ExchangeLockRequest;
  readonly state: LockState;
  readonly attempts: number;
  readonly requestedAt: AtMs;
  readonly nextTryAt: AtMs | null;
  readonly doneAt: AtMs | null;
  readonly effects: LockView['effects'];
  readonly conversationId: ConversationId | null;
  readonly locale: Locale;
}

const toRow = (row: LockRequestsTable): LockRow => ({
  lockId: row.lock_id,
  customerId: row.customer_id as CustomerId | null,
  externalId: row.external_id,
  origin: row.origin,
  requestKey: row.request_key,
  request: row.request as ExchangeLockRequest,
  state: row.state,
  attempts: row.attempts,
  requestedAt: row.requested_at.getTime(),
  nextTryAt: row.next_try_at?.getTime() ?? null,
  doneAt: row.done_at?.getTime() ?? null,
  effects: row.effects as LockView['effects'],
  conversationId: row.conversation_id as ConversationId | null,
  locale: row.locale,
});

/** One wish for an account at a time: whoever comes second waits here and finds the first. */
export const serialiseLocks = async (connection: Connection, externalId: string): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`lock|${externalId}`}, 0))`.execute(
    connection,
  );
};

export const insertLock = async (connection: Connection, row: LockRow): Promise<void> => {
  await connection
    .insertInto('lock_requests')
    .values({
      lock_id: row.lockId,
      customer_id: row.customerId,
      external_id: row.externalId,
      origin: row.origin,
      request_key: row.requestKey,
      request: row.request,
      state: row.state,
      attempts: row.attempts,
      requested_at: new Date(row.requestedAt),
      next_try_at: null,
      done_at: null,
      effects: null,
      refusal: null,
      conversation_id: row.conversationId,
      locale: row.locale,
    })
    .execute();
};

export const findLock = async (
  connection: Connection,
  lockId: string,
): Promise<LockRow | undefined> => {
  const row = await connection
    .selectFrom('lock_requests')
    .selectAll()
    .where('lock_id', '=', lockId)
    .executeTakeFirst();
  return row && toRow(row);
};

/** The newest wish for an account. */
export const findLatestLock = async (
  connection: Connection,
  externalId: string,
): Promise<LockRow | undefined> => {
  const row = await connection
    .selectFrom('lock_requests')
    .selectAll()
    .where('external_id', '=', externalId)
    .orderBy('requested_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toRow(row);
};

export interface LockOutcome {
  readonly state: LockState;
  readonly attempts: number;
  readonly nextTryAt: AtMs | null;
  readonly doneAt: AtMs | null;
  readonly effects: LockView['effects'];
  readonly refusal: string | null;
}

/** Writes what became of a try; a lock that is done stays done. */
export const updateLock = async (
  connection: Connection,
  lockId: string,
  outcome: LockOutcome,
): Promise<void> => {
  await connection
    .updateTable('lock_requests')
    .set({
      state: outcome.state,
      attempts: outcome.attempts,
      next_try_at: outcome.nextTryAt === null ? null : new Date(outcome.nextTryAt),
      done_at: outcome.doneAt === null ? null : new Date(outcome.doneAt),
      effects: outcome.effects,
      refusal: outcome.refusal,
    })
    .where('lock_id', '=', lockId)
    .where('state', '<>', 'done')
    .execute();
};

export const setLockConversation = async (
  connection: Connection,
  lockId: string,
  conversationId: ConversationId,
): Promise<void> => {
  await connection
    .updateTable('lock_requests')
    .set({ conversation_id: conversationId })
    .where('lock_id', '=', lockId)
    .execute();
};

/** True for the first use of a link; a link is good for one lock. */
export const takeLockLink = async (
  connection: Connection,
  tokenId: string,
  now: AtMs,
  expiresAt: AtMs,
): Promise<boolean> => {
  const inserted = await connection
    .insertInto('lock_links_used')
    .values({ token_id: tokenId, used_at: new Date(now), expires_at: new Date(expiresAt) })
    .onConflict((conflict) => conflict.column('token_id').doNothing())
    .returning('token_id')
    .executeTakeFirst();
  return inserted !== undefined;
};

export const forgetLockLinks = async (connection: Connection, now: AtMs): Promise<number> => {
  const gone = await connection
    .deleteFrom('lock_links_used')
    .where('expires_at', '<', new Date(now))
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
};
