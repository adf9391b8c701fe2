import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Exchange } from '../exchange.ts';
import { visitOf } from '../pages/serve-account.ts';
import { apiErrors, paymentDispute, restriction, takeover, timePasses } from './account-scenes.ts';
import {
  lateDeposit,
  missingMemo,
  reorganisation,
  unsupportedToken,
  wrongNetwork,
} from './deposit-scenes.ts';
import { farOrder, haltedMarket, openMarket, partialFill, slowPlatform } from './market-scenes.ts';
import { type Scene, sceneRequest } from './scene.ts';
import { replacedWithdrawal, stuckWithdrawal } from './withdrawal-scenes.ts';

export const SCENES: Readonly<Record<string, Scene>> = {
  'late-deposit': lateDeposit,
  'missing-memo': missingMemo,
  'wrong-network': wrongNetwork,
  'unsupported-token': unsupportedToken,
  'stuck-withdrawal': stuckWithdrawal,
  'replaced-transaction': replacedWithdrawal,
  reorganisation,
  'partial-fill': partialFill,
  'far-order': farOrder,
  'halted-market': haltedMarket,
  'open-market': openMarket,
  'slow-platform': slowPlatform,
  restriction,
  takeover,
  'api-errors': apiErrors,
  'payment-dispute': paymentDispute,
  'time-passes': timePasses,
};

const TOKEN_HEADER = 'x-scenes-token';
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

const hasToken = (request: FastifyRequest, token: string): boolean => {
  const given = Buffer.from(String(request.headers[TOKEN_HEADER] ?? ''));
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

/**
 * `POST /scenes/{name}`: plays a scene for a user, from this machine only: with the token for anybody, by the page for
 * whoever is signed in there. What happens are facts of ledger and chain; the support contract does not tell them apart
 * from any others.
 */
export const serveScenes = (server: FastifyInstance, exchange: Exchange, token: string): void => {
  server.post<{ Params: { name: string } }>('/scenes/:name', async (request, reply) => {
    if (!LOOPBACK.test(request.ip)) return reply.code(403).send({ code: 'not_from_here' });
    const asked = sceneRequest.safeParse(request.body);
    if (!asked.success) return reply.code(400).send({ code: 'invalid' });
    const mayPlay =
      hasToken(request, token) || visitOf(exchange, request)?.user.id === asked.data.user;
    if (!mayPlay) return reply.code(403).send({ code: 'not_yours' });
    const scene = Object.hasOwn(SCENES, request.params.name)
      ? SCENES[request.params.name]
      : undefined;
    const user = exchange.world.users.find(asked.data.user);
    if (scene === undefined || user === undefined) return reply.code(404).send({ code: 'unknown' });
    const played = await scene({ exchange, user, asked: asked.data });
    return typeof played === 'string' ? reply.code(409).send({ code: played }) : reply.send(played);
  });
};
