import './verify.css';
import ours from 'icon:badge-check';
import notOurs from 'icon:circle-exclamation-point';
import unknown from 'icon:circle-question-mark';
import person from 'icon:message-circle-question-mark';
import { type JSX, useEffect, useRef, useState } from 'react';
import type { OfficialAnswer, VerifyReply } from '../../../src/contract/official.ts';
import type { Refusal } from '../../kit/api/request.ts';
import {
  NETWORK_NAMES,
  namesNearest,
  sentencesOf,
  VERIFY_TEXTS,
} from '../../kit/state/verify-words.ts';
import { useCell } from '../app/cell.ts';
import { rich, t } from '../app/locale.ts';
import { beginConversation } from '../app/messenger.ts';
import { ask } from '../app/session.ts';
import { state } from '../app/state.ts';
import { Icon } from '../parts/icon.tsx';
import { Failure } from '../screens/failure.tsx';

/** The server takes no more. */
const LONGEST = 500;
const ICONS = { ours, not_ours: notOurs, unknown } as const;

const Answer = ({ answer }: { answer: OfficialAnswer }): JSX.Element => {
  const keys = sentencesOf(answer);
  const { nearest, network } = answer;
  const values = {
    nearest: (
      <bdi key="nearest" dir="ltr">
        {nearest ?? ''}
      </bdi>
    ),
    network: network === null ? '' : NETWORK_NAMES[network],
  };
  return (
    <>
      <p className="verify-verdict">
        <Icon d={ICONS[answer.verdict]} />
        <strong>{t(keys.verdict)}</strong>
      </p>
      <p className="muted">
        {t(keys.kind)}: <bdi dir="ltr">{answer.shown}</bdi>
      </p>
      <p>{rich(keys.why, values)}</p>
      {namesNearest(answer) && <p>{rich(VERIFY_TEXTS.nearest, values)}</p>}
      <p>{t(keys.todo)}</p>
    </>
  );
};

/** Asks the server of what was pasted last; an answer to anything older is dropped. */
const useVerify = () => {
  const [reply, setReply] = useState<VerifyReply | null>(null);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const turn = useRef(0);
  const check = async (pasted: string): Promise<void> => {
    turn.current += 1;
    const mine = turn.current;
    const path = `/api/verify?${new URLSearchParams({ q: pasted.slice(0, LONGEST) })}`;
    const answer = await ask<VerifyReply>('GET', path);
    if (mine !== turn.current) return;
    setReply(answer.ok ? answer.value : null);
    setFailure(answer.ok ? null : answer);
  };
  return { reply, failure, check };
};

/** Is it really us? Paste it, and be told. */
export const VerifyScreen = (): JSX.Element => {
  const [pasted, setPasted] = useState('');
  const { reply, failure, check } = useVerify();
  const field = useRef<HTMLInputElement>(null);
  const blocked = useCell(state, ({ customer }) => customer?.blocked === true);
  const isEmpty = pasted.trim() === '';
  useEffect(() => field.current?.focus(), []);
  const verdict = reply?.answer?.verdict;
  return (
    <>
      <div className="scroll pad">
        <form
          className="verify"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isEmpty) void check(pasted.trim());
          }}
        >
          <label className="field">
            {t(VERIFY_TEXTS.label)}
            <input
              ref={field}
              type="text"
              dir="auto"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={LONGEST}
              enterKeyHint="go"
              value={pasted}
              onInput={(event) => setPasted(event.currentTarget.value)}
            />
          </label>
          <p className="muted">{t(VERIFY_TEXTS.hint)}</p>
          <button type="submit" className="primary" disabled={isEmpty}>
            {t(VERIFY_TEXTS.submit)}
          </button>
        </form>
        {failure !== null && (
          <Failure failure={failure} onRetry={() => void check(pasted.trim())} />
        )}
        <div role="status">
          {reply !== null && (
            <section className={`verify-answer ${verdict ?? ''}`}>
              {reply.answer === null ? (
                <p>{t(VERIFY_TEXTS.unreadable)}</p>
              ) : (
                <Answer answer={reply.answer} />
              )}
            </section>
          )}
        </div>
      </div>
      {!blocked && verdict !== undefined && verdict !== 'ours' && (
        <div className="foot">
          <button
            type="button"
            className="quiet"
            onClick={() => beginConversation({ category: 'fraud' })}
          >
            <Icon d={person} size={18} />
            {t('verify.tell')}
          </button>
        </div>
      )}
    </>
  );
};
