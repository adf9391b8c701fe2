import { type JSX, useEffect, useState } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { Bar, Fact, Facts, Moment, Note } from './parts.tsx';
import type { CardSpeech } from './speech.ts';

const TICK_MS = 15_000;
const MINUTE_MS = 60_000;

/** The present, anew every quarter of a minute while it matters. */
const useNow = (until: number): number => {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (until <= Date.now()) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [until]);
  return now;
};

const leftOf = (ms: number, speech: CardSpeech): string => {
  const minutes = Math.max(1, Math.ceil(ms / MINUTE_MS));
  return minutes < 60
    ? speech.t('value.minutes', { minutes })
    : speech.t('value.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
};

/** The cooling-off clock, which nobody can shorten. */
export const TwoFactorResetBody = ({
  data,
  speech,
}: {
  data: CardOf<'two_factor_reset'>['data'];
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  const now = useNow(data.readyAt);
  const isReady = data.state === 'ready' || now >= data.readyAt;
  const whole = Math.max(1, data.readyAt - data.requestedAt);
  return (
    <>
      {!isReady && (
        <Bar
          part={Math.min(1, Math.max(0, (now - data.requestedAt) / whole))}
          label={t('two_factor.clock')}
          words={t('two_factor.left', { time: leftOf(data.readyAt - now, speech) })}
        />
      )}
      <Facts>
        <Fact name={t('two_factor.requested')}>
          <Moment at={data.requestedAt} speech={speech} />
        </Fact>
        <Fact name={t('two_factor.ready_at')}>
          <Moment at={data.readyAt} speech={speech} />
        </Fact>
      </Facts>
      <Note>{t(isReady ? 'two_factor.do' : 'two_factor.nobody_shortens')}</Note>
    </>
  );
};
