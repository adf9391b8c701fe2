import { createRoot } from 'react-dom/client';
import { CATEGORIES } from '../../src/core/vocabulary.ts';
import { forgetDrafts } from './app/drafts.ts';
import { pickLocale, showLocale } from './app/locale.ts';
import { begin, beginConversation, isAlive, show, startPolling } from './app/messenger.ts';
import { setPage } from './app/notifications.ts';
import type { Voucher } from './app/session.ts';
import { soundAtStart } from './app/sound.ts';
import { state } from './app/state.ts';
import { createHostLink } from './host/host-link.ts';
import type { HostMessage } from './host/protocol.ts';
import { closeOnEscape } from './parts/layers.ts';
import { App } from './screens/app.tsx';
import { chatPart } from './screens/parts.ts';
import './styles/messenger.css';

const dark = matchMedia('(prefers-color-scheme: dark)');
let theme: string | null = null;
const showTheme = (): void => {
  const chosen = theme === 'dark' || theme === 'light' ? theme : dark.matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = chosen;
};

/** What the page asked for outright. */
let pageLocale: string | null = null;

/** In the page's language at first; then in the one that the exchange says its customer reads. */
const openFor = async (voucher: Voucher, lang: string | null): Promise<void> => {
  await showLocale(pickLocale(pageLocale, lang));
  forgetDrafts();
  await begin(voucher, async ({ kind, locale }) => {
    if (kind === 'customer') await showLocale(pickLocale(pageLocale, locale));
  });
};

/** Where the page wants to lead: waits for the beginning to be over. */
let beginning: Promise<void> = Promise.resolve();
const lead = async (message: Extract<HostMessage, { type: 'open' }>): Promise<void> => {
  state.patch({ isOpen: true });
  const { category, conversation, article } = message;
  // What will be shown is fetched while the session is being opened.
  if (category ?? conversation ?? article) chatPart.preload();
  await beginning;
  if (conversation) show({ name: 'chat', id: conversation });
  else {
    const known = CATEGORIES.find((each) => each === category);
    if (known === undefined && !article) return;
    beginConversation({
      ...(known && { category: known }),
      ...(article && { aboutArticleId: article }),
    });
  }
};

const listen = (message: HostMessage): void => {
  switch (message.type) {
    case 'hello':
      theme = message.theme;
      showTheme();
      setPage(message.page);
      state.patch({ isOpen: false });
      pageLocale = message.locale;
      beginning = openFor(vouchedBy(message.identified), message.lang);
      return;
    case 'open':
      void lead(message);
      return;
    case 'shut':
      state.patch({ isOpen: false });
      return;
    case 'identity':
      beginning = openFor(vouchedBy(message.identified), message.lang);
      return;
    case 'token':
      return;
  }
};

const link = createHostLink(listen);
const vouchedBy = (identified: boolean): Voucher => ({ identified, getToken: link.getToken });
const close = link.embedded ? () => link.post({ type: 'close' }) : undefined;

showTheme();
dark.addEventListener('change', showTheme);
state.patch({ sound: soundAtStart() });
closeOnEscape(() => close?.());
state.subscribe(() => {
  const unread = (state.get().rows ?? []).reduce((sum, row) => sum + row.unread, 0);
  tell(unread, isAlive());
});

let told = '';
const tell = (unread: number, alive: boolean): void => {
  const now = `${unread} ${alive}`;
  if (now === told) return;
  told = now;
  link.post({ type: 'state', unread, alive });
};

const element = document.getElementById('app');
if (element !== null) {
  if (!link.embedded) {
    // A page of its own, as links lead to it that know no script; or the page of requests.
    const asked = new URLSearchParams(location.search);
    const article = asked.get('article');
    beginning = import('./host/own-page.ts').then(({ beginAlone }) =>
      beginAlone((voucher) => openFor(voucher, asked.get('lang'))),
    );
    if (article) void lead({ type: 'open', article });
  }
  createRoot(element).render(<App onClose={close} />);
  startPolling();
}
