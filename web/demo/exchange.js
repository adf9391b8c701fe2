// The page of the fictional exchange: whoever is chosen at the top is signed in here, and the exchange's server
// vouches for them to support. A real exchange knows its user by its own session instead of by a choice.
const LOCALES = ['zh', 'en', 'ko', 'ja', 'fr', 'es', 'ru', 'ar'];
const KEY = 'norvik.customer';
const VISITOR = 'visitor';

const select = document.getElementById('customer');

const showTexts = async (locale) => {
  const texts = await (await fetch(`/texts/${locale}.json`)).json();
  document.documentElement.lang = locale;
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = texts[`demo.${element.dataset.text}`];
  }
  for (const element of document.querySelectorAll('[data-text-label]')) {
    element.setAttribute('aria-label', texts[`demo.${element.dataset.textLabel}`]);
  }
  const visitor = select.querySelector(`[value="${VISITOR}"]`);
  if (visitor) visitor.textContent = texts['demo.visitor'];
};

const browserLocale = () =>
  navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => LOCALES.includes(tag)) ?? 'en';

/** Works before the loader has arrived, too. */
const mainstay = (name, value) => {
  if (globalThis.Mainstay && !Array.isArray(globalThis.Mainstay)) globalThis.Mainstay[name](value);
  else globalThis.Mainstay = [...(globalThis.Mainstay ?? []), [name, value]];
};

const vouchFor = (id) => async () => {
  const reply = await fetch(`/support-token?customer=${encodeURIComponent(id)}`);
  return reply.ok ? reply.text() : null;
};

const signIn = async (users, id) => {
  const user = users.find((each) => each.id === id);
  mainstay('identify', user ? vouchFor(id) : null);
  await showTexts(user?.locale ?? browserLocale());
};

const start = async () => {
  const asked = new URLSearchParams(location.search).get('customer');
  const chosen = asked ?? localStorage.getItem(KEY) ?? 'nv-100913';
  // At once, so that the messenger never begins with a stranger.
  if (chosen !== VISITOR) mainstay('identify', vouchFor(chosen));
  const users = await (await fetch('/users')).json();
  const options = users.map(
    ({ id, name, tier }) =>
      new Option(tier === 'standard' ? name : `${name} · ${tier.toUpperCase()}`, id),
  );
  select.append(new Option('', VISITOR), ...options);
  select.value = [...select.options].some(({ value }) => value === chosen) ? chosen : VISITOR;
  select.addEventListener('change', () => {
    localStorage.setItem(KEY, select.value);
    void signIn(users, select.value);
  });
  document.getElementById('ask').addEventListener('click', () => mainstay('open', {}));
  await showTexts(users.find(({ id }) => id === select.value)?.locale ?? browserLocale());
};

void start();
