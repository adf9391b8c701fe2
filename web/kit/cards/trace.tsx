import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { Fact, Facts, Id, Name } from './parts.tsx';
import type { CardSpeech } from './speech.ts';

/** How far the funds have been followed, in figures; the graph itself is drawn elsewhere. */
export const TraceBody = ({
  data,
  speech,
}: {
  data: CardOf<'trace'>['data'];
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  return (
    <Facts>
      <Fact name={t('trace.from')}>
        <Id id={data.rootTxid} speech={speech} />
      </Fact>
      <Fact name={t('fact.network')}>
        <Name text={data.chain} />
      </Fact>
      <Fact name={t('trace.hops')}>{data.hops}</Fact>
      <Fact name={t('trace.transactions')}>{data.transactions}</Fact>
      <Fact name={t('trace.addresses')}>{data.addresses}</Fact>
      {data.reached.length > 0 && (
        <Fact name={t('trace.reached')}>
          {data.reached.map((place) => (
            <span key={place} className="xplace">
              <Name text={place} />
            </span>
          ))}
        </Fact>
      )}
    </Facts>
  );
};
