import { fail, type Outcome, ok } from '../outcome.ts';
import { canonicalHost } from './host.ts';
import type { IdentityKind } from './identity.ts';

const INVISIBLE = /\p{Cf}/gu;
const tidy = (text: string): string => text.normalize('NFKC').replace(INVISIBLE, '').trim();

/** Small ASCII letters; others stay, so that no letter of another script becomes ASCII. */
export const lowerAscii = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** `+` and digits, as ITU-T E.164 writes numbers; null where the country is not said or the length cannot be. */
export const canonicalPhone = (text: string): string | null => {
  const digits = tidy(text)
    .replace(/[\s().\-/]/g, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null;
};

/** The local part as it is drawn, in small letters, and the canonical host; null for what is no address. */
export const canonicalEmail = (
  text: string,
): { readonly local: string; readonly host: string } | null => {
  const trimmed = text.replace(INVISIBLE, '').trim();
  const at = trimmed.lastIndexOf('@');
  const local = lowerAscii(trimmed.slice(0, at));
  const host = at < 1 ? null : canonicalHost(trimmed.slice(at + 1));
  return host === null || !/^[^\s@"<>(),:;[\]\\]{1,64}$/.test(local) ? null : { local, host };
};

export const canonicalHandle = (text: string): string | null => {
  const handle = lowerAscii(text.replace(INVISIBLE, '').trim().replace(/^@/, ''));
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{1,63}$/u.test(handle) ? handle : null;
};

export const canonicalApp = (text: string): string | null => {
  const id = lowerAscii(text.replace(INVISIBLE, '').trim());
  return /^[a-z0-9][a-z0-9._-]{2,149}$/.test(id) ? id : null;
};

const canonical = (kind: IdentityKind, text: string): string | null => {
  switch (kind) {
    case 'domain':
    case 'email_domain':
      return canonicalHost(text.replace(INVISIBLE, ''));
    case 'email': {
      const email = canonicalEmail(text);
      return email === null ? null : `${email.local}@${email.host}`;
    }
    case 'phone':
      return canonicalPhone(text);
    case 'handle':
      return canonicalHandle(text);
    case 'app':
      return canonicalApp(text);
  }
};

/** A value in the one form in which it is kept and compared. Failure: `official_value_invalid`. */
export const normaliseIdentity = (kind: IdentityKind, text: string): Outcome<string> => {
  const value = canonical(kind, text);
  return value === null ? fail('invalid', 'official_value_invalid', { kind }) : ok(value);
};
