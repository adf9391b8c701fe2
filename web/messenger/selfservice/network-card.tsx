import '../../kit/cards/cards.css';
import gauge from 'icon:gauge';
import type { JSX } from 'react';
import type { NetworkCheckResult } from '../../../src/core/selfservice/vocabulary.ts';
import { t } from '../app/locale.ts';
import { Icon } from '../parts/icon.tsx';

/** A line is called slow, or a clock off, from these milliseconds on. */
const SLOW_MS = 800;
const CLOCK_OFF_MS = 2_000;

const adviceOf = (result: NetworkCheckResult): readonly string[] => {
  const { samples, lost, medianMs, clockOffMs, socket, isOnline } = result;
  if (!isOnline || lost === samples) return ['network.do.unreachable'];
  return [
    ...(lost > 0 ? ['network.do.lossy'] : []),
    ...(medianMs !== null && medianMs > SLOW_MS ? ['network.do.slow'] : []),
    ...(clockOffMs !== null && Math.abs(clockOffMs) > CLOCK_OFF_MS ? ['network.do.clock'] : []),
    ...(socket === 'failed' ? ['network.do.socket'] : []),
  ];
};

const Row = ({ name, value }: { name: string; value: string }): JSX.Element => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

const clockWords = (off: number): string =>
  Math.abs(off) <= CLOCK_OFF_MS
    ? t('network.clock_right')
    : t(off > 0 ? 'network.ahead' : 'network.behind', {
        seconds: Math.round(Math.abs(off) / 1000),
      });

/** What the page measured on its own line, and what to do about it. */
export const NetworkCard = ({ result }: { result: NetworkCheckResult }): JSX.Element => {
  const { samples, lost, medianMs, slowMs, clockOffMs, socket } = result;
  const advice = adviceOf(result);
  return (
    <section className="xcard" aria-label={t('network.title')}>
      <div className="xhead">
        <Icon d={gauge} size={18} />
        <span className="xkind">{t('network.title')}</span>
        <span className={advice.length === 0 ? 'xchip xchip-good' : 'xchip xchip-warn'}>
          {t(advice.length === 0 ? 'network.good' : 'network.poor')}
        </span>
      </div>
      <div className="xbody">
        <dl className="xfacts">
          <Row
            name={t('network.reached')}
            value={t('network.reached_of', { count: samples - lost, samples })}
          />
          {medianMs !== null && (
            <Row name={t('network.usual')} value={t('network.ms', { ms: medianMs })} />
          )}
          {slowMs !== null && (
            <Row name={t('network.slow')} value={t('network.ms', { ms: slowMs })} />
          )}
          {clockOffMs !== null && <Row name={t('network.clock')} value={clockWords(clockOffMs)} />}
          <Row
            name={t('network.socket')}
            value={t(socket === 'open' ? 'network.open' : 'network.closed')}
          />
        </dl>
        {advice.map((key) => (
          <p key={key} className="xnote">
            {t(key)}
          </p>
        ))}
      </div>
    </section>
  );
};
