import { createHash, createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { BASE_PATH, statusOf } from '../../contract/exchange/endpoint.ts';
import {
  type ExchangeKey,
  type Received,
  receiveRequest,
} from '../../contract/exchange/receive-request.ts';
import { ENDPOINTS, type EndpointName } from '../../contract/exchange/routes.ts';
import type { Exchange } from '../exchange.ts';
import { sha256 } from '../sha256.ts';
import { type Asked, HANDLERS } from './handlers.ts';

const BODY_MAX = 64 * 1024;
const DAY_MS = 86_400_000;
/** How long a reply is kept for those who ask again. */
const ANSWERS_KEPT_MS = 7 * DAY_MS;
const RETRY_AFTER_MS = 2_000;

const digests = {
  sha256,
  hmac: (key: Uint8Array, bytes: Uint8Array): Uint8Array =>
    createHmac('sha256', key).update(bytes).digest(),
};

type Accepted = Extract<Received, { readonly ok: true }>;
interface Reply {
  readonly status: number;
  readonly body: string;
}

const refusal = (code: string): Reply => ({
  status: statusOf(code),
  body: JSON.stringify({
    error: { code, retryAfterMs: statusOf(code) >= 500 ? RETRY_AFTER_MS : null },
  }),
});

const answer = (exchange: Exchange, accepted: Accepted): Reply => {
  const { name, params, query, body } = accepted;
  const { world } = exchange;
  const endpoint = ENDPOINTS[name];
  const user = params.userId === undefined ? undefined : world.users.find(params.userId);
  if (params.userId !== undefined && user === undefined) return refusal('not_found');
  // The endpoint's own schema has parsed the body, and whoever has no user in the path does not look at it.
  const handle = HANDLERS[name] as (exchange: Exchange, asked: Asked<EndpointName>) => unknown;
  const data = handle(exchange, { params, query, body, user } as Asked<EndpointName>);
  if (typeof data === 'string') return refusal(data);
  const whose = endpoint.ofUser ? { userId: params.userId } : {};
  return { status: 200, body: JSON.stringify({ asOf: world.now(), ...whose, data }) };
};

const openAnswers = ({ store, now }: Exchange['world']) => {
  const find = store.database.prepare('SELECT request, status, reply FROM answered WHERE key = ?');
  const put = store.database.prepare(
    'INSERT INTO answered (key, request, status, reply, at) VALUES (?, ?, ?, ?, ?)',
  );
  const forget = store.database.prepare('DELETE FROM answered WHERE at < ?');
  /** The first answer to this key, or the one that `make` gives now; written in the transaction of what it did. */
  return (key: string, request: string, make: () => Reply): Reply =>
    store.atomically(() => {
      const known = find.get(key);
      if (known !== undefined)
        return known.request === request
          ? { status: Number(known.status), body: String(known.reply) }
          : refusal('idempotency_conflict');
      const reply = make();
      forget.run(now() - ANSWERS_KEPT_MS);
      put.run(key, request, reply.status, reply.body, now());
      return reply;
    });
};

/** False when the nonce is known. It is kept for as long as a request with it could be good. */
const openNonces = ({ store, now }: Exchange['world']) => {
  const put = store.database.prepare('INSERT OR IGNORE INTO nonces (nonce, at) VALUES (?, ?)');
  const forget = store.database.prepare('DELETE FROM nonces WHERE at < ?');
  return (nonce: string, untilMs: number): boolean => {
    forget.run(now());
    return put.run(nonce, untilMs).changes === 1;
  };
};

/** The published contract, under `/support/v1`. Everything but the raw bytes of a request is decided by its table. */
export const serveSupport = async (
  server: FastifyInstance,
  exchange: Exchange,
  keys: ReadonlyMap<string, ExchangeKey>,
): Promise<void> => {
  const once = openAnswers(exchange.world);
  const takeNonce = openNonces(exchange.world);
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: BODY_MAX },
      (_request, body, next) => next(null, body),
    );
    scope.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
      const code = error.statusCode === 413 ? 'body_too_large' : 'internal';
      const { status, body } = refusal(code);
      return reply.code(status).type('application/json; charset=utf-8').send(body);
    });
    scope.route({
      method: ['GET', 'POST'],
      url: `${BASE_PATH}/*`,
      handler: (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const target = request.raw.url ?? '';
        const received = receiveRequest(
          { method: request.method, target, body, headers: request.headers },
          { keys, nowMs: exchange.world.now(), takeNonce, digests },
        );
        const { status, body: text } = !received.ok
          ? refusal(received.code)
          : received.idempotencyKey === null || received.body === undefined
            ? answer(exchange, received)
            : once(
                `${received.keyId} ${received.idempotencyKey}`,
                createHash('sha256')
                  .update(`${request.method} ${target}\n`)
                  .update(body)
                  .digest('hex'),
                () => answer(exchange, received),
              );
        return reply
          .code(status)
          .type('application/json; charset=utf-8')
          .header('cache-control', 'no-store')
          .send(text);
      },
    });
    done();
  });
};
