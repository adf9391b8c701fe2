import { createHash, createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { signRequest } from '../src/core/exchange-signing/sign-request.ts';
import type { DemoExchangeOptions } from '../src/demo-exchange/options.ts';
import { type DemoExchange, startDemoExchange } from '../src/demo-exchange/start-demo-exchange.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** What proves the exchange's support tokens. */
export const TOKEN_KEY = { ...publicKey.export({ format: 'jwk' }), kid: 'k1' };
export const SCENES_TOKEN = 'scenes-of-a-test-1';
const SECRETS = { 'demo-support': 1, 'demo-compliance': 2 } as const;
export type KeyId = keyof typeof SECRETS;

const secretOf = (keyId: KeyId): Buffer => Buffer.alloc(32, SECRETS[keyId]);

const OPTIONS: DemoExchangeOptions = {
  ...{ host: '127.0.0.1', port: 0, dataDir: null, supportOrigin: 'http://localhost:7300' },
  audience: 'mainstay-demo',
  signingKey: { ...(privateKey.export({ format: 'jwk' }) as Record<string, string>), kid: 'k1' },
  keys: [
    {
      ...{ keyId: 'demo-support', secret: secretOf('demo-support').toString('base64') },
      scopes: ['support', 'events'],
    },
    {
      ...{ keyId: 'demo-compliance', secret: secretOf('demo-compliance').toString('base64') },
      scopes: ['compliance'],
    },
  ],
  ...{ webhook: null, scenesToken: SCENES_TOKEN, chains: null, seed: 7 },
};

/** The demo exchange in this process, on a port of its own, with nothing kept on disk. */
export const withDemoExchange = async (
  run: (exchange: DemoExchange) => Promise<void>,
  given: Partial<DemoExchangeOptions> & { readonly now?: () => number } = {},
): Promise<void> => {
  const { now, ...options } = given;
  const exchange = await startDemoExchange({
    options: { ...OPTIONS, ...options },
    say: () => undefined,
    ...(now === undefined ? {} : { now }),
  });
  try {
    await run(exchange);
  } finally {
    await exchange.close();
  }
};

const digests = {
  sha256: (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest(),
  hmac: (key: Uint8Array, bytes: Uint8Array): Uint8Array =>
    createHmac('sha256', key).update(bytes).digest(),
};

export interface Answer<T> {
  readonly status: number;
  readonly data: T;
  readonly code: string | null;
}

/** Asks the support contract as Mainstay does: signed, with a nonce of its own. */
export const askContract = async <T>(
  { origin }: DemoExchange,
  path: string,
  given: { readonly body?: unknown; readonly key?: KeyId; readonly once?: string } = {},
): Promise<Answer<T>> => {
  const target = `/support/v1${path}`;
  const method = given.body === undefined ? 'GET' : 'POST';
  const body =
    given.body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(given.body));
  const keyId = given.key ?? 'demo-support';
  const idempotencyKey =
    given.body === undefined ? null : (given.once ?? randomBytes(8).toString('hex'));
  const headers = signRequest(
    { method, target, body, idempotencyKey },
    { keyId, secret: secretOf(keyId) },
    Date.now(),
    randomBytes(16).toString('hex'),
    digests,
  );
  const reply = await fetch(origin + target, {
    method,
    headers: { ...headers, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
    ...(method === 'POST' ? { body } : {}),
  });
  const said = (await reply.json()) as { data: T; error?: { code: string } };
  return { status: reply.status, data: said.data, code: said.error?.code ?? null };
};

/** What a page of the exchange does, signed in by `session` where there is one. */
export const visit = async <T>(
  { origin }: DemoExchange,
  path: string,
  given: { readonly body?: unknown; readonly session?: string; readonly token?: string } = {},
): Promise<{ readonly status: number; readonly said: T }> => {
  const reply = await fetch(origin + path, {
    method: given.body === undefined ? 'GET' : 'POST',
    headers: {
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(given.session === undefined ? {} : { 'x-norvik-session': given.session }),
      ...(given.token === undefined ? {} : { 'x-scenes-token': given.token }),
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const text = await reply.text();
  return { status: reply.status, said: (text === '' ? null : JSON.parse(text)) as T };
};

export const signInTo = async (exchange: DemoExchange, customer: string): Promise<string> => {
  const { said } = await visit<{ sessionId: string }>(exchange, '/session', {
    body: { customer, device: null },
  });
  return said.sessionId;
};

/** Plays a scene for a user; its ids. */
export const playScene = async (
  exchange: DemoExchange,
  name: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, string>>> => {
  const { status, said } = await visit<Record<string, string>>(exchange, `/scenes/${name}`, {
    ...{ body, token: SCENES_TOKEN },
  });
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(said)}`);
  return said;
};
