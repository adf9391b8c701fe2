import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import { LOCALES, type Locale, TIERS, type Tier } from '../vocabulary.ts';

/** What the exchange's server says of a customer in an identity token. */
export interface IdentityClaims {
  /** The exchange's own user id. */
  readonly externalId: string;
  /** Unique for each token: a token is good for one exchange only. */
  readonly tokenId: string;
  readonly expiresAt: AtMs;
  readonly tier: Tier;
  readonly locale: Locale;
  readonly name: string | null;
  readonly email: string | null;
  /** As given; whether such a zone exists is for the caller to say. */
  readonly timeZone: string | null;
}

/** The longest life of a token: who steals one has little time. */
export const MAX_TOKEN_LIFE_MS = 5 * 60_000;
/** How far the exchange's clock may be from ours. */
export const CLOCK_TOLERANCE_MS = 15_000;

const MAX_ID_CHARS = 128;
const MAX_NAME_CHARS = 80;
const MAX_EMAIL_CHARS = 254;
/** Control characters, and those that reorder, hide or break text: bidi controls, zero width, line separators. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const TIME_ZONE = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** An id as the exchange gives it: no space around it, nothing unseen in it. */
export const asId = (value: unknown): string | undefined =>
  typeof value === 'string' &&
  value.length > 0 &&
  value.length <= MAX_ID_CHARS &&
  value.trim() === value &&
  value.replace(UNSEEN, '') === value
    ? value
    : undefined;

const asSeconds = (value: unknown): AtMs | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value * 1000 : undefined;

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

/** `zh-Hant-TW` → `zh`; a language that nobody here speaks is answered in English. */
export const nearestLocale = (tag: string): Locale => {
  const language = tag.toLowerCase().split(/[-_]/, 1)[0];
  return LOCALES.find((locale) => locale === language) ?? 'en';
};

const wrong = (claim: string) => fail('unauthorized', 'token_claims', { claim });

type Times = { readonly expiresAt: AtMs };

const decideTimes = (payload: Readonly<Record<string, unknown>>, now: AtMs): Outcome<Times> => {
  const issuedAt = asSeconds(payload.iat);
  const expiresAt = asSeconds(payload.exp);
  if (issuedAt === undefined) return wrong('iat');
  if (expiresAt === undefined || expiresAt <= issuedAt) return wrong('exp');
  if (expiresAt - issuedAt > MAX_TOKEN_LIFE_MS) {
    return fail('unauthorized', 'token_lifetime', { maxSeconds: MAX_TOKEN_LIFE_MS / 1000 });
  }
  if (now >= expiresAt + CLOCK_TOLERANCE_MS) return fail('unauthorized', 'token_expired');
  const notBefore = isAbsent(payload.nbf) ? issuedAt : asSeconds(payload.nbf);
  if (notBefore === undefined) return wrong('nbf');
  if (Math.max(issuedAt, notBefore) > now + CLOCK_TOLERANCE_MS) {
    return fail('unauthorized', 'token_not_yet_valid');
  }
  return ok({ expiresAt });
};

type Profile = Pick<IdentityClaims, 'name' | 'email' | 'timeZone'>;

const decideProfile = (payload: Readonly<Record<string, unknown>>): Outcome<Profile> => {
  const { name, email, time_zone: timeZone } = payload;
  if (!isAbsent(name) && typeof name !== 'string') return wrong('name');
  if (!isAbsent(email) && (typeof email !== 'string' || email.length > MAX_EMAIL_CHARS)) {
    return wrong('email');
  }
  if (!isAbsent(timeZone) && typeof timeZone !== 'string') return wrong('time_zone');
  const cleanName = typeof name === 'string' ? name.replace(UNSEEN, '').trim() : '';
  return ok({
    name: cleanName === '' ? null : Array.from(cleanName).slice(0, MAX_NAME_CHARS).join(''),
    email: typeof email === 'string' && EMAIL.test(email) ? email : null,
    timeZone: typeof timeZone === 'string' && TIME_ZONE.test(timeZone) ? timeZone : null,
  });
};

/** A token for several audiences is refused: whoever else it is meant for could use it here. */
export const isFor = (audience: unknown, ours: string): boolean =>
  Array.isArray(audience) ? audience.length === 1 && audience[0] === ours : audience === ours;

/**
 * Reads the claims of a token whose signature was found good. Failures are all of class `unauthorized`:
 * `token_audience`, `token_lifetime`, `token_expired`, `token_not_yet_valid`, and `token_claims` with
 * `details.claim` where one is missing or of the wrong form. A token for several audiences is refused:
 * whoever else it is meant for could use it here.
 */
export const decideClaims = (
  payload: Readonly<Record<string, unknown>>,
  audience: string,
  now: AtMs,
): Outcome<IdentityClaims> => {
  if (!isFor(payload.aud, audience)) return fail('unauthorized', 'token_audience');
  const times = decideTimes(payload, now);
  if (!times.ok) return times;
  const externalId = asId(payload.sub);
  if (externalId === undefined) return wrong('sub');
  const tokenId = asId(payload.jti);
  if (tokenId === undefined) return wrong('jti');
  const tier = TIERS.find((known) => known === payload.tier);
  if (tier === undefined) return wrong('tier');
  if (typeof payload.locale !== 'string') return wrong('locale');
  const profile = decideProfile(payload);
  if (!profile.ok) return profile;
  return ok({
    externalId,
    tokenId,
    tier,
    locale: nearestLocale(payload.locale),
    ...times.value,
    ...profile.value,
  });
};
