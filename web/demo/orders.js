// Orders: what waits and what was.
import { figure, orNothing, own, panel, soft, table, tag } from './elements.js';
import { number, percent, span, sum, t, time } from './words.js';

const what = ({ pair, side, type }) =>
  own(`${t(`demo.side.${side}`)} · ${t(`demo.type.${type}`)} · \u2066${pair}\u2069`);
const unitsOf = ({ pair }) => pair.split('/');

const priceOf = (order) => {
  const [, quote] = unitsOf(order);
  const price = sum(order.price, quote);
  return order.stop === null || order.stop === undefined
    ? figure(price)
    : figure(`${number(order.stop)} → ${price}`);
};

export const showOpenOrders = ({ facts, account }) => [
  panel(
    null,
    orNothing(account.openOrders, (rows) =>
      table(
        [
          t('demo.order.order'),
          t('demo.amount'),
          t('demo.order.price'),
          t('demo.order.filled'),
          t('demo.time'),
          t('demo.order.ends'),
        ],
        rows.map((order) => [
          what(order),
          figure(sum(order.amount, unitsOf(order)[0])),
          priceOf(order),
          figure(percent((order.filled / order.amount) * 100, 0)),
          time(order.at, account.timeZone),
          time(order.ends, account.timeZone),
        ]),
      ),
    ),
    soft(t('demo.order.change')),
    soft(
      t('demo.order.limits', {
        count: number(facts.orders.most),
        days: span(facts.orders.days, 'day'),
      }),
    ),
  ),
];

const KINDS = { filled: 'good', cancelled: 'off', expired: 'off' };

export const showPastOrders = ({ account }) => [
  panel(
    null,
    orNothing(account.pastOrders, (rows) =>
      table(
        [
          t('demo.order.order'),
          t('demo.amount'),
          t('demo.order.price'),
          t('demo.fee'),
          t('demo.time'),
          t('demo.state'),
        ],
        rows.map((order) => {
          const [base, quote] = unitsOf(order);
          const isFilled = order.state === 'filled';
          return [
            what(order),
            figure(sum(order.amount, base)),
            priceOf(order),
            isFilled
              ? own(`${t(`demo.role.${order.role}`)} · \u2066${sum(order.fee, quote)}\u2069`)
              : '–',
            time(order.at, account.timeZone),
            tag(t(`demo.order_state.${order.state}`), KINDS[order.state]),
          ];
        }),
      ),
    ),
    soft(t('demo.order.roles')),
  ),
];
