import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type ExchangeKey,
  type Received,
  receiveRequest,
} from '../../src/contract/exchange/receive-request.ts';
import { ENDPOINTS, type EndpointName } from '../../src/contract/exchange/routes.ts';
import { createNonceMemory } from '../../src/core/exchange-signing/nonce-memory.ts';
import { type SigningKeyPair, signRequest } from '../../src/core/exchange-signing/sign-request.ts';
import { type Digests, HEADERS } from '../../src/core/exchange-signing/text-to-sign.ts';
import type { ReceivedRequest } from '../../src/core/exchange-signing/verify-request.ts';
import type { ExchangeBook } from './exchange-book.ts';
import type { Trouble } from './exchange-fake.ts';

export const TEST_KEYS = {
  support: { keyId: 'support-1', secret: new Uint8Array(32).fill(11) },
  compliance: { keyId: 'compliance-1', secret: new Uint8Array(32).fill(12) },
} as const;

export interface ServerKeys {
  readonly support: { readonly keyId: string; readonly secret: Uint8Array };
  readonly compliance: { readonly keyId: string; readonly secret: Uint8Array };
}

const keysOf = ({ support, compliance }: ServerKeys): ReadonlyMap<string, ExchangeKey> =>
  new Map([
    [support.keyId, { secret: support.secret, scopes: ['support', 'events'] as const }],
    [compliance.keyId, { secret: compliance.secret, scopes: ['compliance'] as const }],
  ]);

export const nodeDigests: Digests = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  hmac: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
};

const allScopes = (keys: ReadonlyMap<string, ExchangeKey>): ReadonlyMap<string, ExchangeKey> =>
  new Map(
    [...keys].map(([id, { secret }]) => [
      id,
      { secret, scopes: ['support', 'events', 'compliance'] as const },
    ]),
  );

/** As if it had been signed rightly. */
const signAnew = (request: ReceivedRequest, key: SigningKeyPair): ReceivedRequest => {
  const given = request.headers[HEADERS.idempotency];
  const idempotencyKey = typeof given === 'string' ? given : null;
  const unsigned = { ...request, idempotencyKey };
  return {
    ...request,
    headers: signRequest(unsigned, key, Date.now(), randomUUID(), nodeDigests),
  };
};

export interface ExchangeServer {
  readonly url: string;
  trouble(kind: Trouble | null, ...names: readonly EndpointName[]): void;
  /** The next so many requests end in a reset connection, then all is well. */
  resetNext(times: number): void;
  /** Requests that reached it, whatever became of them. */
  readonly count: () => number;
  close(): Promise<void>;
}

/**
 * What this exchange does not take seriously, for tests of the conformance kit. `signature`: none is checked; `clock`,
 * `nonce`, `scope`: all are good; `once`: keys are not kept; `user`: whose an answer is, is not said; `ahead`: the clock
 * is of tomorrow; `html`: errors are pages; `large`: any body is read.
 */
export type Laxity =
  | 'signature'
  | 'clock'
  | 'nonce'
  | 'scope'
  | 'once'
  | 'user'
  | 'ahead'
  | 'html'
  | 'large';

const DAY_MS = 86_400_000;
const BODY_MAX = 64 * 1_024;

const readBody = async (request: IncomingMessage): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Spoils an answer that was well. */
const spoil = (kind: Trouble | null, answer: Record<string, unknown>, echo: string | null) => {
  const { data } = answer;
  if (kind === 'garbage') return '<html>Bad gateway</html>';
  if (kind === 'huge') return JSON.stringify({ ...answer, more: 'x'.repeat(2_000_000) });
  if (kind === 'foreign' && 'userId' in answer) answer.userId = 'somebody-else';
  if (kind === 'ahead') answer.asOf = Number(answer.asOf) + DAY_MS;
  if (kind === 'schema') answer.data = 17;
  if (kind === 'other_id' && echo !== null) answer.data = { ...(data as object), [echo]: 'other' };
  return JSON.stringify(answer);
};

/** The published contract over HTTP, with a book behind it, on a free loopback port. */
export const startExchangeServer = async (
  book: ExchangeBook,
  serverKeys: ServerKeys = TEST_KEYS,
  lax: readonly Laxity[] = [],
): Promise<ExchangeServer> => {
  const isLax = (what: Laxity): boolean => lax.includes(what);
  const keys = isLax('scope') ? allScopes(keysOf(serverKeys)) : keysOf(serverKeys);
  const nonces = createNonceMemory();
  const troubles = new Map<EndpointName | 'all', Trouble | null>();
  let resets = 0;
  let count = 0;

  const send = (response: ServerResponse, status: number, text: string): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  };
  const refuse = (response: ServerResponse, status: number, code: string): void =>
    send(
      response,
      status,
      isLax('html') ? `<h1>${code}</h1>` : JSON.stringify({ error: { code, retryAfterMs: null } }),
    );

  const receive = (request: IncomingMessage, body: Uint8Array): Received => {
    const { method = '', url: target = '', headers } = request;
    const nowMs = Date.now();
    const signedAtMs = Number(headers[HEADERS.timestamp] ?? 0) * 1_000;
    const received = { method, target, headers, body };
    return receiveRequest(isLax('signature') ? signAnew(received, serverKeys.support) : received, {
      keys,
      nowMs: isLax('clock') ? signedAtMs : nowMs,
      takeNonce: (nonce, untilMs) => isLax('nonce') || nonces.take(nonce, untilMs, nowMs),
      digests: nodeDigests,
    });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    count += 1;
    const body = await readBody(request);
    if (resets > 0) {
      resets -= 1;
      request.socket.resetAndDestroy();
      return;
    }
    if (body.length > BODY_MAX && !isLax('large')) return refuse(response, 413, 'body_too_large');
    const received = receive(request, body);
    if (!received.ok) return refuse(response, received.status, received.code);
    const kind = troubles.get(received.name) ?? troubles.get('all') ?? null;
    if (kind === 'down') return void request.socket.resetAndDestroy();
    if (kind === 'slow') return;
    if (kind === 'broken') return refuse(response, 503, 'unavailable');
    const key = isLax('once') ? randomUUID() : received.idempotencyKey;
    const said = book.answer({ ...received, key });
    if (!said.ok) return refuse(response, said.status, said.code);
    const { ofUser, echoes } = ENDPOINTS[received.name];
    const { asOf, data } = said;
    const { userId } = received.params;
    const whose = ofUser && !isLax('user') ? { userId } : {};
    const whole = { asOf: isLax('ahead') ? asOf + DAY_MS : asOf, ...whose, data };
    send(response, 200, spoil(kind, whole, echoes));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    trouble: (kind, ...names) => {
      if (names.length === 0) troubles.clear();
      for (const name of names.length === 0 ? (['all'] as const) : names) troubles.set(name, kind);
    },
    resetNext: (times) => {
      resets = times;
    },
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
