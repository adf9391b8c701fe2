import labels from 'launcher:labels';
import type { FrameMessage, HostMessage } from '../messenger/host/protocol.ts';
import css from './loader.css?inline';

type Identify = (() => Promise<string | null> | string | null) | null;
interface OpenOptions {
  readonly category?: string;
  readonly conversation?: string;
  /** The help article that was read before asking. */
  readonly article?: string;
}

const FLAG = 'mainstay';
const OPEN_LINES = 'M7.9 20A9 9 0 1 0 4 16.1L2 22ZM8 12h0m4 0h0m4 0h0';
const CLOSE_LINES = 'm6 9 6 6 6-6';
/** A page that goes on with a conversation is done with its own work first. */
const RESUME_AFTER_MS = 1_500;

const script = document.currentScript as HTMLScriptElement;
const { origin } = new URL(script.src);
const { theme = null, locale = null } = script.dataset;
/** The page may change its language after this script has come. */
const langNow = (): string => locale ?? document.documentElement.lang;

let identify: Identify = null;
let isReady = false;
let isOpen = false;
let unread = 0;
let wish: OpenOptions | null = null;

/** Storage may be denied to the page; the messenger works without. */
const kept = (store: 'localStorage' | 'sessionStorage', value?: boolean): string | null => {
  try {
    if (value) globalThis[store][FLAG] = 1;
    else if (value === false) globalThis[store].removeItem(FLAG);
    return globalThis[store][FLAG] ?? null;
  } catch {
    return null;
  }
};

const box = document.createElement('div');
const root = box.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
root.adoptedStyleSheets = [sheet];
const frame = document.createElement('iframe');
frame.allow = 'clipboard-write';
const launcher = document.createElement('button');
const svgNames = 'http://www.w3.org/2000/svg';
const icon = document.createElementNS(svgNames, 'svg');
icon.setAttribute('viewBox', '0 0 24 24');
const lines = document.createElementNS(svgNames, 'path');
icon.append(lines);
const badge = document.createElement('span');
launcher.append(icon, badge);
root.append(launcher);

const isPhone = (): boolean => matchMedia('(max-width:480px)').matches;
const post = (message: HostMessage): void => {
  if (isReady) frame.contentWindow?.postMessage(message, origin);
};

/** Keeps the composer above a phone's keyboard: only this window knows how much of it is visible. */
const fit = (): void => {
  const seen = visualViewport;
  const { style } = frame;
  const isFull = isOpen && seen && isPhone();
  style.height = isFull ? `${seen.height}px` : '';
  style.top = isFull ? `${seen.offsetTop}px` : '';
};

const draw = (): void => {
  const shown = isOpen ? 0 : unread;
  badge.textContent = shown ? `${shown}` : '';
  frame.title = labels[langNow().slice(0, 2)] ?? labels.en;
  launcher.ariaLabel = frame.title + (shown ? ` (${shown})` : '');
  launcher.ariaExpanded = `${isOpen}`;
  lines.setAttribute('d', isOpen ? CLOSE_LINES : OPEN_LINES);
  for (const element of [launcher, frame]) element.className = isOpen ? 'open' : '';
  fit();
};

/** Nothing is loaded before somebody wants it. */
const mount = (): void => {
  if (frame.isConnected) return;
  frame.src = `${origin}/messenger/`;
  root.prepend(frame);
};

const lead = (): void => {
  if (!isReady || !wish) return;
  post({ ...wish, type: 'open' });
  wish = null;
};

const close = (goBack = true): void => {
  if (!isOpen) return;
  isOpen = false;
  kept('sessionStorage', false);
  post({ type: 'shut' });
  draw();
  launcher.focus();
  if (goBack && history.state?.[FLAG]) history.back();
};

const open = (options: OpenOptions = {}): void => {
  mount();
  // On a phone the panel is a page of its own: the gesture that leaves pages leaves it.
  if (!isOpen && isPhone()) history.pushState({ ...history.state, [FLAG]: 1 }, '');
  isOpen = true;
  kept('sessionStorage', true);
  wish = options;
  draw();
  frame.focus();
  lead();
};

const answer = async (id: number): Promise<void> => {
  let token: string | null = null;
  try {
    token = (await identify?.()) ?? null;
  } catch {
    // The page could not vouch: the messenger says that the session has ended.
  }
  post({ type: 'token', id, token });
};

launcher.onclick = () => (isOpen ? close() : open());
for (const name of ['resize', 'scroll']) visualViewport?.addEventListener(name, fit);
addEventListener('popstate', () => close(false));
addEventListener('message', ({ origin: from, source, data }: MessageEvent<FrameMessage>) => {
  if (from !== origin || source !== frame.contentWindow) return;
  if (data.type === 'ready') {
    isReady = true;
    post({
      type: 'hello',
      identified: !!identify,
      locale,
      lang: langNow(),
      theme,
      page: location.href,
    });
    lead();
  } else if (data.type === 'token') void answer(data.id);
  else if (data.type === 'close') close();
  else {
    ({ unread } = data);
    draw();
    kept('localStorage', data.alive);
  }
});

const api = {
  open,
  close,
  /** Gives the function that fetches a fresh identity token from the exchange's own server; null: signed out. */
  identify(given: Identify) {
    identify = given;
    draw();
    post({ type: 'identity', identified: !!given, lang: langNow() });
  },
  logout: () => api.identify(null),
};
const page = globalThis as unknown as { Mainstay: unknown };
const early = page.Mainstay;
page.Mainstay = api;
// Calls made before this script arrived: `Mainstay = [['identify', fn]]`.
if (Array.isArray(early)) for (const [name, value] of early) api[name as 'identify'](value);

draw();
document.documentElement.append(box);
const link = /^#mainstay=([\w-]+)$/.exec(location.hash);
if (link?.[1]) open({ conversation: link[1] });
else if (kept('sessionStorage') && !isPhone()) open();
// A conversation is going on: its answers should ring here too.
else if (kept('localStorage')) setTimeout(mount, RESUME_AFTER_MS);
