import shield from 'icon:shield';
import { type JSX, useEffect, useState } from 'react';
import type { AppealStatusReply } from '../../../src/contract/blocking.ts';
import { t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { showToast, state } from '../app/state.ts';
import { dateAndTime } from '../app/time.ts';
import { GuardNotice } from '../guard/guard-notice.tsx';
import { noOtherWords, useGuard } from '../guard/use-guard.ts';
import { Icon } from '../parts/icon.tsx';
import { sentenceOf } from './failure.tsx';

const SHORTEST = 10;

const AppealForm = ({ onSent }: { onSent: () => void }): JSX.Element => {
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const guard = useGuard(text, noOtherWords);
  const send = async (): Promise<void> => {
    setSending(true);
    const answer = await ask('POST', '/api/appeal', { text });
    setSending(false);
    if (answer.ok) onSent();
    else showToast(sentenceOf(answer.code));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        guard.pass(() => void send());
      }}
    >
      <GuardNotice guard={guard} text={text} onChange={setText} />
      <label className="field">
        {t('blocked.appeal_label')}
        <textarea
          rows={4}
          maxLength={2_000}
          dir="auto"
          value={text}
          readOnly={guard.isWaiting}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button
        type="submit"
        className="primary"
        disabled={sending || guard.isWaiting || text.trim().length < SHORTEST}
      >
        {t('blocked.appeal_send')}
      </button>
    </form>
  );
};

/** Said to somebody whom a supervisor has blocked: reading stays, and one appeal. */
export const BlockedNotice = (): JSX.Element => {
  const [status, setStatus] = useState<AppealStatusReply | null>(null);
  const load = async (): Promise<void> => {
    const answer = await ask<AppealStatusReply>('GET', '/api/appeal');
    if (!answer.ok) return;
    setStatus(answer.value);
    const { customer } = state.get();
    if (!answer.value.blocked && customer !== null) {
      state.patch({ customer: { ...customer, blocked: false } });
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once
  useEffect(() => void load(), []);
  const until = status?.until ?? null;
  const appeal = status?.appeal ?? null;
  return (
    <section className="blocked" aria-label={t('blocked.title')}>
      <h2>
        <Icon d={shield} />
        {t('blocked.title')}
      </h2>
      <p>
        {until === null
          ? t('blocked.explained')
          : t('blocked.until', { moment: dateAndTime(until) })}
      </p>
      {appeal !== null && <p>{t(`blocked.appeal_${appeal.state}`)}</p>}
      {status !== null && appeal === null && <AppealForm onSent={() => void load()} />}
    </section>
  );
};
