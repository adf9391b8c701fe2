import shield from 'icon:shield-check';
import { type JSX, useEffect, useRef, useState } from 'react';
import type { StepUpChallenge } from '../../../src/contract/exchange/actions.ts';
import { catchUp } from '../app/chats.ts';
import { rich, t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { timeOfDay } from '../app/time.ts';
import { useFocusKept } from '../chat/tapped.tsx';
import { Icon } from '../parts/icon.tsx';
import { sentenceOf } from '../screens/failure.tsx';

/** A passkey belongs to the exchange’s own site: no other page can ask for it. */
type Method = Exclude<StepUpChallenge['methods'][number], 'passkey'>;
const methodsOf = ({ methods }: StepUpChallenge): readonly Method[] =>
  methods.filter((method): method is Method => method !== 'passkey');

const LONGEST_CODE = 32;

interface CodeFormProps {
  readonly id: string;
  readonly turnId: string;
  readonly challenge: StepUpChallenge;
  readonly onAgain: () => void;
}

const useIsOver = (at: number): boolean => {
  const [isOver, setOver] = useState(at <= Date.now());
  useEffect(() => {
    setOver(at <= Date.now());
    const timer = setTimeout(() => setOver(true), Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  }, [at]);
  return isOver;
};

const Methods = ({
  methods,
  chosen,
  onChoose,
}: {
  methods: readonly Method[];
  chosen: Method;
  onChoose: (method: Method) => void;
}): JSX.Element | null =>
  methods.length < 2 ? null : (
    <fieldset className="chips" aria-label={t('step_up.methods')}>
      {methods.map((method) => (
        <button
          key={method}
          type="button"
          className="chip"
          aria-pressed={method === chosen}
          onClick={() => onChoose(method)}
        >
          {t(`step_up.method.${method}`)}
        </button>
      ))}
    </fieldset>
  );

/** The code lives in this field and on its way to the exchange: no draft, no storage, no message. */
const CodeForm = ({ id, turnId, challenge, onAgain }: CodeFormProps): JSX.Element => {
  const methods = methodsOf(challenge);
  const [method, setMethod] = useState<Method>(methods[0] ?? 'totp');
  const [code, setCode] = useState('');
  const [triesLeft, setTriesLeft] = useState(challenge.triesLeft);
  const [isChecking, setChecking] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const isOver = useIsOver(challenge.validUntil);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const check = async (): Promise<void> => {
    setChecking(true);
    setTrouble(null);
    const answer = await ask<{ readonly passed: boolean; readonly triesLeft: number }>(
      'POST',
      `/api/conversations/${id}/selfservice/step-up/check`,
      { turnId, challengeId: challenge.challengeId, method, code: code.replace(/\s/g, '') },
    );
    setCode('');
    setChecking(false);
    if (!answer.ok) {
      setTrouble(sentenceOf(answer.code));
      if (answer.code === 'step_not_open') await catchUp(id);
      return;
    }
    setTriesLeft(answer.value.triesLeft);
    if (answer.value.passed || answer.value.triesLeft === 0) await catchUp(id);
    else {
      setTrouble(t('step_up.wrong'));
      field.current?.focus();
    }
  };
  if (isOver) {
    return (
      <>
        <p role="alert">{t('step_up.over')}</p>
        <button type="button" className="quiet" onClick={onAgain}>
          {t('step_up.again')}
        </button>
      </>
    );
  }
  return (
    <form
      className="step-up-form"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== '' && !isChecking && triesLeft > 0) void check();
      }}
    >
      <Methods methods={methods} chosen={method} onChoose={setMethod} />
      <label className="field">
        {method !== 'totp' && challenge.sentTo !== null
          ? rich('step_up.sent', {
              where: (
                <bdi key="where" dir="ltr">
                  {challenge.sentTo}
                </bdi>
              ),
            })
          : t(`step_up.ask.${method}`)}
        <input
          ref={field}
          className="code-field"
          type="text"
          dir="ltr"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={LONGEST_CODE}
          aria-describedby="step-up-left"
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
      </label>
      {trouble !== null && <p role="alert">{trouble}</p>}
      <small id="step-up-left" className="muted">
        {t('step_up.left', { count: triesLeft })} ·{' '}
        {t('step_up.until', { time: timeOfDay(challenge.validUntil) })}
      </small>
      <button
        type="submit"
        className="primary"
        disabled={code.trim() === '' || isChecking || triesLeft === 0}
      >
        {t(isChecking ? 'step_up.checking' : 'step_up.check')}
      </button>
    </form>
  );
};

/** The customer proves again who they are; begun by a tap, because a code may be sent somewhere. */
export const StepUp = ({ id, turnId }: { id: string; turnId: string }): JSX.Element => {
  const [challenge, setChallenge] = useState<StepUpChallenge | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const box = useFocusKept<HTMLFieldSetElement>();
  const begin = async (): Promise<void> => {
    setAsking(true);
    setTrouble(null);
    const path = `/api/conversations/${id}/selfservice/step-up`;
    const answer = await ask<StepUpChallenge>('POST', path, { turnId });
    setAsking(false);
    if (answer.ok) setChallenge(answer.value);
    else {
      setTrouble(sentenceOf(answer.code));
      if (answer.code === 'step_not_open') await catchUp(id);
    }
  };
  const cannot = challenge !== null && methodsOf(challenge).length === 0;
  return (
    <fieldset className="self-taps step-up" ref={box} aria-label={t('step_up.title')}>
      <p className="self-note">
        <Icon d={shield} size={16} />
        {t('step_up.explained')}
      </p>
      {trouble !== null && <p role="alert">{trouble}</p>}
      {cannot && <p role="alert">{t('step_up.passkey_only')}</p>}
      {challenge === null ? (
        <button type="button" className="primary" disabled={isAsking} onClick={() => void begin()}>
          {t(isAsking ? 'step_up.asking' : 'step_up.begin')}
        </button>
      ) : (
        !cannot && (
          <CodeForm
            key={challenge.challengeId}
            id={id}
            turnId={turnId}
            challenge={challenge}
            onAgain={() => void begin()}
          />
        )
      )}
    </fieldset>
  );
};
