// The pages of the fictional exchange: whoever is chosen at the top is signed in here, and the exchange's server
// vouches for them to support. A real exchange asks for a password where this one asks for a choice.
import { showApiKeys, showFees, showProfile, showStatements, showVerification } from './account.js';
import { h, note, panel, soft } from './elements.js';
import { showBank, showCard, showHistory } from './funds.js';
import { marketsPanel, showMarkets } from './market.js';
import { showOfficial } from './official.js';
import { showOpenOrders, showPastOrders } from './orders.js';
import { showReset } from './reset.js';
import { showScenes } from './scenes.js';
import { showSecurity } from './security.js';
import { act, ask, closeSession, fetchToken, openSession } from './server.js';
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
  'scenes/play': showScenes,
};
/** What anybody may see. */
const PUBLIC = ['help/official', 'account/fees'];

const select = document.getElementById('customer');
const main = document.querySelector('main');

let facts = null;
let users = [];
let account = null;
let markets = [];
/** Why nobody is signed in although somebody was chosen: a code. */
let keptOut = null;
/** Of two changes of the customer only the later one is shown. */
let turn = 0;

/** Works before the loader has arrived, too. */
const mainstay = (name, value) => {
  if (globalThis.Mainstay && !Array.isArray(globalThis.Mainstay)) globalThis.Mainstay[name](value);
  else globalThis.Mainstay = [...(globalThis.Mainstay ?? []), [name, value]];
};

const askSupport = (category) => mainstay('open', category ? { category } : {});

/** The sign-in that is going on; the messenger's first question waits for it. */
let signingIn = Promise.resolve();

const vouchFor = async () => {
  await signingIn;
  return fetchToken();
};

const browserLocale = () =>
  navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => LOCALES.includes(tag)) ?? 'en';

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
  facts.screens[section]?.length > 1 &&
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

/** Somebody was chosen and may not come in, or no longer. */
const outside = () =>
  keptOut && [note(t(`demo.out.${keptOut}`), keptOut === 'ended' ? 'wait' : 'alarm')];

const screenContent = (place) => {
  const path = `${place.section}/${place.screen}`;
  const title = t(`demo.screen.${place.section}_${place.screen}`);
  document.title = `${title} · Norvik`;
  return [
    subNavigation(place),
    h('h1', { tabindex: '-1' }, title),
    outside(),
    account || PUBLIC.includes(path)
      ? SCREENS[path]({ facts, account, markets, askSupport, signOut, refresh, tell })
      : signInFirst(),
  ].flat();
};

const resetContent = () => {
  const title = t('demo.reset.title');
  document.title = `${title} · Norvik`;
  return [h('h1', { tabindex: '-1' }, title), showReset()];
};

const contentOf = (place) => {
  if (place.section === 'reset') return resetContent();
  if (place.screen !== undefined) return screenContent(place);
  document.title = 'Norvik';
  return [outside(), showMarkets({ facts, markets, askSupport })];
};

/** What was just done, for as long as somebody reads it. */
let news = null;
const NEWS_MS = 12_000;

const tell = (words) => {
  const message = note(words, 'good');
  message.setAttribute('role', 'status');
  news = message;
  setTimeout(() => {
    if (news === message) news = null;
  }, NEWS_MS);
};

const render = () => {
  const place = placeNow();
  const isHome = place.screen === undefined && place.section !== 'reset';
  for (const link of document.querySelectorAll('.nav a')) {
    const isHere = link.pathname.split('/')[1] === place.section;
    if (isHere) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  main.className = isHome ? 'home' : 'screen';
  main.replaceChildren(...[news, ...contentOf(place)].flat(2).filter(Boolean));
  main.querySelector('.sub [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
};

/** Shows what the customer sees, in their language; false: somebody else was chosen meanwhile. */
const show = async (id) => {
  turn += 1;
  const mine = turn;
  const user = users.find((each) => each.id === id);
  const [found, prices] = await Promise.all([
    user ? signingIn.then(() => (keptOut === null ? ask('/account') : null)) : null,
    ask('/markets'),
    speak(user?.locale ?? browserLocale()),
  ]);
  if (mine !== turn) return false;
  account = found;
  markets = prices ?? [];
  showWords();
  return true;
};

const begin = async (id) => {
  keptOut = null;
  closeSession();
  const code = id === VISITOR ? null : await openSession(id);
  keptOut = code === 'locked' || code === 'restricted' ? code : null;
};

const signIn = (id) => {
  localStorage.setItem(KEY, id);
  signingIn = begin(id);
  // The address chose somebody once; from now on the choice here counts.
  history.replaceState(history.state, '', location.pathname + location.hash);
  mainstay('identify', id === VISITOR ? null : vouchFor);
  return show(id);
};

const choose = async (id) => {
  select.value = id;
  if (await signIn(id)) render();
};

const signOut = async () => {
  await act('/sessions/end');
  select.value = VISITOR;
  if (!(await signIn(VISITOR))) return;
  tell(t('demo.signed_out'));
  render();
  main.querySelector('h1').focus();
};

/** Links between screens change the page without loading it anew: an open messenger stays open. */
const follow = (event) => {
  const link = event.target.closest('a[href^="/"]');
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.pathname + location.search);
  news = null;
  render();
  scrollTo(0, 0);
  main.querySelector('h1').focus({ preventScroll: true });
};

/** Somebody types or chooses on this screen: it is not drawn anew under their hands. */
const isBusy = () => {
  const at = document.activeElement;
  return (
    main.contains(at) && (at.matches('input, select') || at.getAttribute('role') === 'textbox')
  );
};

/** Signed out from elsewhere: by a lock, or on another device. The messenger stays as it is: there may be a talk in it. */
const leave = (code) => {
  closeSession();
  account = null;
  keptOut = code === 'locked' ? 'locked' : 'ended';
  redraw();
};

/** Reads the account anew and shows it where it has changed. */
const refresh = async () => {
  if (account === null) return;
  const mine = turn;
  const { status, ok, code, ...found } = await act('/account', null, 'GET');
  if (mine !== turn) return;
  if (status === 401) {
    leave(code);
    return;
  }
  if (!ok) return;
  const hasChanged = JSON.stringify(found) !== JSON.stringify(account);
  account = found;
  if (hasChanged && !isBusy()) redraw();
};

const refreshMarkets = async () => {
  markets = (await ask('/markets')) ?? markets;
  document.getElementById('markets')?.replaceWith(marketsPanel(facts, markets));
};

/** Draws the screen anew and leaves the focus where it was. */
const redraw = () => {
  const all = () => [...main.querySelectorAll('a[href], button, input, select')];
  const at = all().indexOf(document.activeElement);
  const { scrollX, scrollY } = globalThis;
  render();
  if (at !== -1) all()[at]?.focus({ preventScroll: true });
  scrollTo(scrollX, scrollY);
};

const REFRESH_MS = 4_000;

const keepFresh = () => {
  if (document.visibilityState !== 'visible') return;
  void refresh();
  void refreshMarkets();
};

const start = async () => {
  const asked = new URLSearchParams(location.search).get('customer');
  const wanted = asked ?? localStorage.getItem(KEY) ?? 'nv-100913';
  // At once, so that the messenger never begins with a stranger.
  if (wanted !== VISITOR) {
    signingIn = begin(wanted);
    mainstay('identify', vouchFor);
  }
  [users, facts] = await Promise.all([ask('/users'), ask('/facts')]);
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
  setInterval(keepFresh, REFRESH_MS);
};

void start();
