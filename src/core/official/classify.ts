import { foldGlyphs, skeletonOf } from './confusables.ts';
import { slipsBetween } from './edit-distance.ts';
import type { Network, OfficialIdentity, OfficialRegistry, SplitHost } from './identity.ts';
import { type HostBook, isValidAt, judgeHost, openHostBook } from './judge-host.ts';
import type { Imitation } from './look-alike.ts';
import type { Subject } from './read-subject.ts';

export const REASONS = [
  /** It stands in the registry. */
  'registered',
  /** It is not there, and of its kind everything of ours is. */
  'not_registered',
  /** It looks like something of ours, or like something well known of others. */
  'look_alike',
  /** It stands on a list of phishing. */
  'known_phishing',
  'no_longer_ours',
  /** Not ours, and a message may link to it. */
  'allowed',
  /** A short address: where it leads is hidden. */
  'shortener',
  /** A phone number without its country. */
  'no_country',
] as const;
export type Reason = (typeof REASONS)[number];
export type Verdict = 'ours' | 'not_ours' | 'unknown';

/** `unknown` never means that it is safe. */
export interface Answer {
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** How it imitates; null where it does not. */
  readonly how: Imitation | null;
  /** The real one that is nearest, as the registry (or the list of known services) has it. */
  readonly nearest: string | null;
  /** What it imitates belongs to others. */
  readonly ofOthers: boolean;
  /** Where a handle is ours. */
  readonly network: Network | null;
}

/** A registry made ready for all kinds of questions. */
export interface OfficialBook {
  readonly hosts: HostBook;
  readonly byKind: ReadonlyMap<string, readonly OfficialIdentity[]>;
  readonly badges: ReadonlySet<string>;
}

export const openBook = (registry: OfficialRegistry, splitHost: SplitHost): OfficialBook => ({
  hosts: openHostBook(registry, splitHost),
  byKind: Map.groupBy(registry.identities, ({ kind }) => kind),
  badges: registry.badges,
});

const answer = (verdict: Verdict, reason: Reason, more: Partial<Answer> = {}): Answer => ({
  verdict,
  reason,
  how: null,
  nearest: null,
  ofOthers: false,
  network: null,
  ...more,
});

const identitiesOf = (book: OfficialBook, kind: OfficialIdentity['kind']) =>
  book.byKind.get(kind) ?? [];

/** What stands in the registry, then and now. Undefined where it never did. */
const registeredAnswer = (found: readonly OfficialIdentity[], atMs: number): Answer | undefined => {
  const valid = found.find((identity) => isValidAt(identity, atMs));
  if (valid !== undefined) {
    return answer('ours', 'registered', { nearest: valid.value, network: valid.network });
  }
  return found.length > 0 ? answer('not_ours', 'no_longer_ours') : undefined;
};

const hostAnswer = (book: OfficialBook, host: string, atMs: number): Answer => {
  const judged = judgeHost(book.hosts, host, atMs);
  return answer(judged.verdict, judged.reason, {
    ...('nearest' in judged && { nearest: judged.nearest }),
    ...('how' in judged && { how: judged.how, ofOthers: judged.ofOthers }),
  });
};

/** Whether a text carries the name of one of our brands, as it is or as it is drawn. */
const namesBrand = (book: OfficialBook, text: string): string | undefined => {
  const drawn = foldGlyphs(text).replace(/[^a-z0-9]/g, '');
  const read = skeletonOf(drawn);
  return book.hosts.ownBrands.find(
    ({ name, skeleton, isOrdinary }) =>
      !isOrdinary && name.length > 3 && (drawn.includes(name) || read.includes(skeleton)),
  )?.domain;
};

const judgeLink = (
  book: OfficialBook,
  { host, before }: Extract<Subject, { kind: 'link' }>,
  atMs: number,
): Answer => {
  const judged = hostAnswer(book, host, atMs);
  const named = before === null ? undefined : namesBrand(book, before);
  return judged.verdict === 'ours' || named === undefined
    ? judged
    : answer('not_ours', 'look_alike', { how: 'subdomain', nearest: named });
};

