import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** One reader for each kind of setting: text of the environment in, checked value out, one sentence when wrong. */

const reader = <T>(read: (text: string) => T | undefined, expected: string) =>
  z.string().transform((text, context): T => {
    const value = read(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `must be ${expected}` });
    return z.NEVER;
  });

export const wholeNumber = (from: number, to: number) =>
  reader(
    (text) => {
      const value = Number(text);
      return /^\d+$/.test(text) && value >= from && value <= to ? value : undefined;
    },
    `a whole number from ${from.toLocaleString('en')} to ${to.toLocaleString('en')}`,
  );

export const decimal = (from: number, to: number) =>
  reader((text) => {
    const value = Number(text);
    return /^\d+(\.\d+)?$/.test(text) && value >= from && value <= to ? value : undefined;
  }, `a number from ${from} to ${to}`);

export const oneOf = <const T extends readonly string[]>(...words: T) =>
  reader((text) => words.find((word): word is T[number] => word === text), words.join(' or '));

export const anyText = (expected: string) =>
  reader((text) => (text === '' ? undefined : text), expected);

const originOf = (text: string): string | undefined => {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  return web && (text === url.origin || text === `${url.origin}/`) ? url.origin : undefined;
};

export const origin = () =>
  reader(originOf, 'an origin, such as https://support.example.com, without a path');

/** An address without credentials. */
const webAddressOf = (text: string): string | undefined => {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  const web = protocol === 'https:' || protocol === 'http:';
  return web && username === '' && password === '' ? href : undefined;
};

export const webAddress = () =>
  reader(webAddressOf, 'an address, such as https://www.example.com/account/support');

const listOf = <T>(text: string, read: (part: string) => T | undefined): T[] | undefined => {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const values = parts.map(read).filter((value) => value !== undefined);
  return values.length === parts.length ? values : undefined;
};

export const origins = () =>
  reader(
    (text) => listOf(text, originOf),
    'origins separated by commas, such as https://www.example.com,https://app.example.com',
  );

const hostNameOf = (text: string): string | undefined =>
  /^([a-z0-9-]+(\.[a-z0-9-]+)*|[0-9a-f:]*:[0-9a-f:]*)(:\d{1,5})?$/i.test(text)
    ? text.toLowerCase()
    : undefined;

/** In lower case. */
export const hostNames = () =>
  reader((text) => listOf(text, hostNameOf), 'hosts or host:port, separated by commas');

const networkOf = (text: string): string | undefined =>
  /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(text) ? text : undefined;

export const networks = () =>
  reader(
    (text) => listOf(text, networkOf),
    'addresses or networks such as 10.0.0.0/8, separated by commas',
  );

export const urlOf = (...schemes: readonly string[]) =>
  reader(
    (text) =>
      schemes.some((scheme) => text.startsWith(`${scheme}://`)) && URL.canParse(text)
        ? text
        : undefined,
    `an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  );

const SECRET_BYTES = 32;

/** Random bytes as text; kept as text, because some libraries want text. */
export const secret = () =>
  reader((text) => {
    const bytes = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64').length : 0;
    const varied = new Set(text).size > 15;
    return bytes >= SECRET_BYTES && varied ? text : undefined;
  }, `at least ${SECRET_BYTES} random bytes in base64; make one with: openssl rand -base64 ${SECRET_BYTES}`);

export const keyId = () =>
  reader(
    (text) => (/^[A-Za-z0-9_.-]{1,64}$/.test(text) ? text : undefined),
    'an id of at most 64 letters, digits, dots, dashes or underscores',
  );

const WEBHOOK_SECRETS_MAX = 2;

/** Secrets of Standard Webhooks: random bytes in base64 after `whsec_`; the first is the newest. */
export const webhookSecrets = () =>
  reader((text) => {
    const values = listOf(text, (part) => {
      const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(part) ?? [];
      const bytes = encoded === undefined ? 0 : Buffer.from(encoded, 'base64').length;
      return bytes >= SECRET_BYTES && new Set(encoded).size > 15 ? part : undefined;
    });
    const few = values !== undefined && values.length > 0 && values.length <= WEBHOOK_SECRETS_MAX;
    return few ? values : undefined;
  }, `whsec_ and at least ${SECRET_BYTES} random bytes in base64, or two such separated by a comma`);

export const vapidKey = (bytes: number) =>
  reader(
    (text) => (Buffer.from(text, 'base64url').length === bytes ? text : undefined),
    `a VAPID key (${bytes} bytes in base64url); make a pair with: npx web-push generate-vapid-keys`,
  );

export const contactUrl = () =>
  reader(
    (text) => (/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(text) ? text : undefined),
    'mailto:someone@example.com or an https:// address',
  );

export const mailAddress = () =>
  reader(
    (text) =>
      /^([^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text) ? text : undefined,
    'a mail address, such as Example Support <support@example.com>',
  );

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** `none` says that there is none on purpose. */
export const hostAndPortOrNone = () =>
  reader((text): HostAndPort | 'none' | undefined => {
    if (text === 'none') return 'none';
    const [, host, port] = /^\[?([^\s[\]]+?)\]?:(\d{1,5})$/.exec(text) ?? [];
    return host === undefined || Number(port) > 65_535 ? undefined : { host, port: Number(port) };
  }, 'host:port, or the word none');

const publicKeySchema = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string().min(1),
});
const keySetSchema = z.object({ keys: z.array(publicKeySchema).min(1) });

export interface PublicKeySet {
  readonly keys: readonly {
    readonly kty: 'EC';
    readonly crv: 'P-256';
    readonly x: string;
    readonly y: string;
    readonly kid: string;
  }[];
}

const readKeySet = (text: string): PublicKeySet | undefined => {
  try {
    const json = text.startsWith('{') ? text : readFileSync(text, 'utf8');
    const parsed = keySetSchema.parse(JSON.parse(json));
    // The private half belongs to the exchange's server and nowhere else.
    if (parsed.keys.some((key) => 'd' in key)) return undefined;
    return { keys: parsed.keys.map(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, kid })) };
  } catch {
    return undefined;
  }
};

export const publicKeySet = () =>
  reader(
    readKeySet,
    'a JSON Web Key Set (or the path of a file with one) of public EC P-256 keys, each with a kid and none with its private part d',
  );

export const existingFile = () =>
  reader((text) => (existsSync(text) ? text : undefined), 'the path of a file that exists');

export const absoluteFolder = () =>
  reader((text) => (isAbsolute(text) ? text : undefined), 'an absolute path');
