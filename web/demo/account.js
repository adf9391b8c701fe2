// Account: who the customer is, what they may do and what it costs.
import {
  code,
  field,
  figure,
  h,
  facts as list,
  note,
  orNothing,
  own,
  panel,
  soft,
  table,
  tag,
} from './elements.js';
import { act } from './server.js';
import { dayOfYear, languageName, number, percent, span, sum, t, time } from './words.js';

export const showProfile = ({ facts, account }) => {
  const pause = facts.holds.find(({ reason }) => reason === 'contact').hours;
  return [
    panel(
      null,
      list([
        [t('demo.name'), own(account.name)],
        [t('demo.profile.number'), code(account.id)],
        [t('demo.profile.email'), account.email ? own(account.email) : t('demo.not_given')],
        [t('demo.profile.phone'), account.phone ? code(account.phone) : t('demo.not_given')],
        [t('demo.profile.language'), languageName(account.locale)],
        [t('demo.profile.zone'), code(account.timeZone)],
      ]),
      soft(t('demo.profile.change', { hours: span(pause, 'hour') })),
    ),
    panel(
      t('demo.profile.close'),
      soft(t('demo.profile.close_more', { days: span(facts.closing.days, 'day') })),
    ),
  ];
};

const levels = ({ levels: all }, account) =>
  table(
    [t('demo.fees.level'), t('demo.verification.a_day'), t('demo.verification.needs')],
    all.map(({ level, aDay }) => [
      h(
        'span',
        { class: 'with-tag' },
        t(`demo.level.${level}`),
        account?.level === level && tag(t('demo.yours'), 'good'),
      ),
      figure(sum(aDay, 'EUR')),
      t(`demo.needs.${level}`),
    ]),
  );

const SLOT_TAGS = { accepted: 'good', refused: 'wait', missing: 'off' };

const slots = (account, refresh) => {
  const { verification } = account;
  const mayHandIn =
    verification.triesLeft > 0 &&
    verification.state !== 'in_review' &&
    verification.slots.some(({ state }) => state !== 'accepted');
  const button = h('button', { type: 'button', class: 'cta' }, t('demo.verification.send'));
  button.addEventListener('click', async () => {
    button.disabled = true;
    await act('/verification');
    await refresh();
  });
  return panel(
    t('demo.verification.yours'),
    list(
      verification.slots.map(({ document, state }) => [
        t(`demo.slot.${document}`),
        tag(t(`demo.slot_state.${state}`), SLOT_TAGS[state] ?? 'wait'),
      ]),
    ),
    mayHandIn && button,
    mayHandIn && soft(t('demo.verification.send_more')),
  );
};

export const showVerification = ({ facts, account, refresh }) => {
  const { usualMinutes, mostHours, tries, triesHours, enhancedDays } = facts.verification;
  return [
    account.refused &&
      note(
        t('demo.verification.refused', { count: number(tries), hours: span(triesHours, 'hour') }),
        'wait',
      ),
    slots(account, refresh),
    panel(
      null,
      levels(facts, account),
      soft(t('demo.verification.documents')),
      list([
        [t('demo.verification.usual'), span(usualMinutes, 'minute')],
        [t('demo.verification.most'), span(mostHours, 'hour')],
        [
          `${t('demo.verification.most')} (${t('demo.level.enhanced')})`,
          t('demo.verification.days', { count: number(enhancedDays) }),
        ],
      ]),
    ),
  ].filter(Boolean);
};

const deleteButton = (id, refresh) => {
  const button = h('button', { type: 'button', class: 'quiet' }, t('demo.delete'));
  button.addEventListener('click', async () => {
    button.disabled = true;
    await act(`/api-keys/${id}/delete`);
    await refresh();
  });
  return button;
};

const createKey = (refresh) => {
  const input = h('input', { maxlength: '60', autocomplete: 'off' });
  const button = h('button', { type: 'button', class: 'plainly' }, t('demo.item.create_key'));
  button.addEventListener('click', async () => {
    if (input.value.trim() === '') return input.focus();
    await act('/api-keys', { name: input.value });
    input.value = '';
    await refresh();
  });
  return h('div', { class: 'fields' }, field(t('demo.name'), input), button);
};

