import { setTimeout as sleep } from 'node:timers/promises';
import type { ExchangeLockRequest } from '../../contract/exchange/actions.ts';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import { SAME_LOCK_MS } from '../../core/security/retry-lock.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import type { LockDeps } from './deps.ts';
import { openLockCase } from './open-lock-case.ts';
import { LOCK_KIND, sendLock } from './send-lock.ts';
import {
  findLatestLock,
  findLock,
  insertLock,
  type LockOrigin,
  type LockRow,
  serialiseLocks,
} from './store-locks.ts';

/** Should this process end between writing the wish and sending it, due work sends it. */
const TAKEN_UP_AFTER_MS = 3_000;

export interface LockWish {
  /** The exchange's user id, from a session, a signed link or a proof that the exchange checked. */
  readonly externalId: string;
  readonly customerId: CustomerId | null;
  readonly origin: LockOrigin;
  readonly locale: Locale;
  readonly stopTrading: boolean;
  readonly badge: string | null;
  /** Where an agent locks, the conversation at hand is the case; else one is opened. */
  readonly conversationId?: ConversationId;
}

const requestOf = ({ origin, stopTrading, badge }: LockWish): ExchangeLockRequest => ({
  requestedBy: {
    kind: origin === 'signed_out' ? 'recovery_proof' : origin,
    badge,
    conversationNumber: null,
  },
  reason: 'takeover_suspected',
  revokeSessions: true,
  revokeApiKeys: true,
  cancelWithdrawals: true,
  stopTrading,
});

/** A lock that goes on, or that was done a moment ago: the same wish again. */
const standing = async (
  connection: Connection,
  externalId: string,
  now: AtMs,
): Promise<LockRow | undefined> => {
  const latest = await findLatestLock(connection, externalId);
  if (latest === undefined || latest.state === 'refused') return undefined;
  const isUnderWay = latest.state !== 'done';
  return isUnderWay || now - latest.requestedAt < SAME_LOCK_MS ? latest : undefined;
};

/** Writes the wish with what sends it, unless the same wish stands already. */
export const writeWish = async (
  deps: LockDeps,
  trx: Transaction,
  wish: LockWish,
): Promise<LockRow> => {
  const now = deps.clock.now();
  await serialiseLocks(trx, wish.externalId);
  const before = await standing(trx, wish.externalId, now);
  if (before !== undefined) return before;
  const lockId = deps.ids.uuid();
  const row: LockRow = {
    lockId,
    customerId: wish.customerId,
    externalId: wish.externalId,
    origin: wish.origin,
    requestKey: `mainstay-lock-${lockId}`,
    request: requestOf(wish),
    state: 'sending',
    attempts: 0,
    requestedAt: now,
    nextTryAt: null,
    doneAt: null,
    effects: null,
    conversationId: wish.conversationId ?? null,
    locale: wish.locale,
  };
  await insertLock(trx, row);
  await writeAudit(trx, {
    actor: { kind: wish.badge === null ? 'customer' : 'staff', id: wish.customerId },
    action: 'lock_requested',
    subject: { kind: 'lock', id: lockId },
    data: { origin: wish.origin, stopTrading: wish.stopTrading },
  });
  await deps.dueWork.schedule(trx, [
    {
      key: `lock|${lockId}`,
      kind: LOCK_KIND,
      payload: { lockId },
      dueAt: now + TAKEN_UP_AFTER_MS,
    },
  ]);
  return row;
};

/** How long a request waits for the exchange; the sending itself goes on. */
const WAIT_MS = 2_500;

/**
 * Asks the exchange at once and opens the urgent conversation after. What is not done in time goes on, and what fails is
 * done again by the due work that was written with the wish.
 */
export const followWish = async (deps: LockDeps, written: LockRow): Promise<LockRow> => {
  const goOn = async (): Promise<void> => {
    if (written.state === 'sending') await sendLock(deps, written);
    await openLockCase(deps, written.lockId);
  };
  const going = goOn().catch((error: unknown) =>
    deps.log.error({ error }, 'a lock was left to due work'),
  );
  await Promise.race([going, sleep(WAIT_MS)]);
  return (await findLock(deps.database, written.lockId)) ?? written;
};

/**
 * Lock first, talk after: the wish is stored, the exchange is asked at once, and only then is the urgent conversation
 * opened. What the exchange did not answer is asked again until it does. The same wish again gives the same lock.
 */
export const lockAccount = async (deps: LockDeps, wish: LockWish): Promise<LockRow> => {
  const written = await deps.database.transaction().execute((trx) => writeWish(deps, trx, wish));
  return followWish(deps, written);
};
