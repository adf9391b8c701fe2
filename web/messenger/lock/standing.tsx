import lockIcon from 'icon:lock';
import { type JSX, useEffect, useState } from 'react';
import type { SafetyReply } from '../../../src/contract/security.ts';
import { t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { ask } from '../app/session.ts';
import { dateAndTime } from '../app/time.ts';
import { Icon } from '../parts/icon.tsx';

/** How the account stands by the exchange; null until it has been asked, and where it cannot be. */
export const useSafety = (): SafetyReply | null => {
  const [safety, setSafety] = useState<SafetyReply | null>(null);
  useEffect(() => {
    let isHere = true;
    void ask<SafetyReply>('GET', '/api/safety').then((answer) => {
      if (answer.ok && isHere) setSafety(answer.value);
    });
    return () => {
      isHere = false;
    };
  }, []);
  return safety;
};

const progressOf = ({ state, readyAt }: SafetyReply['steps'][number]): string =>
  state === 'cooling_off' && readyAt !== null
    ? t('lock.progress.cooling_off', { time: dateAndTime(readyAt) })
    : t(`lock.progress.${state}`);

/** An account that is locked already: what is under way to open it, and the clocks that nobody shortens. */
export const Standing = ({
  safety,
  onClose,
}: {
  safety: SafetyReply;
  onClose: () => void;
}): JSX.Element => {
  const { lock, steps } = safety;
  const caseId = lock?.conversationId ?? null;
  return (
    <div className="locking">
      <p className="lock-state lock-done" role="status">
        <Icon d={lockIcon} size={24} />
        <span>{t('lock.done')}</span>
      </p>
      {steps.length === 0 ? (
        <p>{t('lock.undo')}</p>
      ) : (
        <dl className="counts">
          {steps.map((step) => (
            <div key={step.step}>
              <dt>{t(`lock.step.${step.step}`)}</dt>
              <dd>{progressOf(step)}</dd>
            </div>
          ))}
        </dl>
      )}
      {caseId !== null && (
        <button
          type="button"
          className="primary"
          onClick={() => {
            onClose();
            show({ name: 'chat', id: caseId });
          }}
        >
          {t('lock.open_case')}
        </button>
      )}
    </div>
  );
};
