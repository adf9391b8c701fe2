// The first page: what can be traded.
import { figure, h, own, panel, table } from './elements.js';
import { sum, t } from './words.js';

const markets = ({ pairs, coins }) =>
  table(
    [t('demo.pair'), t('demo.quoted'), t('demo.networks'), t('demo.minimum')],
    pairs.map(([base, quote]) => {
      const { networks, smallestOrder } = coins.find(({ coin }) => coin === base);
      return [
        figure(`${base} / ${quote}`),
        quote,
        own(networks.map(({ network }) => network).join(', ')),
        figure(sum(smallestOrder, base)),
      ];
    }),
  );

const card = (href, title, text) =>
  h('a', { class: 'panel card', href }, h('h2', {}, title), h('p', { class: 'soft' }, text));

export const showMarkets = ({ facts, askSupport }) => [
  h(
    'section',
    { class: 'hero' },
    h('h1', { tabindex: '-1' }, t('demo.title')),
    h('p', { class: 'soft' }, t('demo.lead')),
    h(
      'button',
      { type: 'button', class: 'cta', id: 'ask', onclick: () => askSupport() },
      t('demo.ask'),
    ),
  ),
  panel(t('demo.markets'), markets(facts)),
  h(
    'div',
    { class: 'cards' },
    card('/wallet/deposit', t('demo.screen.wallet'), t('demo.accounts_more')),
    card('/help/official', t('demo.screen.help'), t('demo.help_more')),
  ),
];
