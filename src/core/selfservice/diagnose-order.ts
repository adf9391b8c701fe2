import { fixedOf, minus } from './decimal.ts';
import type { MarketFacts, OrderFacts } from './facts.ts';
import {
  amountOf,
  choiceOf,
  type Finding,
  finding,
  maybeMoment,
  momentOf,
  nameOf,
  type Params,
} from './finding.ts';
import { offeredAt, placeInBook } from './read-book.ts';

const coinsOf = (pair: string): readonly [string, string] => {
  const [base = pair, quote = ''] = pair.split('-');
  return [base, quote];
};

const progress = (order: OrderFacts): Params => {
  const [base, quote] = coinsOf(order.pair);
  return {
    pair: nameOf(order.pair),
    side: choiceOf(order.side),
    filled: amountOf(order.filled, base),
    quantity: amountOf(order.quantity, base),
    rest: amountOf(minus(order.quantity, order.filled), base),
    part: choiceOf(fixedOf(order.filled) > 0n ? 'some' : 'none'),
    price: order.price === null ? nameOf('') : amountOf(order.price, quote),
  };
};

/** Reasons of the exchange for an order's end that have a sentence of their own. */
const END_CODES: Readonly<Record<string, string>> = {
  by_user: 'ended_by_user',
  post_only: 'ended_post_only',
  self_trade: 'ended_self_trade',
  insufficient_balance: 'ended_balance',
  market_halted: 'ended_halted',
  account_locked: 'ended_locked',
  expired: 'ended_expired',
  too_small: 'ended_too_small',
};

const diagnoseEnded = (order: OrderFacts): Finding => {
  const [base] = coinsOf(order.pair);
  const subjects = [{ kind: 'order', id: order.orderId }] as const;
  const params = progress(order);
  const ended = (code: string, more: Params = {}): Finding =>
    finding('order', code, { params: { ...params, ...more }, subjects });
  if (order.endReason !== null && Object.hasOwn(END_CODES, order.endReason))
    return ended(END_CODES[order.endReason] ?? 'ended_other');
  if (order.timeInForce === 'ioc' || order.timeInForce === 'fok') {
    const { depthAtPlacing } = order;
    return ended(`ended_${order.timeInForce}`, {
      known: choiceOf(depthAtPlacing === null ? 'no' : 'yes'),
      offered:
        depthAtPlacing === null ? nameOf('') : amountOf(offeredAt(order, depthAtPlacing), base),
    });
  }
  if (order.state === 'expired') return ended('ended_expired');
  return ended(order.state === 'rejected' ? 'ended_rejected' : 'ended_other');
};

const diagnoseWorking = (order: OrderFacts, market: MarketFacts): Finding => {
  const [base, quote] = coinsOf(order.pair);
  const working = (code: string, more: Params, phase: Finding['phase'] = 'wait'): Finding =>
    finding('order', code, {
      params: { ...progress(order), ...more },
      subjects: [{ kind: 'order', id: order.orderId }],
      phase,
      follows: true,
    });
  if (market.state !== 'open') {
    const opens = maybeMoment(market.opensAt);
    return working('market_closed', {
      state: choiceOf(market.state),
      opens: opens.known,
      opensAt: opens.at,
    });
  }
  if (order.type === 'stop_limit' && order.isTriggered !== true && order.stopPrice !== null)
    return working('stop_waiting', {
      stop: amountOf(order.stopPrice, quote),
      last: amountOf(market.lastPrice, quote),
    });
  const place = placeInBook(order, market);
  if (place === null) return working('working', {});
  if (place.best === null || place.distance === null) return working('nobody_offers', {});
  const more: Params = {
    best: amountOf(place.best, quote),
    front: amountOf(place.inFront, base),
    crowd: choiceOf(fixedOf(place.inFront) > 0n ? (place.isWhole ? 'some' : 'more') : 'none'),
  };
  if (fixedOf(place.distance) <= 0n && !isAway(order, place.best))
    return working('at_market', more);
  return working(place.isFirst ? 'first_in_line' : 'away_from_market', {
    ...more,
    distance: { kind: 'share', share: place.distance },
  });
};

/** Whether the market would have to move for it, however little. */
const isAway = ({ side, price }: OrderFacts, best: string): boolean => {
  const gap = fixedOf(best) - fixedOf(price ?? best);
  return side === 'buy' ? gap > 0n : gap < 0n;
};

/** Why an order is filled, waits or has ended. `market` null: it could not be read. */
export const diagnoseOrder = (order: OrderFacts, market: MarketFacts | null): Finding => {
  const [base, quote] = coinsOf(order.pair);
  const subjects = [{ kind: 'order', id: order.orderId }] as const;
  switch (order.state) {
    case 'filled':
      return finding('order', 'filled', {
        subjects,
        params: {
          ...progress(order),
          known: choiceOf(order.averagePrice === null ? 'no' : 'yes'),
          average: order.averagePrice === null ? nameOf('') : amountOf(order.averagePrice, quote),
          at: momentOf(order.updatedAt),
          amount: amountOf(order.filled, base),
        },
      });
    case 'cancelled':
    case 'rejected':
    case 'expired':
      return diagnoseEnded(order);
    case 'open':
    case 'partially_filled':
      return market === null
        ? finding('order', 'market_unknown', {
            subjects,
            params: progress(order),
            phase: 'wait',
            follows: true,
          })
        : diagnoseWorking(order, market);
  }
};
