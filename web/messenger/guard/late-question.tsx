import '../styles/guard.css';
import shield from 'icon:shield-check';
import { type JSX, useEffect, useState } from 'react';
import type { TimelineMessage } from '../../kit/state/timeline.ts';
import { wish } from '../app/chatting.ts';
import { t } from '../app/locale.ts';
import { Icon } from '../parts/icon.tsx';
import { sentenceOf } from '../screens/failure.tsx';
import { adviceFor } from './advice.ts';
import { wakeGuard } from './wake-guard.ts';

/** Messages of which somebody said that they hold a transaction. */
const settled = new Set<string>();

interface Props {
  readonly message: TimelineMessage;
  readonly conversationId: string;
}

/**
 * Asks about 64 digits that were sent before anybody could ask (the guard came too late). A key is destroyed with the
 * message that holds it.
 */
export const LateQuestion = ({ message, conversationId }: Props): JSX.Element | null => {
  const [step, setStep] = useState<'unknown' | 'asked' | 'key' | 'settled'>('unknown');
  const { id, text } = message;
  useEffect(() => {
    if (text === null || settled.has(id)) return;
    void wakeGuard().then((guard) => {
      const isUnclear = guard?.findSecrets(text, []).some(({ kind }) => kind === 'doubtful');
      if (isUnclear === true) setStep('asked');
    });
  }, [id, text]);
  const destroy = async (): Promise<void> => {
    if (await wish(conversationId, 'DELETE', `/messages/${id}`, undefined, sentenceOf)) {
      setStep('key');
    }
  };
  if (step === 'unknown' || step === 'settled') return null;
  return (
    <div className="guard" role="alert">
      <Icon d={shield} size={18} />
      {step === 'key' ? (
        <div className="guard-words">
          {adviceFor(['private_key']).map((advice) => (
            <p key={advice}>{advice}</p>
          ))}
        </div>
      ) : (
        <div className="guard-words">
          <p className="guard-title">{t('guard.ask')}</p>
          <p>{t('guard.ask_late')}</p>
          <div className="buttons">
            <button
              type="button"
              className="quiet"
              onClick={() => {
                settled.add(id);
                setStep('settled');
              }}
            >
              {t('guard.is_transaction')}
            </button>
            <button type="button" className="quiet" onClick={() => void destroy()}>
              {t('guard.is_key')}
            </button>
          </div>
        </div>
      )}
    </div>
  );
};
