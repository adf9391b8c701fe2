import { useEffect, useRef, useState } from 'react';
import type { LockView } from '../../../src/contract/security.ts';
import { type Answer, mayRetry } from '../../kit/api/request.ts';
import { newId } from '../app/device.ts';
import { currentLocale } from '../app/locale.ts';
import { ask } from '../app/session.ts';

const LOOK_EVERY_MS = 1_500;
const FIRST_PAUSE_MS = 800;
const LONGEST_PAUSE_MS = 8_000;

type Reply = Answer<{ readonly lock: LockView | null }>;

export type Locking =
  | { readonly kind: 'idle' }
  /** `lock` null: our own server has not answered yet, after so many tries. */
  | { readonly kind: 'going'; readonly lock: LockView | null; readonly tries: number }
  | { readonly kind: 'sign_in_needed' }
  | { readonly kind: 'failed'; readonly code: string };

const isUnderWay = ({ state }: LockView): boolean => state === 'sending' || state === 'retrying';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Locks the account of whoever is here, and follows the lock to its end: first until our server has the wish (the same
 * wish, however often it is sent), then until the exchange has answered and the case is open. What is under way when the
 * sheet opens is followed at once.
 */
export const useLock = (): {
  readonly locking: Locking;
  readonly lock: (stopTrading: boolean) => void;
} => {
  const [locking, setLocking] = useState<Locking>({ kind: 'idle' });
  const isHere = useRef(true);

  const follow = async (first: LockView): Promise<void> => {
    let lock = first;
    for (;;) {
      if (!isHere.current) return;
      setLocking({ kind: 'going', lock, tries: 0 });
      if (!isUnderWay(lock) && lock.conversationId !== null) return;
      await pause(LOOK_EVERY_MS);
      const answer: Reply = await ask('GET', '/api/lock');
      if (answer.ok && answer.value.lock !== null) lock = answer.value.lock;
    }
  };

  const lock = async (stopTrading: boolean): Promise<void> => {
    const wish = { clientLockId: newId(), stopTrading, locale: currentLocale() };
    let wait = FIRST_PAUSE_MS;
    for (let tries = 0; isHere.current; tries += 1) {
      setLocking({ kind: 'going', lock: null, tries });
      const answer: Reply = await ask('POST', '/api/lock', wish);
      if (answer.ok && answer.value.lock !== null) return follow(answer.value.lock);
      if (!answer.ok && answer.code === 'sign_in_needed') {
        setLocking({ kind: 'sign_in_needed' });
        return;
      }
      if (!answer.ok && !mayRetry(answer) && answer.status !== 401) {
        setLocking({ kind: 'failed', code: answer.code });
        return;
      }
      await pause(wait);
      wait = Math.min(LONGEST_PAUSE_MS, wait * 1.6);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once, when the sheet opens
  useEffect(() => {
    isHere.current = true;
    void ask<{ lock: LockView | null }>('GET', '/api/lock').then((answer) => {
      const under = answer.ok ? answer.value.lock : null;
      if (under !== null && isUnderWay(under) && isHere.current) void follow(under);
    });
    return () => {
      isHere.current = false;
    };
  }, []);

  return { locking, lock: (stopTrading) => void lock(stopTrading) };
};
