import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { partOf, writeAmount } from './figures.ts';
import { Amount, Bar, Fact, Facts, Moment, Note, Percent, type Tone } from './parts.tsx';
import type { CardSpeech } from './speech.ts';
import { endReasonOf } from './words.ts';

type Order = CardOf<'order'>['data'];

export const orderTone = ({ state, market }: Order): Tone => {
  if (state === 'filled') return 'good';
  if (state === 'rejected') return 'warn';
  const isOpen = state === 'open' || state === 'partially_filled';
  return isOpen && market !== null && market.state !== 'open' ? 'warn' : 'calm';
};

/** The coin that is bought or sold, and the one that it is paid in: `BTC-EUR`. */
const coinsOf = (pair: string): readonly [string, string] => {
  const [coin = '', money = ''] = pair.split('-');
  return [coin, money];
};

const Market = ({
  market,
  money,
  coin,
  speech,
}: {
  market: NonNullable<Order['market']>;
  money: string;
  coin: string;
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  return (
    <>
      <Fact name={t('order.last_price')}>
        <Amount amount={market.lastPrice} asset={money} />
      </Fact>
      {market.distance !== null && (
        <Fact name={t('order.distance')}>
          <Percent share={market.distance} speech={speech} />
        </Fact>
      )}
      {market.inFront !== null && (
        <Fact name={t('order.in_front')}>
          {market.isWhole ? (
            <Amount amount={market.inFront} asset={coin} />
          ) : (
            speech.rich('value.at_least', {
              amount: <Amount key="amount" amount={market.inFront} asset={coin} />,
            })
          )}
        </Fact>
      )}
      {market.state !== 'open' && (
        <Fact name={t('order.market')}>
          {t(`market.${market.state}`)}
          {market.opensAt !== null && (
            <>
              {' · '}
              {speech.rich('value.opens', {
                time: <Moment key="time" at={market.opensAt} speech={speech} />,
              })}
            </>
          )}
        </Fact>
      )}
    </>
  );
};

export const OrderBody = ({ data, speech }: { data: Order; speech: CardSpeech }): JSX.Element => {
  const { t } = speech;
  const [coin, money] = coinsOf(data.pair);
  const isOpen = data.state === 'open' || data.state === 'partially_filled';
  const part = partOf(data.filled, data.quantity);
  return (
    <>
      <Bar
        part={part}
        label={t('order.filled')}
        words={speech.rich('value.filled', {
          filled: <Amount key="filled" amount={data.filled} />,
          quantity: <Amount key="quantity" amount={data.quantity} asset={coin} />,
          percent: (
            <bdi key="percent" dir="ltr" className="xfigure">
              {t('value.percent', { value: writeAmount(`${Math.floor(part * 100)}`) })}
            </bdi>
          ),
        })}
      />
      <Facts>
        {data.price !== null && (
          <Fact name={t('order.price')}>
            <Amount amount={data.price} asset={money} />
          </Fact>
        )}
        {data.averagePrice !== null && (
          <Fact name={t('order.average')}>
            <Amount amount={data.averagePrice} asset={money} />
          </Fact>
        )}
        {data.stopPrice !== null && (
          <Fact name={t('order.stop')}>
            <Amount amount={data.stopPrice} asset={money} />
            {data.isTriggered !== null &&
              ` · ${t(data.isTriggered ? 'order.triggered' : 'order.not_triggered')}`}
          </Fact>
        )}
        {isOpen && data.market !== null && (
          <Market market={data.market} money={money} coin={coin} speech={speech} />
        )}
        <Fact name={t('order.kind')}>
          {t(`order_type.${data.type}`)} · {t(`time_in_force.${data.timeInForce}`)}
        </Fact>
        <Fact name={t('order.created')}>
          <Moment at={data.createdAt} speech={speech} />
        </Fact>
      </Facts>
      {data.endReason !== null && !isOpen && <Note>{endReasonOf(speech, data.endReason)}</Note>}
    </>
  );
};
