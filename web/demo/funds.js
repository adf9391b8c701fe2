// Wallet: bank transfers, cards and the history of everything.
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
  transaction,
} from './elements.js';
import { act, refusal } from './server.js';
import { number, percent, span, sum, t, time } from './words.js';

export const showBank = ({ facts: { bank }, account }) => [
  panel(
    t('demo.bank.in'),
    list([
      [t('demo.item.transfer_reference'), copyable(account.reference)],
      [t('demo.bank.recipient'), own(bank.recipient)],
      ['IBAN', copyable(bank.iban)],
      [t('demo.smallest'), figure(sum(bank.depositMinimum, 'EUR'))],
      [t('demo.fee'), t('demo.free')],
      [t('demo.bank.instant'), span(bank.instantMinutes, 'minute')],
      [t('demo.bank.normal'), t('demo.bank.within', { count: number(bank.workingDays) })],
    ]),
    soft(t('demo.bank.reference')),
    note(t('demo.bank.fictional'), 'wait'),
  ),
  panel(
    t('demo.bank.out'),
    orNothing(account.banks, (rows) =>
      h(
        'ul',
        { class: 'plain' },
        rows.map((each) => h('li', {}, code(each))),
      ),
    ),
    list([
      [t('demo.fee'), figure(sum(bank.withdrawalFee, 'EUR'))],
      [t('demo.smallest'), figure(sum(bank.withdrawalMinimum, 'EUR'))],
      [t('demo.bank.normal'), t('demo.bank.within', { count: number(bank.workingDays) })],
    ]),
    soft(t('demo.bank.own')),
  ),
];

const chosen = { coin: 'BTC', amount: '' };

const reckonCard = ({ feePercent, least, most }) => {
  const amount = readSum(chosen.amount);
  const isRight = amount >= least && amount <= most;
  const fee = Math.round(amount * feePercent) / 100;
  const range = t('demo.card.range', { least: sum(least, 'EUR'), most: sum(most, 'EUR') });
  return [
    chosen.amount !== '' && !isRight && note(range, 'wait'),
    list([
      [t('demo.fee'), figure(percent(feePercent, 1))],
      [t('demo.card.fee'), figure(isRight ? sum(fee, 'EUR') : '–')],
      [t('demo.card.total'), figure(isRight ? sum(amount + fee, 'EUR') : '–')],
    ]),
  ].filter(Boolean);
};

export const showCard = ({ facts }) => {
  const { card, holds, coins } = facts;
  const result = h('div', { class: 'stack', role: 'status' }, ...reckonCard(card));
  const wait = holds.find(({ reason }) => reason === 'card').hours;
  return [
    panel(
      null,
      h(
        'div',
        { class: 'fields' },
        field(
          t('demo.coin'),
          choice(
            coins.map(({ coin }) => coin),
            chosen.coin,
            (coin) => {
              chosen.coin = coin;
            },
          ),
        ),
        field(
          `${t('demo.amount')} (EUR)`,
          sumInput(chosen.amount, (typed) => {
            chosen.amount = typed;
            result.replaceChildren(...reckonCard(card));
          }),
        ),
      ),
      result,
      soft(t('demo.card.range', { least: sum(card.least, 'EUR'), most: sum(card.most, 'EUR') })),
      soft(t('demo.card.confirm', { hours: span(wait, 'hour') })),
      note(t('demo.card.cannot')),
    ),
  ];
};

const STAGES = ['requested', 'review', 'signing', 'broadcast', 'confirmed'];
const DONE = ['credited', 'confirmed', 'completed'];
const ENDED = ['cancelled', 'refused', 'failed', 'returned'];

/** Where a withdrawal has got to, as a rail of five; the word says the same. */
const rail = (stage) =>
  h(
    'span',
    { class: 'rail', 'aria-hidden': 'true' },
    STAGES.map((_, index) => h('i', { class: index <= STAGES.indexOf(stage) ? 'on' : '' })),
  );

const stageOf = ({ kind, stage, confirmations, need }) => {
  const kindOfTag = DONE.includes(stage) ? 'good' : ENDED.includes(stage) ? 'off' : 'wait';
  if (stage === 'waiting') {
    return tag(
      t('demo.stage.waiting', { have: number(confirmations), need: number(need) }),
      kindOfTag,
    );
  }
  const word = tag(t(`demo.stage.${stage}`), kindOfTag);
  return kind === 'withdrawal' && !ENDED.includes(stage)
    ? h('span', { class: 'stage' }, word, rail(stage))
    : word;
};

const cancelButton = (id, refresh) => {
  const button = h('button', { type: 'button', class: 'quiet' }, t('demo.cancel'));
  button.addEventListener('click', async () => {
    button.disabled = true;
    const answer = await act(`/withdrawals/${id}/cancel`);
    if (!answer.ok) button.replaceWith(refusal(answer.code));
    await refresh();
  });
  return button;
};

export const showHistory = ({ account, refresh }) => [
  panel(
    null,
    orNothing(account.movements, (rows) =>
      table(
        [t('demo.kind'), t('demo.amount'), t('demo.time'), t('demo.state'), t('demo.transaction')],
        rows.map((row) => [
          row.network
            ? own(`${t(`demo.kind.${row.kind}`)} · ${row.network}`)
            : t(`demo.kind.${row.kind}`),
          figure(sum(row.amount, row.coin)),
          time(row.at, account.timeZone),
          stageOf(row),
          row.mayCancel
            ? cancelButton(row.id, refresh)
            : row.transaction
              ? transaction(row.transaction)
              : '–',
        ]),
      ),
    ),
    soft(t('demo.history.cancel')),
  ),
];
