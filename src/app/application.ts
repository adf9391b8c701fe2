import { ACCESS } from '../contract/access.ts';
import { createLive } from '../features/live/index.ts';
import { ensureTeams } from '../features/staff/index.ts';
import { createHttpServer, type HttpServer } from '../platform/http/create-http-server.ts';
import {
  HEARTBEAT_MS,
  type SocketServer,
  serveSockets,
} from '../platform/websocket/serve-sockets.ts';
import { createAuthenticate, onBehalf } from './authenticate.ts';
import { createFeatures, type Features } from './features.ts';
import { FIRST_TEAM } from './first-team.ts';
import { createHelpPages } from './help-pages.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createInfrastructure, type Infrastructure } from './infrastructure.ts';
import { appMounts } from './page-settings.ts';
import type { StartApplication } from './start-application.ts';

type Authenticate = ReturnType<typeof createAuthenticate>;

const createHttp = async (
  base: Infrastructure,
  features: Features,
  authenticate: Authenticate,
): Promise<HttpServer> =>
  createHttpServer({
    ...base,
    settings: base.config.http,
    routes: features.routes,
    access: ACCESS,
    authenticate,
    onBehalf,
    readiness: [{ name: 'database', check: () => features.answers() }],
    webHandlers: [features.staff.webHandler],
    apps: appMounts(base.config),
    pages: [
      await createHelpPages(base.config, {
        ...features.parts.library,
        ...features.official,
        lockByLink: features.security.lockByLink,
        status: features.care.incidents.status,
      }),
    ],
    random: base.ids.random,
    version: base.config.version,
  });

const createSockets = (
  base: Infrastructure,
  features: Features,
  authenticate: Authenticate,
  http: HttpServer,
): { readonly sockets: SocketServer; readonly stop: () => void } => {
  const { config, log, metrics } = base;
  const live = createLive(
    {
      ...base,
      ...features.conversation.deps,
      authenticate,
      customerSendsPerMinute:
        config.http.floodScale === 0 ? Number.MAX_SAFE_INTEGER : 60 * config.http.floodScale,
      touchPresence: features.routing.touchPresence,
      describeAgent: features.routing.describeAgent,
    },
    HEARTBEAT_MS,
  );
  const sockets = serveSockets({
    server: http.node,
    path: '/api/live',
    allowedOrigins: [config.http.publicOrigin, ...config.http.allowedOrigins],
    handlers: live.handlers,
    log,
    metrics,
  });
  return { sockets, stop: live.stop };
};

/**
 * One process of the product: all slices behind one HTTP server and its live lines, the matcher and the due work.
 * `close` drains: what was accepted is finished and answered before the lines are cut.
 */
export const startApplication: StartApplication = async (parts) => {
  const base = await createInfrastructure(parts);
  await ensureTeams(base.database, [FIRST_TEAM]);
  const features = createFeatures(base);
  const authenticate = createAuthenticate(
    features.identity.authenticator,
    features.staff.authenticator,
    features.integration.apiKeys.authenticator,
    ({ agentId }) => {
      features.routing
        .touchPresence(agentId)
        .catch((error: unknown) => base.log.warn({ error }, 'presence not kept'));
    },
  );
  const http = await createHttp(base, features, authenticate);
  const { sockets, stop } = createSockets(base, features, authenticate, http);
  await features.official.start();
  await features.tracing.start();
  await features.parts.start();
  await features.care.start();
  await features.conversation.dueWork.start();
  features.routing.start();
  features.news.start();
  const housekeeping = startHousekeeping(base, features);
  await http.listen({ host: base.config.http.host, port: base.config.http.port });
  return {
    close: async () => {
      housekeeping.stop();
      await features.routing.stop();
      await features.news.stop();
      const lines = sockets.close();
      await http.close();
      await lines;
      await features.conversation.committer.drained();
      await features.conversation.dueWork.stop();
      await features.care.stop();
      await features.parts.stop();
      await features.official.stop();
      stop();
      features.identity.close();
      features.staff.close();
      features.integration.apiKeys.authenticator.close();
      base.closeExchange();
      await base.bus.close();
    },
  };
};
