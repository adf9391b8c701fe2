// The first page: what can be traded.
import { figure, h, own, panel, table, tag } from './elements.js';
import { number, sum, t } from './words.js';

const lastOf = (prices, base, quote) => prices.find(({ pair }) => pair === `${base}-${quote}`);

const stateOf = ({ state }) =>
  state === 'open' ? tag(t('demo.market.open'), 'good') : tag(t('demo.market.halted'), 'wait');

const markets = ({ pairs, coins }, prices) =>
  table(
    [t('demo.pair'), t('demo.last'), t('demo.state'), t('demo.networks'), t('demo.minimum')],
    pairs.map(([base, quote]) => {
      const { networks, smallestOrder } = coins.find(({ coin }) => coin === base);
      const market = lastOf(prices, base, quote);
      return [
        figure(`${base} / ${quote}`),
        market ? figure(`${number(Number(market.lastPrice))} ${quote}`) : '–',
        market ? stateOf(market) : '–',
        own(networks.map(({ network }) => network).join(', ')),
        figure(sum(smallestOrder, base)),
      ];
    }),
  );

/** Drawn anew by itself while the prices move. */
export const marketsPanel = (facts, prices) => {
  const drawn = panel(t('demo.markets'), markets(facts, prices));
  drawn.id = 'markets';
  return drawn;
};

const card = (href, title, text) =>
  h('a', { class: 'panel card', href }, h('h2', {}, title), h('p', { class: 'soft' }, text));

export const showMarkets = ({ facts, markets: prices, askSupport }) => [
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
  marketsPanel(facts, prices),
  h(
    'div',
    { class: 'cards' },
    card('/wallet/deposit', t('demo.screen.wallet'), t('demo.accounts_more')),
    card('/help/official', t('demo.screen.help'), t('demo.help_more')),
  ),
];
