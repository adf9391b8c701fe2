import alert from 'icon:circle-exclamation-point';
import shield from 'icon:shield-check';
import { type JSX, useState } from 'react';
import { currentLocale, t } from '../app/locale.ts';
import { beginConversation } from '../app/messenger.ts';
import { ask } from '../app/session.ts';
import { Icon } from '../parts/icon.tsx';
import { sentenceOf } from '../screens/failure.tsx';
import { Effects } from './confirm.tsx';

const Accepted = ({ onClose }: { onClose: () => void }): JSX.Element => (
  <div className="locking">
    <p className="lock-state" role="status">
      <Icon d={shield} size={24} />
      <span>{t('lock.accepted')}</span>
    </p>
    <p className="muted">{t('lock.accepted_more')}</p>
    <button
      type="button"
      className="primary"
      onClick={() => {
        onClose();
        beginConversation({ category: 'security', withAssistant: false });
      }}
    >
      {t('lock.talk')}
    </button>
  </div>
);

/**
 * For whoever cannot sign in: who they are and what only the account's owner knows. The answer is always the same; what
 * was typed is kept nowhere.
 */
export const SignedOut = ({ onClose }: { onClose: () => void }): JSX.Element => {
  const [identifier, setIdentifier] = useState('');
  const [proof, setProof] = useState('');
  const [state, setState] = useState<'ready' | 'sending' | 'accepted'>('ready');
  const [trouble, setTrouble] = useState<string | null>(null);
  if (state === 'accepted') return <Accepted onClose={onClose} />;
  const isWhole = identifier.trim().length >= 3 && proof.trim().length >= 4;
  const send = async (): Promise<void> => {
    setState('sending');
    setTrouble(null);
    const body = { identifier: identifier.trim(), proof: proof.trim(), locale: currentLocale() };
    const answer = await ask('POST', '/api/lock/signed-out', body);
    setState(answer.ok ? 'accepted' : 'ready');
    if (answer.ok) setProof('');
    else
      setTrouble(
        answer.code === 'exchange_unreachable' ? t('lock.unreachable') : sentenceOf(answer.code),
      );
  };
  const field = (
    name: 'identifier' | 'proof',
    value: string,
    change: (value: string) => void,
  ): JSX.Element => (
    <label className="field">
      {t(`lock.${name}`)}
      <input
        type="text"
        dir="ltr"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        aria-describedby={`lock-${name}-hint`}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <small id={`lock-${name}-hint`} className="muted">
        {t(`lock.${name}_hint`)}
      </small>
    </label>
  );
  return (
    <form
      className="confirm"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole && state === 'ready') void send();
      }}
    >
      <p>{t('lock.lead_out')}</p>
      <Effects />
      {field('identifier', identifier, setIdentifier)}
      {field('proof', proof, setProof)}
      {trouble !== null && (
        <p className="trouble" role="alert">
          <Icon d={alert} size={18} />
          <span>{trouble}</span>
        </p>
      )}
      <button
        type="submit"
        className="primary destructive"
        disabled={!isWhole || state === 'sending'}
      >
        {t(state === 'sending' ? 'lock.sending_out' : 'lock.do')}
      </button>
    </form>
  );
};
