// The pages of the fictional exchange: whoever is chosen at the top is signed in here, and the exchange's server
// vouches for them to support. A real exchange knows its user by its own session instead of by a choice.
import { showApiKeys, showFees, showProfile, showStatements, showVerification } from './account.js';
import { h, note, panel, soft } from './elements.js';
import { showBank, showCard, showHistory } from './funds.js';
import { showMarkets } from './market.js';
import { showOfficial } from './official.js';
import { showOpenOrders, showPastOrders } from './orders.js';
import { showSecurity } from './security.js';
import { showAddresses, showDeposit, showWithdraw } from './wallet.js';
import { speak, t } from './words.js';

const LOCALES = ['zh', 'en', 'ko', 'ja', 'fr', 'es', 'ru', 'ar'];
const KEY = 'norvik.customer';
const VISITOR = 'visitor';

const SCREENS = {
  'wallet/deposit': showDeposit,
  'wallet/withdraw': showWithdraw,
  'wallet/addresses': showAddresses,
  'wallet/bank': showBank,
  'wallet/card': showCard,
  'wallet/history': showHistory,
  'orders/open': showOpenOrders,
  'orders/history': showPastOrders,
  'account/profile': showProfile,
  'account/security': showSecurity,
  'account/verification': showVerification,
  'account/api': showApiKeys,
  'account/fees': showFees,
  'account/statements': showStatements,
  'help/official': showOfficial,
};
/** What anybody may see. */
const PUBLIC = ['help/official', 'account/fees'];

const select = document.getElementById('customer');
const main = document.querySelector('main');

let facts = null;
let users = [];
let account = null;
/** Of two changes of the customer only the later one is shown. */
let turn = 0;

/** Works before the loader has arrived, too. */
const mainstay = (name, value) => {
  if (globalThis.Mainstay && !Array.isArray(globalThis.Mainstay)) globalThis.Mainstay[name](value);
  else globalThis.Mainstay = [...(globalThis.Mainstay ?? []), [name, value]];
};

const askSupport = (category) => mainstay('open', category ? { category } : {});

const vouchFor = (id) => async () => {
  const reply = await fetch(`/support-token?customer=${encodeURIComponent(id)}`);
  return reply.ok ? reply.text() : null;
};

const browserLocale = () =>
  navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => LOCALES.includes(tag)) ?? 'en';

const fetchJson = async (path) => {
  const reply = await fetch(path);
  return reply.ok ? reply.json() : null;
};

const showWords = () => {
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = t(`demo.${element.dataset.text}`);
  }
  for (const element of document.querySelectorAll('[data-text-label]')) {
    element.setAttribute('aria-label', t(`demo.${element.dataset.textLabel}`));
  }
  for (const link of document.querySelectorAll('[data-screen]')) {
    link.textContent = t(`demo.screen.${link.dataset.screen}`);
  }
  select.querySelector(`[value="${VISITOR}"]`).textContent = t('demo.visitor');
};

/** Which section and screen the address names; the markets have neither. */
const placeNow = () => {
  const [section, screen] = location.pathname.slice(1).split('/');
  return { section, screen };
};

const subNavigation = ({ section, screen }) =>
  facts.screens[section].length > 1 &&
  h(
    'nav',
    { class: 'sub', 'aria-label': t(`demo.screen.${section}`) },
    facts.screens[section].map((name) =>
      h(
        'a',
        { href: `/${section}/${name}`, 'aria-current': name === screen && 'page' },
        t(`demo.screen.${section}_${name}`),
      ),
    ),
  );

const signInFirst = () =>
  panel(
    null,
    soft(t('demo.sign_in_first')),
    h(
      'ul',
      { class: 'people' },
      users.map(({ id, name }) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', class: 'plainly', onclick: () => choose(id) },
            h('bdi', {}, name),
          ),
        ),
      ),
    ),
  );

const screenContent = (place) => {
  const path = `${place.section}/${place.screen}`;
  const title = t(`demo.screen.${place.section}_${place.screen}`);
  document.title = `${title} · Norvik`;
  return [
    subNavigation(place),
    h('h1', { tabindex: '-1' }, title),
    account || PUBLIC.includes(path)
      ? SCREENS[path]({ facts, account, askSupport, signOut })
      : signInFirst(),
  ];
};

const render = (message = null) => {
  const place = placeNow();
  const isHome = place.screen === undefined;
  if (isHome) document.title = 'Norvik';
  for (const link of document.querySelectorAll('.nav a')) {
    const isHere = link.pathname.split('/')[1] === place.section;
    if (isHere) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  const content = isHome ? showMarkets({ facts, askSupport }) : screenContent(place);
  main.className = isHome ? 'home' : 'screen';
  main.replaceChildren(...[message, ...content].flat().filter(Boolean));
  main.querySelector('.sub [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
};

/** Shows what the customer sees, in their language; false: somebody else was chosen meanwhile. */
const show = async (id) => {
  turn += 1;
  const mine = turn;
  const user = users.find((each) => each.id === id);
  const [found] = await Promise.all([
    user ? fetchJson(`/account?customer=${encodeURIComponent(id)}`) : null,
    speak(user?.locale ?? browserLocale()),
  ]);
  if (mine !== turn) return false;
  account = found;
  showWords();
  return true;
};

const signIn = (id) => {
  localStorage.setItem(KEY, id);
  // The address chose somebody once; from now on the choice here counts.
  history.replaceState(history.state, '', location.pathname + location.hash);
  mainstay('identify', id === VISITOR ? null : vouchFor(id));
  return show(id);
};

const choose = async (id) => {
  select.value = id;
  if (await signIn(id)) render();
};

const signOut = async () => {
  select.value = VISITOR;
  if (!(await signIn(VISITOR))) return;
  const message = note(t('demo.signed_out'), 'good');
  message.setAttribute('role', 'status');
  render(message);
  main.querySelector('h1').focus();
};

/** Links between screens change the page without loading it anew: an open messenger stays open. */
const follow = (event) => {
  const link = event.target.closest('a[href^="/"]');
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.pathname + location.search);
  render();
  scrollTo(0, 0);
  main.querySelector('h1').focus({ preventScroll: true });
};

const start = async () => {
  const asked = new URLSearchParams(location.search).get('customer');
  const wanted = asked ?? localStorage.getItem(KEY) ?? 'nv-100913';
  // At once, so that the messenger never begins with a stranger.
  if (wanted !== VISITOR) mainstay('identify', vouchFor(wanted));
  [users, facts] = await Promise.all([fetchJson('/users'), fetchJson('/facts')]);
  const options = users.map(
    ({ id, name, tier }) =>
      new Option(tier === 'standard' ? name : `${name} · ${tier.toUpperCase()}`, id),
  );
  select.append(new Option('', VISITOR), ...options);
  select.value = [...select.options].some(({ value }) => value === wanted) ? wanted : VISITOR;
  select.addEventListener('change', () => choose(select.value));
  document.addEventListener('click', follow);
  addEventListener('popstate', () => render());
  if (await show(select.value)) render();
};

void start();
