// Orders: what waits and what was.
import {
  choice,
  field,
  figure,
  h,
  orNothing,
  own,
  panel,
  readSum,
  soft,
  sumInput,
  table,
  tag,
} from './elements.js';
import { act, refusal } from './server.js';
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

/** What somebody is about to place stays while they walk between the screens. */
const draft = { pair: 'BTC/EUR', side: 'buy', type: 'limit', amount: '', price: '', stop: '' };

/** A typed sum as exact text, or null. */
const exact = (typed) => {
  const value = readSum(typed);
  return value > 0 ? value.toFixed(8).replace(/\.?0+$/, '') : null;
};

const placing = async () => {
  const { pair, side, type, amount, price, stop } = draft;
  return act('/orders', {
    ...{ pair: pair.replace('/', '-'), side, type },
    timeInForce: type === 'market' ? 'ioc' : 'gtc',
    quantity: exact(amount) ?? '0',
    price: type === 'market' ? null : exact(price),
    stopPrice: type === 'stop_limit' ? exact(stop) : null,
  });
};

const orderForm = (facts, refresh, tell) => {
  const result = h('div', { role: 'status' });
  const place = h('div', { class: 'fields' });
  const named = (name, key) =>
    field(
      name,
      sumInput(draft[key], (typed) => {
        draft[key] = typed;
      }),
    );
  const picked = (name, key, choices) =>
    field(
      name,
      choice(choices, draft[key], (value) => {
        draft[key] = value;
        draw();
      }),
    );
  const draw = () =>
    place.replaceChildren(
      ...[
        picked(
          t('demo.pair'),
          'pair',
          facts.pairs.map((pair) => pair.join('/')),
        ),
        picked(
          t('demo.order.side'),
          'side',
          ['buy', 'sell'].map((each) => [each, t(`demo.side.${each}`)]),
        ),
        picked(
          t('demo.kind'),
          'type',
          ['limit', 'market', 'stop_limit'].map((each) => [each, t(`demo.type.${each}`)]),
        ),
        named(t('demo.amount'), 'amount'),
        draft.type !== 'market' && named(t('demo.order.price'), 'price'),
        draft.type === 'stop_limit' && named(t('demo.order.stop'), 'stop'),
      ].filter(Boolean),
    );
  draw();
  const button = h('button', { type: 'button', class: 'cta' }, t('demo.order.place'));
  button.addEventListener('click', async () => {
    const answer = await placing();
    result.replaceChildren(...(answer.ok ? [] : [refusal(answer.code)]));
    if (!answer.ok) return;
    tell(t('demo.order.placed'));
    await refresh();
  });
  return panel(t('demo.order.new'), place, button, result);
};

const cancelButton = (path, refresh) => {
  const button = h('button', { type: 'button', class: 'quiet' }, t('demo.cancel'));
  button.addEventListener('click', async () => {
    button.disabled = true;
    const answer = await act(path);
    if (!answer.ok) button.replaceWith(refusal(answer.code));
    await refresh();
  });
  return button;
};

export const showOpenOrders = ({ facts, account, refresh, tell }) => [
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
          t('demo.cancel'),
        ],
        rows.map((order) => [
          what(order),
          figure(sum(order.amount, unitsOf(order)[0])),
          priceOf(order),
          figure(percent((order.filled / order.amount) * 100, 0)),
          time(order.at, account.timeZone),
          time(order.ends, account.timeZone),
          cancelButton(`/orders/${order.id}/cancel`, refresh),
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
  orderForm(facts, refresh, tell),
];

const KINDS = { filled: 'good', cancelled: 'off', expired: 'off', rejected: 'wait' };

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
            isFilled ? figure(sum(order.fee, quote)) : '–',
            time(order.at, account.timeZone),
            tag(t(`demo.order_state.${order.state}`), KINDS[order.state]),
          ];
        }),
      ),
    ),
    soft(t('demo.order.roles')),
  ),
];
