import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findLink, spendPasswordLink } from '../accounts/links.ts';
import { accountBlock } from '../accounts/restrict.ts';
import { changeUser, endSessions, noteChange } from '../accounts/sessions.ts';
import { findPeriod, newTotpSecret, periodAt, periodEndsAt, totpCode } from '../accounts/totp.ts';
import { type Exchange, withdrawalRules } from '../exchange.ts';
import { cancelOrder, placeOrder } from '../market/place-order.ts';
import type { UserRow } from '../rows.ts';
import { cancelWithdrawal } from '../transfers/cancel.ts';
import { requestWithdrawal } from '../transfers/withdraw.ts';
import type { World } from '../world.ts';
import { signedIn } from './serve-account.ts';

const decimal = z.string().regex(/^\d{1,18}(\.\d{1,18})?$/);

const orderBody = z.strictObject({
  pair: z.string().max(33),
  side: z.enum(['buy', 'sell']),
  type: z.enum(['limit', 'market', 'stop_limit']),
  timeInForce: z.enum(['gtc', 'ioc', 'fok']),
  quantity: decimal,
  price: decimal.nullable(),
  stopPrice: decimal.nullable(),
});

const withdrawalBody = z.strictObject({
  asset: z.string().max(16),
  network: z.string().max(40),
  address: z.string().max(200),
  memo: z.string().max(120).nullable(),
  amount: decimal,
  /** Of the authenticator; empty where there is none. */
  code: z.string().max(20),
});

const keyBody = z.strictObject({ name: z.string().trim().min(1).max(60) });
const wordBody = z.strictObject({ word: z.string().trim().max(40) });
const linkBody = z.strictObject({ link: z.string().max(64) });

/** The body by its schema, or the code with which it is refused. */
const parse = <T>(schema: z.ZodType<T>, { body }: FastifyRequest): T | 'invalid' => {
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : 'invalid';
};

const idOf = ({ params }: FastifyRequest): string => String((params as { id?: string }).id ?? '');

const serveOrders = (server: FastifyInstance, exchange: Exchange): void => {
  const { world, venue } = exchange;
  server.post(
    '/orders',
    signedIn(exchange, async ({ user }, request) => {
      const body = parse(orderBody, request);
      if (body === 'invalid') return body;
      if (accountBlock(world, user.id, 'trading') !== undefined) return 'account_held';
      await venue.delay();
      const row = placeOrder(world, venue, user.id, body);
      if (typeof row === 'string') return row;
      return row.state === 'rejected' ? (row.endReason ?? 'rejected') : { id: row.orderId };
    }),
  );
  server.post(
    '/orders/:id/cancel',
    signedIn(exchange, ({ user }, request) =>
      cancelOrder(world, venue, user.id, idOf(request)) === undefined ? 'too_late' : {},
    ),
  );
};

/** Whether the code is right; whoever has no authenticator needs none. Null: it is not. */
const provesPresence = (world: World, user: UserRow, code: string) => {
  if (user.totpSecret === null) return { spend: () => undefined };
  const period = findPeriod(user.totpSecret, code.replace(/\s/g, ''), world.now());
  if (period === null || period <= user.totpUsed) return null;
  return { spend: () => changeUser(world, user, { totpUsed: period }) };
};

const serveWithdrawals = (server: FastifyInstance, exchange: Exchange): void => {
  const { world } = exchange;
  server.post(
    '/withdrawals',
    signedIn(exchange, ({ user }, request) => {
      const body = parse(withdrawalBody, request);
      if (body === 'invalid') return body;
      const { code, ...asked } = body;
      const proof = provesPresence(world, user, code);
      if (proof === null) return 'code_wrong';
      const row = requestWithdrawal(world, withdrawalRules(exchange), user.id, asked);
      // A code is used up by a withdrawal that was taken, not by a slip in its form.
      if (typeof row !== 'string') proof.spend();
      return typeof row === 'string' ? row : { id: row.withdrawalId };
    }),
  );
  server.post(
    '/withdrawals/:id/cancel',
    signedIn(exchange, ({ user }, request) =>
      cancelWithdrawal(world, user.id, idOf(request)) ? {} : 'too_late',
    ),
  );
};