export const showApiKeys = ({ facts: { api }, account, refresh }) => [
  panel(
    null,
    orNothing(account.apiKeys, (rows) =>
      table(
        [
          t('demo.name'),
          t('demo.api.rights'),
          t('demo.api.ips'),
          t('demo.order.ends'),
          t('demo.api.refused'),
          t('demo.delete'),
        ],
        rows.map(({ id, name, rights, ips, ends, errors }) => [
          own(name),
          rights.map((right) => t(`demo.right.${right}`)).join(' · '),
          ips.length > 0 ? code(ips.join(' ')) : '–',
          ends === null ? t('demo.api.endless') : time(ends, account.timeZone),
          errors.length === 0
            ? '–'
            : h('span', {}, code(errors[0].code), ' ', time(errors[0].at, account.timeZone)),
          deleteButton(id, refresh),
        ]),
      ),
    ),
  ),
  panel(
    t('demo.item.create_key'),
    soft(t('demo.api.create', { count: number(api.most) })),
    soft(t('demo.api.withdraw', { days: span(api.days, 'day') })),
    list([[t('demo.api.limit'), figure(number(api.requestsAMinute))]]),
    createKey(refresh),
  ),
];

const tradingFees = ({ tiers, volume }, account) =>
  panel(
    t('demo.fees.trading'),
    table(
      [
        t('demo.fees.level'),
        t('demo.fees.volume', { days: span(volume.days, 'day') }),
        t('demo.role.maker'),
        t('demo.role.taker'),
      ],
      tiers.map(({ tier, from, maker, taker }) => [
        h(
          'span',
          { class: 'with-tag' },
          t(`demo.tier.${tier}`),
          account?.tier === tier && tag(t('demo.yours'), 'good'),
        ),
        t('demo.from_sum', { sum: sum(from, 'EUR') }),
        figure(percent(maker)),
        figure(percent(taker)),
      ]),
    ),
    soft(t('demo.fees.worked_out', { time: volume.workedOut })),
  );

const withdrawalFees = ({ coins, bank }) => {
  const rows = coins.flatMap(({ coin, networks }) =>
    networks.map(({ network, withdrawalFee, withdrawalMinimum }) => [
      own(`${coin} · ${network}`),
      figure(sum(withdrawalFee, coin)),
      figure(sum(withdrawalMinimum, coin)),
    ]),
  );
  rows.push([
    own(`EUR · ${t('demo.screen.wallet_bank')}`),
    figure(sum(bank.withdrawalFee, 'EUR')),
    figure(sum(bank.withdrawalMinimum, 'EUR')),
  ]);
  return panel(
    t('demo.fees.withdrawal'),
    table([t('demo.coin'), t('demo.fee'), t('demo.smallest')], rows),
  );
};

export const showFees = ({ facts, account }) => [
  tradingFees(facts, account),
  withdrawalFees(facts),
  panel(t('demo.fees.limits'), levels(facts, account)),
  panel(
    t('demo.screen.wallet_card'),
    list([[t('demo.fee'), figure(percent(facts.card.feePercent, 1))]]),
    soft(
      t('demo.card.range', {
        least: sum(facts.card.least, 'EUR'),
        most: sum(facts.card.most, 'EUR'),
      }),
    ),
  ),
];

/** One field of a CSV file (RFC 4180). */
const quoted = (value) => `"${String(value ?? '').replaceAll('"', '""')}"`;

const download = (account) => {
  const rows = [
    ['time_utc', 'kind', 'coin', 'network', 'amount', 'status', 'transaction_id'],
    ...account.movements.map((row) => [
      new Date(row.at).toISOString(),
      ...[row.kind, row.coin, row.network, row.amount, row.stage, row.transaction],
    ]),
  ];
  const text = rows.map((row) => row.map(quoted).join(',')).join('\r\n');
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  h('a', { href: url, download: `norvik-${account.id}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

export const showStatements = ({ facts: { statements }, account }) => [
  panel(
    t('demo.statements.yearly'),
    list([
      [t('demo.statements.ready'), dayOfYear(statements.readyMonth, statements.readyDay)],
      [t('demo.statements.form'), 'PDF · CSV'],
    ]),
    soft(t('demo.statements.yearly_more')),
  ),
  panel(
    t('demo.statements.all'),
    list([
      [t('demo.statements.period'), t('demo.up_to', { span: span(statements.months, 'month') })],
      [t('demo.statements.made'), span(statements.minutes, 'minute')],
      [t('demo.statements.kept'), span(statements.keptDays, 'day')],
    ]),
    soft(t('demo.statements.all_more')),
    h(
      'button',
      { type: 'button', class: 'cta', onclick: () => download(account) },
      t('demo.statements.download'),
    ),
  ),
];
