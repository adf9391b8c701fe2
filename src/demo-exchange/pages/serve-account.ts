import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import { z } from 'zod';
import { endSession, findSession, signIn } from '../accounts/sessions.ts';
import type { Exchange } from '../exchange.ts';
import { PAIRS } from '../market/pairs.ts';
import type { SessionRow, UserRow } from '../rows.ts';
import { toldPlatform } from '../support/told.ts';
import { showAccount } from './show-account.ts';
import { signSupportToken } from './sign-support-token.ts';

export const SESSION_HEADER = 'x-norvik-session';

export interface Visit {
  readonly user: UserRow;
  readonly session: SessionRow;
}

/** Who is signed in; undefined: nobody, or no longer. */
export const visitOf = ({ world }: Exchange, request: FastifyRequest): Visit | undefined => {
  const id = request.headers[SESSION_HEADER];
  const session = typeof id === 'string' ? findSession(world, id) : undefined;
  const user = session === undefined ? undefined : world.users.find(session.userId);
  return session === undefined || user === undefined ? undefined : { user, session };
};

/** Whoever had a session may know that a lock ended it. */
const wasLocked = ({ world }: Exchange, request: FastifyRequest): boolean => {
  const id = request.headers[SESSION_HEADER];
  const session = typeof id === 'string' ? world.sessions.find(id) : undefined;
  return session !== undefined && world.users.find(session.userId)?.state === 'locked';
};

/** A route for the signed-in customer; others get 401. What it gives is sent as JSON, and a text as a refusal's code. */
export const signedIn =
  (exchange: Exchange, handle: (visit: Visit, request: FastifyRequest) => unknown) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const visit = visitOf(exchange, request);
    void reply.header('cache-control', 'no-store');
    if (visit === undefined)
      return reply.code(401).send({ code: wasLocked(exchange, request) ? 'locked' : 'signed_out' });
    const result = await handle(visit, request);
    return typeof result === 'string'
      ? reply.code(409).send({ code: result })
      : reply.send(result ?? {});
  };

const signInBody = z.strictObject({
  customer: z.string().max(64),
  device: z.string().max(64).nullable(),
});

/** The address as the exchange shows it, its last part hidden. */
const maskIp = (ip: string): string => ip.replace(/[^.:]+$/, '•');

/** Seed order: the first device is the one that the customer uses most. */
const usualDevice = ({ world }: Exchange, userId: string): string => {
  const devices = [...world.devices.ofUser(userId)].filter(({ isNew }) => !isNew);
  const [first] = devices.sort((one, other) => other.lastSeenAt - one.lastSeenAt);
  return first?.name ?? 'Web';
};

const serveSession = (server: FastifyInstance, exchange: Exchange): void => {
  server.post('/session', (request, reply) => {
    const body = signInBody.safeParse(request.body);
    if (!body.success) return reply.code(400).send({ code: 'invalid' });
    const { customer, device } = body.data;
    const result = signIn(exchange.world, customer, {
      ...{ deviceId: device, name: usualDevice(exchange, customer), maskedIp: maskIp(request.ip) },
    });
    if (result.ok) return reply.header('cache-control', 'no-store').send(result);
    return reply.code(result.code === 'unknown' ? 404 : 403).send({ code: result.code });
  });
  server.delete(
    '/session',
    signedIn(exchange, ({ session }) => endSession(exchange.world, session.sessionId)),
  );
};

/** Who may see what of the accounts, and the token by which the exchange vouches for its user to support. */
export const serveAccount = (
  server: FastifyInstance,
  exchange: Exchange,
  identity: { readonly signingKey: JWK; readonly audience: string },
): void => {
  const { world, venue } = exchange;
  serveSession(server, exchange);
  server.get('/facts', () => world.facts);
  server.get('/users', () =>
    [...world.users.all()]
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .map(({ id, name, tier, locale }) => ({ id, name, tier, locale })),
  );
  server.get('/markets', () => PAIRS.map(({ pair }) => venue.view(pair)));
  server.get('/platform', () => toldPlatform(exchange));
  server.get(
    '/account',
    signedIn(exchange, ({ user, session }) => showAccount(exchange, user, session.deviceId)),
  );
  server.get('/support-token', async (request, reply) => {
    const visit = visitOf(exchange, request);
    if (visit === undefined) return reply.code(401).type('text/plain').send('');
    const token = await signSupportToken(visit.user, identity.signingKey, identity.audience);
    return reply.type('text/plain').header('cache-control', 'no-store').send(token);
  });
};