const judgeEmail = (
  book: OfficialBook,
  { local, host }: Extract<Subject, { kind: 'email' }>,
  atMs: number,
): Answer => {
  const whole = `${local}@${host}`;
  const found = [
    ...identitiesOf(book, 'email').filter(({ value }) => value === whole),
    ...identitiesOf(book, 'email_domain').filter(({ value }) => value === host),
  ];
  const registered = registeredAnswer(found, atMs);
  if (registered !== undefined) return registered;
  const judged = hostAnswer(book, host, atMs);
  if (judged.verdict === 'not_ours') return judged;
  const named = namesBrand(book, local);
  if (named !== undefined && judged.verdict !== 'ours') {
    return answer('not_ours', 'look_alike', { how: 'added_words', nearest: named });
  }
  return answer('not_ours', 'not_registered');
};

const MOST_WRONG_DIGITS = 2;
const judgePhone = (book: OfficialBook, number: string, atMs: number): Answer => {
  const phones = identitiesOf(book, 'phone');
  const registered = registeredAnswer(
    phones.filter(({ value }) => value === number),
    atMs,
  );
  if (registered !== undefined) return registered;
  const near = phones.find(
    (phone) =>
      isValidAt(phone, atMs) &&
      slipsBetween(phone.value, number, MOST_WRONG_DIGITS) <= MOST_WRONG_DIGITS,
  );
  return near === undefined
    ? answer('not_ours', 'not_registered')
    : answer('not_ours', 'look_alike', { how: 'typo', nearest: near.value });
};

/** Handles as they are read at a glance, without what may be strewn between the letters. */
const readHandle = (handle: string): string => skeletonOf(handle).replace(/[_.-]/g, '');
const MOST_SLIPS = 1;

const judgeHandle = (
  book: OfficialBook,
  { handle, network }: Extract<Subject, { kind: 'handle' }>,
  atMs: number,
): Answer => {
  const handles = identitiesOf(book, 'handle');
  const same = handles.filter(({ value }) => value === handle);
  const registered = registeredAnswer(
    same.filter((identity) => network === null || identity.network === network),
    atMs,
  );
  if (registered !== undefined) return registered;
  const valid = handles.filter((identity) => isValidAt(identity, atMs));
  const read = readHandle(handle);
  const near = valid.find(
    ({ value }) => slipsBetween(readHandle(value), read, MOST_SLIPS) <= MOST_SLIPS,
  );
  if (near !== undefined) {
    const { value: nearest, network: on } = near;
    return answer('not_ours', 'look_alike', { how: 'typo', nearest, network: on });
  }
  const named = namesBrand(book, handle);
  if (named !== undefined) {
    return answer('not_ours', 'look_alike', { how: 'added_words', nearest: named });
  }
  return answer(network === null ? 'unknown' : 'not_ours', 'not_registered');
};

const judgeApp = (book: OfficialBook, id: string, atMs: number): Answer => {
  const apps = identitiesOf(book, 'app');
  const registered = registeredAnswer(
    apps.filter(({ value }) => value === id),
    atMs,
  );
  if (registered !== undefined) return registered;
  const named = namesBrand(book, id);
  return named === undefined
    ? answer('not_ours', 'not_registered')
    : answer('not_ours', 'look_alike', { how: 'added_words', nearest: named });
};

const FEWEST_DIGITS = 7;
/** Digits that one of our numbers ends with are not called foreign: the country decides. */
const judgeLocalPhone = (book: OfficialBook, digits: string, atMs: number): Answer => {
  const tail = digits.replace(/^0+/, '');
  const ours = identitiesOf(book, 'phone').find(
    (phone) => isValidAt(phone, atMs) && tail.length >= FEWEST_DIGITS && phone.value.endsWith(tail),
  );
  return answer('unknown', 'no_country', { nearest: ours?.value ?? null });
};

/** Whether something is ours. `atMs`: what was ours once may not be now. */
export const classify = (book: OfficialBook, subject: Subject, atMs: number): Answer => {
  switch (subject.kind) {
    case 'link':
      return judgeLink(book, subject, atMs);
    case 'email':
      return judgeEmail(book, subject, atMs);
    case 'phone':
      return judgePhone(book, subject.number, atMs);
    case 'local_phone':
      return judgeLocalPhone(book, subject.digits, atMs);
    case 'handle':
      return judgeHandle(book, subject, atMs);
    case 'agent':
      return book.badges.has(subject.badge)
        ? answer('ours', 'registered')
        : answer('not_ours', 'not_registered');
    case 'app':
      return judgeApp(book, subject.id, atMs);
  }
};