const serveSecurity = (server: FastifyInstance, exchange: Exchange): void => {
  const { world } = exchange;
  server.get(
    '/authenticator',
    signedIn(exchange, ({ user }) => {
      const period = periodAt(world.now());
      return {
        code: user.totpSecret === null ? null : totpCode(user.totpSecret, period),
        validUntil: periodEndsAt(period),
      };
    }),
  );
  server.post(
    '/authenticator',
    signedIn(exchange, ({ user }) => {
      if (user.totpSecret !== null) return 'already_on';
      changeUser(world, user, { totpSecret: newTotpSecret(), totpUsed: 0 });
      noteChange(world, user.id, 'two_factor_on');
      return {};
    }),
  );
  server.post(
    '/anti-phishing',
    signedIn(exchange, ({ user }, request) => {
      const body = parse(wordBody, request);
      if (body === 'invalid') return body;
      changeUser(world, user, { antiPhishingCode: body.word === '' ? null : body.word });
      noteChange(world, user.id, 'anti_phishing_code');
      return {};
    }),
  );
  server.post(
    '/sessions/end',
    signedIn(exchange, ({ user }) => ({ count: endSessions(world, user.id) })),
  );
};

const serveKeys = (server: FastifyInstance, { world, ...rest }: Exchange): void => {
  const exchange = { world, ...rest };
  server.post(
    '/api-keys',
    signedIn(exchange, ({ user }, request) => {
      const body = parse(keyBody, request);
      if (body === 'invalid') return body;
      const now = world.now();
      world.apiKeys.put({
        ...{ keyId: world.newId('ak'), userId: user.id, name: body.name, createdAt: now },
        prefix: `nvk_${randomBytes(3).toString('hex')}`,
        ...{ lastUsedAt: null, permissions: ['read'], allowedIps: [] },
        expiresAt: now + world.facts.api.days * 86_400_000,
        requestsPerMinute: world.facts.api.requestsAMinute,
        ...{ usualPerMinute: 0, errors: [], revokedAt: null },
      });
      noteChange(world, user.id, 'api_key_created');
      return {};
    }),
  );
  server.post(
    '/api-keys/:id/delete',
    signedIn(exchange, ({ user }, request) => {
      const key = world.apiKeys.find(idOf(request));
      if (key === undefined || key.userId !== user.id) return 'too_late';
      world.apiKeys.put({ ...key, revokedAt: world.now() });
      noteChange(world, user.id, 'api_key_revoked');
      return {};
    }),
  );
};

const REVIEW = 'in_review' as const;

const serveRest = (server: FastifyInstance, exchange: Exchange): void => {
  const { world } = exchange;
  server.post(
    '/verification',
    signedIn(exchange, ({ user }) => {
      const { verification } = user;
      if (verification.triesLeft === 0) return 'no_tries_left';
      const wanted =
        user.level === 'basic' ? ['identity', 'selfie'] : ['address', 'source_of_funds'];
      changeUser(world, user, {
        verification: {
          state: REVIEW,
          slots: verification.slots.map((slot) =>
            wanted.includes(slot.document) && slot.state !== 'accepted'
              ? { ...slot, state: REVIEW, refusal: null }
              : slot,
          ),
          expectedBy: world.now() + world.facts.verification.usualMinutes * 60_000,
          triesLeft: verification.triesLeft - 1,
        },
      });
      world.emit('verification_changed', user.id, null);
      return {};
    }),
  );
  server.post('/password', (request, reply) => {
    const body = parse(linkBody, request);
    const link = body === 'invalid' ? undefined : findLink(world, body.link, 'password');
    const isDone = link !== undefined && spendPasswordLink(world, link);
    return isDone ? reply.send({}) : reply.code(409).send({ code: 'link_over' });
  });
};

/** What a signed-in customer does on the pages. Refusals are codes, which the pages put into words. */
export const serveDoings = (server: FastifyInstance, exchange: Exchange): void => {
  serveOrders(server, exchange);
  serveWithdrawals(server, exchange);
  serveSecurity(server, exchange);
  serveKeys(server, exchange);
  serveRest(server, exchange);
};
