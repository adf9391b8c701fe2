import type { LockView } from '../../contract/security.ts';
import type { Connection } from '../../ports/database.ts';
import { findConversation } from '../conversation/index.ts';
import type { LockRow } from './store-locks.ts';

/** A lock as the customer and the agent see it. */
export const showLock = async (connection: Connection, lock: LockRow): Promise<LockView> => {
  const about =
    lock.conversationId === null
      ? undefined
      : await findConversation(connection, lock.conversationId);
  return {
    lockId: lock.lockId,
    state: lock.state,
    requestedAt: lock.requestedAt,
    doneAt: lock.doneAt,
    attempts: lock.attempts,
    nextTryAt: lock.nextTryAt,
    effects: lock.effects,
    conversationId: about?.id ?? null,
    conversationNumber: about?.number ?? null,
  };
};
