import alert from 'icon:circle-exclamation-point';
import clock from 'icon:clock';
import lockIcon from 'icon:lock';
import { type JSX, useEffect, useRef } from 'react';
import type { LockView } from '../../../src/contract/security.ts';
import { rich, t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { fullMoment, timeOfDay } from '../app/time.ts';
import { Icon } from '../parts/icon.tsx';
import type { Locking } from './use-lock.ts';

type Going = Extract<Locking, { kind: 'going' }>;

/** What is true now, in one sentence; never more than the exchange has said. */
const sentenceOf = ({ lock, tries }: Going): string => {
  if (lock === null) return tries === 0 ? t('lock.sending') : t('lock.no_answer', { count: tries });
  switch (lock.state) {
    case 'sending':
      return t('lock.sending');
    case 'retrying':
      return t('lock.retrying', { count: lock.attempts });
    case 'done':
      return t(lock.effects?.alreadyLocked ? 'lock.already' : 'lock.done');
    case 'refused':
      return t('lock.refused');
  }
};

const Counts = ({ lock }: { lock: LockView }): JSX.Element | null => {
  const { effects } = lock;
  if (effects === null) return null;
  const count = (key: string, value: number): JSX.Element => (
    <div>
      <dt>{t(key)}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <dl className="counts">
      <div>
        <dt>{t('lock.at')}</dt>
        <dd>
          <time title={fullMoment(effects.lockedAt)}>{timeOfDay(effects.lockedAt)}</time>
        </dd>
      </div>
      {count('lock.count.sessions', effects.sessionsRevoked)}
      {count('lock.count.withdrawals', effects.withdrawalsCancelled)}
      {count('lock.count.keys', effects.apiKeysRevoked)}
      {effects.withdrawalsGone > 0 && count('lock.count.gone', effects.withdrawalsGone)}
    </dl>
  );
};

/** How far the lock has come, and the way to the urgent case. */
export const Progress = ({
  going,
  onClose,
}: {
  going: Going;
  onClose: () => void;
}): JSX.Element => {
  const { lock } = going;
  const isDone = lock?.state === 'done';
  const icon = isDone ? lockIcon : lock?.state === 'refused' ? alert : clock;
  const box = useRef<HTMLDivElement>(null);
  // The button that was held is gone.
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="locking" ref={box} tabIndex={-1}>
      <p className={isDone ? 'lock-state lock-done' : 'lock-state'} role="status">
        <Icon d={icon} size={24} />
        <span>{sentenceOf(going)}</span>
      </p>
      {lock !== null && <Counts lock={lock} />}
      {!isDone && lock?.state !== 'refused' && <p className="muted">{t('lock.may_close')}</p>}
      {lock?.conversationId != null && (
        <>
          <p>
            {rich('lock.case', {
              number: (
                <bdi key="number" dir="ltr" className="number">
                  {lock.conversationNumber}
                </bdi>
              ),
            })}
          </p>
          <button
            type="button"
            className="primary"
            onClick={() => {
              const id = lock.conversationId;
              onClose();
              if (id !== null) show({ name: 'chat', id });
            }}
          >
            {t('lock.open_case')}
          </button>
        </>
      )}
    </div>
  );
};
