import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { partOf } from './figures.ts';
import { Amount, Bar, Fact, Facts, Name, Note, Percent } from './parts.tsx';
import type { CardSpeech } from './speech.ts';

/** What trading costs now, and how far it is to the next tier. */
export const FeeTierBody = ({
  data,
  speech,
}: {
  data: CardOf<'fee_tier'>['data'];
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  return (
    <>
      <Facts>
        <Fact name={t('fee_tier.maker')}>
          <Percent share={data.makerShare} speech={speech} />
        </Fact>
        <Fact name={t('fee_tier.taker')}>
          <Percent share={data.takerShare} speech={speech} />
        </Fact>
        <Fact name={t('fee_tier.volume', { count: data.volumeDays })}>
          <Amount amount={data.volume} asset={data.volumeAsset} />
        </Fact>
      </Facts>
      {data.next === null ? (
        <Note>{t('fee_tier.highest')}</Note>
      ) : (
        <Bar
          part={partOf(data.volume, data.next.fromVolume)}
          label={t('fee_tier.progress')}
          words={speech.rich('fee_tier.next', {
            tier: <Name key="tier" text={data.next.tier} />,
            amount: <Amount key="amount" amount={data.next.fromVolume} asset={data.volumeAsset} />,
          })}
        />
      )}
    </>
  );
};
