// Wallet: deposit, withdraw and the address book.
import {
  choice,
  code,
  copyable,
  field,
  figure,
  h,
  facts as list,
  note,
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
import { number, span, sum, t, time } from './words.js';

/** The customer's choice stays while they walk between the screens. */
const chosen = { coin: 'BTC', network: 'Bitcoin', amount: '', address: '', code: '' };

const choose = (facts, coin, network) => {
  const { networks } = facts.coins.find((each) => each.coin === coin);
  chosen.coin = coin;
  chosen.network = (networks.find((each) => each.network === network) ?? networks[0]).network;
};

const ruleOf = (facts) => {
  const { networks } = facts.coins.find(({ coin }) => coin === chosen.coin);
  return networks.find(({ network }) => network === chosen.network);
};

const chooser = (facts, redraw) => {
  const { networks } = facts.coins.find(({ coin }) => coin === chosen.coin);
  const to = (coin, network, id) => {
    choose(facts, coin, network);
    redraw(id);
  };
  const coin = choice(
    facts.coins.map((each) => each.coin),
    chosen.coin,
    (value) => to(value, null, 'coin'),
  );
  const network = choice(
    networks.map((each) => each.network),
    chosen.network,
    (value) => to(chosen.coin, value, 'network'),
  );
  coin.id = 'coin';
  network.id = 'network';
  return h(
    'div',
    { class: 'fields' },
    field(t('demo.coin'), coin),
    field(t('demo.network'), network),
  );
};

/** Content that is drawn anew when a choice changes; the focus stays on the choice. */
const drawn = (draw) => {
  const place = h('div', { class: 'stack' });
  const redraw = (id) => {
    place.replaceChildren(...draw(redraw).filter(Boolean));
    if (id !== undefined) document.getElementById(id)?.focus();
  };
  redraw();
  return place;
};

/** Where coins are sent to; while the network is closed, that. */
const addressPart = (account, rule) => {
  const { coin, network } = chosen;
  const place = account.depositAddresses[`${coin} ${network}`];
  if (!place)
    return [
      note(
        account.networks.state === 'starting'
          ? t('demo.deposit.starting')
          : t('demo.deposit.closed', { coin, network }),
        'wait',
      ),
    ];
  return [
    h('h2', {}, rule.invoiceMinutes ? t('demo.deposit.invoice') : t('demo.deposit.address')),
    copyable(place.address),
    ...(place.memo ? [h('h2', {}, t('demo.deposit.memo')), copyable(place.memo)] : []),
    note(t('demo.deposit.fictional'), 'wait'),
  ];
};

const depositPanel = (facts, account) => (redraw) => {
  const rule = ruleOf(facts);
  const { coin, network } = chosen;
  return [
    panel(
      null,
      chooser(facts, redraw),
      ...addressPart(account, rule),
      list([
        [t('demo.smallest'), figure(sum(rule.depositMinimum, coin))],
        rule.confirmations && [t('demo.deposit.confirmations'), figure(number(rule.confirmations))],
        rule.typicalMinutes && [t('demo.deposit.typical'), span(rule.typicalMinutes, 'minute')],
        rule.invoiceMinutes && [t('demo.deposit.valid'), span(rule.invoiceMinutes, 'minute')],
      ]),
      soft(t('demo.deposit.only', { coin, network })),
      soft(t('demo.deposit.below')),
    ),
  ];
};

export const showDeposit = ({ facts, account }) => [drawn(depositPanel(facts, account))];

const round = (value) => Number(value.toFixed(8));

/** What is wrong with the amount, in words; null: nothing. */
const fault = (amount, rule, available) => {
  if (!(amount > 0)) return t('demo.withdraw.not_number');
  if (amount < rule.withdrawalMinimum)
    return t('demo.smallest_is', { amount: sum(rule.withdrawalMinimum, chosen.coin) });
  return amount > available ? t('demo.withdraw.too_much') : null;
};

const reckon = (rule, available) => {
  const amount = readSum(chosen.amount);
  const wrong = chosen.amount === '' ? null : fault(amount, rule, available);
  const arrives =
    chosen.amount === '' || wrong ? '–' : sum(round(amount - rule.withdrawalFee), chosen.coin);
  return [
    wrong && note(wrong, 'wait'),
    list([
      [t('demo.fee'), figure(sum(rule.withdrawalFee, chosen.coin))],
      [t('demo.withdraw.arrives'), figure(arrives)],
      [t('demo.smallest'), figure(sum(rule.withdrawalMinimum, chosen.coin))],
      [t('demo.withdraw.available'), figure(sum(available, chosen.coin))],
    ]),
  ].filter(Boolean);
};

const sendButton = (refresh, tell) => {
  const result = h('div', { role: 'status' });
  const button = h('button', { type: 'button', class: 'cta' }, t('demo.withdraw.send'));
  button.addEventListener('click', async () => {
    const amount = readSum(chosen.amount);
    const { coin: asset, network, address } = chosen;
    const answer = await act('/withdrawals', {
      ...{ asset, network, address: address.trim(), memo: null, code: chosen.code },
      amount:
        amount > 0
          ? round(amount)
              .toFixed(8)
              .replace(/\.?0+$/, '')
          : '0',
    });
    result.replaceChildren(...(answer.ok ? [] : [refusal(answer.code)]));
    if (!answer.ok) return;
    chosen.amount = '';
    chosen.code = '';
    tell(t('demo.withdraw.done'));
    await refresh();
  });
  return [button, result];
};

/** As on the customer's phone; the demo shows it under Account → Security. */
const codeInput = () => {
  const input = h('input', {
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    dir: 'ltr',
    value: chosen.code,
    oninput: () => {
      chosen.code = input.value;
    },
  });
  return field(t('demo.withdraw.code'), input);
};

const addressInput = (account) => {
  const input = h('input', {
    autocomplete: 'off',
    dir: 'ltr',
    value: chosen.address,
    list: 'saved',
    oninput: () => {
      chosen.address = input.value;
    },
  });
  const saved = account.addresses.filter(({ network }) => network === chosen.network);
  return [
    field(t('demo.withdraw.address'), input),
    h(
      'datalist',
      { id: 'saved' },
      saved.map(({ name, address }) => h('option', { value: address }, name)),
    ),
  ];
};

const withdrawPanel = (facts, account, refresh, tell) => (redraw) => {
  const rule = ruleOf(facts);
  const available = account.balances[chosen.coin] ?? 0;
  const result = h('div', { class: 'stack', role: 'status' }, ...reckon(rule, available));
  const amount = sumInput(chosen.amount, (typed) => {
    chosen.amount = typed;
    result.replaceChildren(...reckon(rule, available));
  });
  return [
    panel(
      null,
      chooser(facts, redraw),
      ...addressInput(account),
      field(t('demo.amount'), amount),
      result,
      account.security.authenticator && codeInput(),
      ...sendButton(refresh, tell),
    ),
  ];
};

const holds = (facts, { hold, timeZone }) =>
  panel(
    t('demo.withdraw.holds'),
    hold
      ? note(
          hold.until === null
            ? t('demo.withdraw.held', { reason: t(`demo.hold.${hold.reason}`) })
            : t('demo.withdraw.until', {
                time: time(hold.until, timeZone),
                reason: t(`demo.hold.${hold.reason}`),
              }),
          'wait',
        )
      : note(t('demo.withdraw.no_hold')),
    list(facts.holds.map(({ reason, hours }) => [t(`demo.hold.${reason}`), span(hours, 'hour')])),
    soft(t('demo.withdraw.hold_note')),
  );

export const showWithdraw = ({ facts, account, refresh, tell }) => [
  drawn(withdrawPanel(facts, account, refresh, tell)),
  holds(facts, account),
];

export const showAddresses = ({ facts, account }) => {
  const wait = facts.holds.find(({ reason }) => reason === 'address').hours;
  return [
    panel(
      null,
      orNothing(account.addresses, (rows) =>
        table(
          [t('demo.name'), t('demo.coin'), t('demo.addresses.address'), t('demo.state')],
          rows.map(({ name, coin, network, address, usableFrom }) => [
            own(name),
            own(`${coin} · ${network}`),
            address === '' ? '–' : code(`${address.slice(0, 8)}…${address.slice(-6)}`),
            usableFrom === null
              ? tag(t('demo.addresses.ready'), 'good')
              : tag(t('demo.addresses.from', { time: time(usableFrom, account.timeZone) }), 'wait'),
          ]),
        ),
      ),
      list([
        [
          t('demo.addresses.only_saved'),
          account.onlySavedAddresses ? tag(t('demo.on'), 'good') : tag(t('demo.off'), 'off'),
        ],
      ]),
      soft(
        t('demo.addresses.note', {
          hours: span(wait, 'hour'),
          count: number(facts.addresses.most),
        }),
      ),
      soft(t('demo.addresses.remove')),
    ),
  ];
};
