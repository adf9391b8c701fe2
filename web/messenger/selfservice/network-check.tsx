import gauge from 'icon:gauge';
import { type JSX, useEffect, useRef, useState } from 'react';
import type { NetworkCheckResult } from '../../../src/core/selfservice/vocabulary.ts';
import { mayRetry } from '../../kit/api/request.ts';
import { catchUp } from '../app/chats.ts';
import { t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { useFocusKept } from '../chat/tapped.tsx';
import { Icon } from '../parts/icon.tsx';
import { sentenceOf } from '../screens/failure.tsx';
import { NetworkCard } from './network-card.tsx';
import { PROBES, runNetworkCheck } from './run-network-check.ts';

/** The page tests its own line; what it found is shown here also when it cannot be sent. */
export const NetworkCheck = ({ id, turnId }: { id: string; turnId: string }): JSX.Element => {
  const [done, setDone] = useState<number | null>(null);
  const [result, setResult] = useState<NetworkCheckResult | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const box = useFocusKept<HTMLFieldSetElement>();
  const isHere = useRef(true);
  useEffect(
    () => () => {
      isHere.current = false;
    },
    [],
  );
  const send = async (found: NetworkCheckResult): Promise<void> => {
    setTrouble(null);
    const path = `/api/conversations/${id}/selfservice/network-check`;
    const answer = await ask('POST', path, { turnId, result: found });
    if (answer.ok || answer.code === 'step_not_open') await catchUp(id);
    if (!answer.ok) setTrouble(mayRetry(answer) ? t('network.not_sent') : sentenceOf(answer.code));
  };
  const run = async (): Promise<void> => {
    setResult(null);
    setTrouble(null);
    setDone(0);
    const found = await runNetworkCheck((count) => {
      if (isHere.current) setDone(count);
    });
    if (!isHere.current) return;
    setDone(null);
    setResult(found);
    await send(found);
  };
  return (
    <fieldset className="self-taps" ref={box} aria-label={t('network.title')}>
      {done !== null && (
        <>
          <p role="status">{t('network.running')}</p>
          <progress max={PROBES} value={done} aria-label={t('network.running')} />
        </>
      )}
      {result !== null && <NetworkCard result={result} />}
      {trouble !== null && <p role="alert">{trouble}</p>}
      {done === null && (
        <div className="buttons">
          {result !== null && trouble !== null && (
            <button type="button" className="quiet" onClick={() => void send(result)}>
              {t('retry')}
            </button>
          )}
          <button
            type="button"
            className={result === null ? 'primary' : 'quiet'}
            onClick={() => void run()}
          >
            <Icon d={gauge} size={18} />
            {t(result === null ? 'network.begin' : 'network.again')}
          </button>
        </div>
      )}
    </fieldset>
  );
};
