import './code-words.css';
import { type JSX, useEffect, useState } from 'react';
import type { ConversationCode } from '../../../src/contract/official.ts';
import type { Refusal } from '../../kit/api/request.ts';
import { t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { Failure } from '../screens/failure.tsx';

const Line = ({ words, lang }: { words: readonly string[]; lang: string }): JSX.Element => (
  <p className="code-words" lang={lang} dir="auto">
    {words.map((word) => (
      <bdi key={word}>{word}</bdi>
    ))}
  </p>
);

/** The three words by which both sides of a request know each other. */
export const CodeWords = ({ id }: { id: string }): JSX.Element => {
  const [code, setCode] = useState<ConversationCode | null>(null);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks anew
  useEffect(() => {
    let isWanted = true;
    setFailure(null);
    void ask<ConversationCode>('GET', `/api/conversations/${id}/code`).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setCode(answer.value);
      else setFailure(answer);
    });
    return () => {
      isWanted = false;
    };
  }, [id, attempt]);
  return (
    <section className="code-part" aria-labelledby="code-title">
      <h3 id="code-title">{t('code.title')}</h3>
      <p className="muted">{t('code.lead')}</p>
      {failure !== null && <Failure failure={failure} onRetry={() => setAttempt(attempt + 1)} />}
      {code === null && failure === null && <span className="bone bone-line" aria-hidden="true" />}
      {code !== null && <Line words={code.words} lang={code.locale} />}
      {code !== null && code.locale !== 'en' && <Line words={code.english} lang="en" />}
    </section>
  );
};
