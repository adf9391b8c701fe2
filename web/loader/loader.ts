import ar from 'texts:messenger/ar';
import en from 'texts:messenger/en';
import es from 'texts:messenger/es';
import fr from 'texts:messenger/fr';
import ja from 'texts:messenger/ja';
import ko from 'texts:messenger/ko';
import ru from 'texts:messenger/ru';
import zh from 'texts:messenger/zh';
import type { FrameMessage, HostMessage } from '../messenger/host/protocol.ts';
import css from './loader.css?inline';

type Identify = () => Promise<string | null> | string | null;
interface OpenOptions {
  readonly category?: string;
  readonly conversation?: string;
}
type Page = typeof globalThis & { Mainstay?: unknown };

const LABELS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ar,
  en,
  es,
  fr,
  ja,
  ko,
  ru,
  zh,
};
const FLAG = 'mainstay';

/** Storage may be denied to the page; the messenger works without. */
const remember = (store: 'localStorage' | 'sessionStorage', value: string | null): void => {
  try {
    if (value === null) globalThis[store].removeItem(FLAG);
    else globalThis[store].setItem(FLAG, value);
  } catch {}
};
const recall = (store: 'localStorage' | 'sessionStorage'): string | null => {
  try {
    return globalThis[store].getItem(FLAG);
  } catch {
    return null;
  }
};

const start = (script: HTMLScriptElement): void => {
  const origin = new URL(script.src).origin;
  const { locale = document.documentElement.lang, theme = null, tokenUrl } = script.dataset;
  const labels = LABELS[(locale || navigator.language).slice(0, 2)] ?? en;
  const label = String(labels['launcher.label']);

  let identify: Identify | null = tokenUrl
    ? async () => {
        const reply = await fetch(tokenUrl, { credentials: 'same-origin' });
        return reply.ok ? reply.text() : null;
      }
    : null;
  let look: string | null = theme;
  let frame: HTMLIFrameElement | null = null;
  let ready = false;
  let isOpen = false;
  let wish: OpenOptions | null = null;

  const box = document.createElement('div');
  const root = box.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const launcher = document.createElement('button');
  launcher.className = 'launcher';
  launcher.type = 'button';
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(icon.namespaceURI, 'path');
  icon.append(line);
  const badge = document.createElement('span');
  badge.className = 'badge';
  launcher.append(icon, badge);
  root.append(launcher);

  const isPhone = (): boolean => matchMedia('(max-width: 480px)').matches;
  const post = (message: HostMessage): void => {
    if (ready) frame?.contentWindow?.postMessage(message, origin);
  };

  const draw = (unread = Number(badge.textContent)): void => {
    badge.textContent = unread > 0 ? String(Math.min(unread, 99)) : '';
    launcher.ariaLabel = isOpen
      ? String(labels['launcher.close'])
      : unread > 0
        ? `${label} (${unread})`
        : label;
    launcher.ariaExpanded = String(isOpen);
    line.setAttribute(
      'd',
      isOpen ? 'm6 9 6 6 6-6' : 'M7.9 20A9 9 0 1 0 4 16.1L2 22ZM8 12h.01M12 12h.01M16 12h.01',
    );
    box.classList.toggle('open', isOpen);
    launcher.classList.toggle('open', isOpen);
    frame?.classList.toggle('open', isOpen);
  };

  /** Keeps the composer above a phone's keyboard: only this window knows how much of it is visible. */
  const fit = (): void => {
    const seen = globalThis.visualViewport;
    if (frame === null || seen === null) return;
    const phone = isOpen && isPhone();
    frame.style.height = phone ? `${seen.height}px` : '';
    frame.style.top = phone ? `${seen.offsetTop}px` : '';
  };
  globalThis.visualViewport?.addEventListener('resize', fit);
  globalThis.visualViewport?.addEventListener('scroll', fit);

  const mount = (): void => {
    if (frame !== null) return;
    frame = document.createElement('iframe');
    frame.title = label;
    frame.allow = 'clipboard-write';
    frame.src = `${origin}/messenger/`;
    root.prepend(frame);
  };

  const shut = (back = true): void => {
    if (!isOpen) return;
    isOpen = false;
    remember('sessionStorage', null);
    post({ type: 'shut' });
    draw();
    fit();
    launcher.focus({ preventScroll: true });
    if (back && history.state?.[FLAG]) history.back();
  };

  const open = (options: OpenOptions = {}): void => {
    mount();
    if (!isOpen) {
      isOpen = true;
      remember('sessionStorage', '1');
      if (isPhone()) history.pushState({ ...history.state, [FLAG]: 1 }, '');
    }
    wish = options;
    draw(0);
    fit();
    frame?.focus();
    tell();
  };

  const tell = (): void => {
    if (!ready || wish === null) return;
    const { category = null, conversation = null } = wish;
    post({ type: 'open', category, conversation });
    wish = null;
  };

  const getToken = async (): Promise<string | null> => {
    try {
      return (await identify?.()) ?? null;
    } catch {
      return null;
    }
  };

  addEventListener('popstate', () => shut(false));
  addEventListener('message', (event: MessageEvent<FrameMessage>) => {
    if (event.origin !== origin || event.source !== frame?.contentWindow) return;
    const message = event.data;
    if (message.type === 'ready') {
      ready = true;
      const { href } = location;
      post({ type: 'hello', identified: identify !== null, locale, theme: look, page: href });
      tell();
    } else if (message.type === 'token') {
      void getToken().then((token) => post({ type: 'token', id: message.id, token }));
    } else if (message.type === 'close') shut();
    else {
      draw(isOpen ? 0 : message.unread);
      remember('localStorage', message.alive ? '1' : null);
    }
  });
  launcher.onclick = () => (isOpen ? shut() : open());
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && root.activeElement === launcher) shut();
  });

  const api = {
    open,
    close: () => shut(),
    /** Gives the function that fetches a fresh identity token from the exchange's own server; null: signed out. */
    identify: (given: Identify | null) => {
      identify = given;
      post({ type: 'identity', identified: given !== null });
    },
    logout: () => api.identify(null),
    theme: (given: string | null) => {
      look = given;
      post({ type: 'theme', theme: given });
    },
  };
  const page = globalThis as Page;
  const before = page.Mainstay;
  page.Mainstay = api;
  // Calls made before this script arrived: `Mainstay = [['identify', fn]]`.
  if (Array.isArray(before)) {
    for (const [name, ...values] of before as [keyof typeof api, ...never[]][]) {
      api[name]?.(...values);
    }
  }

  draw(0);
  document.body.append(box);
  const link = /^#mainstay(?:=([\w-]+))?$/.exec(location.hash);
  if (link) open(link[1] ? { conversation: link[1] } : {});
  else if (recall('sessionStorage') && !isPhone()) open();
  // A conversation is going on: its answers should ring here too. Nothing is loaded for anybody else.
  else if (recall('localStorage')) setTimeout(mount, 1_500);
};

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.body) start(script);
  else addEventListener('DOMContentLoaded', () => start(script));
}
