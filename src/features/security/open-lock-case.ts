import { startConversation } from '../conversation/index.ts';
import type { LockDeps } from './deps.ts';
import { findLock, setLockConversation } from './store-locks.ts';

/**
 * The urgent conversation about a lock, at the head of the security queue; once for each lock, however often it is
 * asked for. It begins with a sentence in the customer's name and language, so that whoever takes it knows why.
 */
export const openLockCase = async (deps: LockDeps, lockId: string): Promise<void> => {
  const lock = await findLock(deps.database, lockId);
  if (lock === undefined || lock.conversationId !== null || lock.state === 'sending') return;
  const customer = await deps.ensureCustomer(lock.externalId, lock.locale);
  const started = await startConversation(
    deps.conversation,
    { ...customer, kind: 'customer' },
    {
      clientMessageId: `lock-${lockId}`,
      text: deps.texts.say(lock.locale, `lock.opening.${lock.origin}`),
      fileIds: [],
      locale: lock.locale,
      opening: { category: 'security', locale: lock.locale, engage: false, urgent: true },
    },
  );
  if (!started.ok) throw new Error(`the case of a lock was not opened: ${started.failure.code}`);
  await setLockConversation(deps.database, lockId, started.value.state.id);
};
