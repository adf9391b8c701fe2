import { canonicalHost, liesWithin } from './host.ts';
import type { Network } from './identity.ts';
import {
  canonicalApp,
  canonicalEmail,
  canonicalHandle,
  canonicalPhone,
  lowerAscii,
} from './normalise.ts';

/** Something that claims to lead to us, in canonical form. */
export type Subject =
  | {
      readonly kind: 'link';
      readonly host: string;
      /** What stands before an `@` in front of the host, or behind a backslash: often mistaken for the host. */
      readonly before: string | null;
      /** Nothing but a host was given. */
      readonly isBare: boolean;
    }
  | { readonly kind: 'email'; readonly local: string; readonly host: string }
  | { readonly kind: 'phone'; readonly number: string }
  /** Digits without a country: they cannot be told from others. */
  | { readonly kind: 'local_phone'; readonly digits: string }
  /** `network` null: where it is a handle was not said. */
  | { readonly kind: 'handle'; readonly handle: string; readonly network: Network | null }
  | { readonly kind: 'agent'; readonly badge: string }
  | { readonly kind: 'app'; readonly id: string };

/** Longer ones are no address of anything. */
export const LONGEST_SUBJECT = 2_048;

const NETWORK_HOSTS: readonly (readonly [string, Network])[] = [
  ['t.me', 'telegram'],
  ['telegram.me', 'telegram'],
  ['telegram.dog', 'telegram'],
  ['x.com', 'x'],
  ['twitter.com', 'x'],
  ['discord.gg', 'discord'],
  ['discord.com', 'discord'],
  ['wa.me', 'whatsapp'],
  ['facebook.com', 'facebook'],
  ['m.me', 'facebook'],
  ['instagram.com', 'instagram'],
  ['youtube.com', 'youtube'],
  ['linkedin.com', 'linkedin'],
  ['tiktok.com', 'tiktok'],
  ['reddit.com', 'reddit'],
  ['github.com', 'github'],
  ['medium.com', 'medium'],
  ['line.me', 'line'],
  ['pf.kakao.com', 'kakaotalk'],
  ['open.kakao.com', 'kakaotalk'],
  ['weibo.com', 'weibo'],
  ['vk.com', 'vk'],
  ['space.bilibili.com', 'bilibili'],
];
/** How people name a network before a handle. */
const NETWORK_WORDS: Readonly<Record<string, Network>> = {
  telegram: 'telegram',
  tg: 'telegram',
  x: 'x',
  twitter: 'x',
  discord: 'discord',
  whatsapp: 'whatsapp',
  facebook: 'facebook',
  fb: 'facebook',
  instagram: 'instagram',
  ig: 'instagram',
  youtube: 'youtube',
  linkedin: 'linkedin',
  tiktok: 'tiktok',
  reddit: 'reddit',
  github: 'github',
  medium: 'medium',
  line: 'line',
  kakao: 'kakaotalk',
  kakaotalk: 'kakaotalk',
  카카오톡: 'kakaotalk',
  텔레그램: 'telegram',
  テレグラム: 'telegram',
  wechat: 'wechat',
  微信: 'wechat',
  weibo: 'weibo',
  微博: 'weibo',
  vk: 'vk',
  bilibili: 'bilibili',
  телеграм: 'telegram',
  تيليجرام: 'telegram',
  تلغرام: 'telegram',
};
/** Parts of addresses on those networks that come before the name. */
const BEFORE_NAMES: ReadonlySet<string> = new Set(
  'company in r u user channel c invite add p joinchat s send pg profile.php ti'.split(' '),
);

const networkOf = (host: string): Network | null =>
  NETWORK_HOSTS.find(([its]) => liesWithin(host, new Set([its])))?.[1] ?? null;

/** The name in the path of a network's address: `@norvik` of `/@norvik/status/1`. */
const handleIn = (path: string): string | null => {
  const parts = path.split(/[/?#&]+/).filter(Boolean);
  const name = parts.find((part) => !BEFORE_NAMES.has(lowerAscii(part)));
  return name === undefined ? null : canonicalHandle(name);
};

const readAddress = (text: string, isBare: boolean): Subject | null => {
  // A browser takes a backslash for a slash, and leaves line ends and tabs out.
  const [, authority = '', path = ''] = /^([^/\\?#]*)(.*)$/s.exec(text) ?? [];
  const at = authority.lastIndexOf('@');
  const host = canonicalHost(authority.slice(at + 1).replace(/:\d{0,5}$/, ''));
  if (host === null) return null;
  const network = at >= 0 ? null : networkOf(host);
  const handle = network === null ? null : handleIn(path);
  if (network === 'whatsapp' && handle !== null && /^\d{7,15}$/.test(handle)) {
    return { kind: 'phone', number: `+${handle}` };
  }
  if (network !== null && handle !== null) return { kind: 'handle', handle, network };
  const before = at > 0 ? authority.slice(0, at) : path.includes('\\') ? path : null;
  return { kind: 'link', host, before, isBare: isBare && path.replace(/^[/\\]$/, '') === '' };
};

const readNamed = (text: string): Subject | null => {
  const [, word = '', name = ''] = /^([\p{L}]{1,12})\s*[:：]?\s+@?(\S+)$/u.exec(text) ?? [];
  const network = NETWORK_WORDS[word.toLowerCase()];
  const handle = network === undefined ? null : canonicalHandle(name);
  return network === undefined || handle === null ? null : { kind: 'handle', handle, network };
};

const readNumber = (text: string): Subject | null => {
  if (!/^[+＋(]?[\p{Nd}\s().\-/（）]+$/u.test(text)) return null;
  const number = canonicalPhone(text);
  if (number !== null) return { kind: 'phone', number };
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  return digits.length >= 5 && digits.length <= 15 ? { kind: 'local_phone', digits } : null;
};

/** What somebody pasted to have it checked; null where it is nothing that can be checked. */
export const readSubject = (pasted: string): Subject | null => {
  const text = pasted.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  if (text === '' || text.length > LONGEST_SUBJECT) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'mailto') return readSubject(text.slice('mailto:'.length).split('?')[0] ?? '');
  if (scheme === 'tel') return readNumber(text.slice('tel:'.length));
  const link = /^https?:[/\\]*(.*)$/is.exec(text)?.[1];
  if (link !== undefined) return readAddress(link, false);
  if (/^[A-Za-z]{1,3}-\d{2,6}$/.test(text)) return { kind: 'agent', badge: text.toUpperCase() };
  const number = readNumber(text);
  if (number !== null) return number;
  if (/^[^\s/\\@]+@[^\s/\\@]+$/.test(text)) {
    const email = canonicalEmail(text);
    return email === null ? null : { kind: 'email', ...email };
  }
  if (/\s/.test(text)) return readNamed(text);
  if (text.startsWith('@')) {
    const handle = canonicalHandle(text);
    return handle === null ? null : { kind: 'handle', handle, network: null };
  }
  const app = canonicalApp(text);
  if (app !== null && /^(com|org|net|io)\.[^.]+\.[^.]+/.test(app)) return { kind: 'app', id: app };
  if (app !== null && /^id\d{6,12}$/.test(app)) return { kind: 'app', id: app };
  if (/[.。．｡]/.test(text)) return readAddress(text, true);
  const handle = canonicalHandle(text);
  return handle === null ? null : { kind: 'handle', handle, network: null };
};
