import { CLOSE_CODES } from '../../contract/live.ts';
import type { Socket, SocketHandlers, SocketRequest } from '../../ports/sockets.ts';
import type { Connection } from './connection.ts';
import { send } from './connection.ts';
import type { LiveDeps } from './deps.ts';
import { type Hearing, hearHint } from './hear-hint.ts';
import { createQueueNews } from './queue-news.ts';
import { parseFrame, receiveFrame } from './receive-frame.ts';
import { Registry } from './registry.ts';
import { createRowUpdates } from './row-updates.ts';
import { leaveViewers } from './tell-others.ts';

export interface Live {
  readonly handlers: SocketHandlers;
  stop(): void;
}

const HELLO_WITHIN_MS = 5_000;
const RECHECK_EVERY_MS = 5 * 60_000;

interface Stranger {
  readonly request: SocketRequest;
  readonly timer: NodeJS.Timeout;
  /** A hello is being answered: frames behind it wait for the answer. */
  greeting: Promise<void> | undefined;
  /** The line closed before the hello was answered. */
  gone: boolean;
}

/** Lets somebody in who says hello, or closes the line. */
const greet = async (
  deps: LiveDeps,
  registry: Registry,
  socket: Socket,
  stranger: Stranger,
  text: string,
  heartbeatMs: number,
): Promise<void> => {
  const frame = parseFrame(text);
  if (frame?.type !== 'hello') return socket.close(CLOSE_CODES.badFrame, 'hello first');
  const authorization = frame.session === undefined ? null : `Bearer ${frame.session}`;
  // A customer's line stands on its session alone: a staff cookie of the same browser must not speak for it.
  const credentials = {
    authorization,
    cookie: authorization === null ? stranger.request.cookie : null,
  };
  const known = await deps.authenticate(credentials);
  if (!known.ok || known.value.kind === 'public' || known.value.kind === 'key') {
    return socket.close(CLOSE_CODES.unauthorized, known.ok ? 'unauthorized' : known.failure.code);
  }
  clearTimeout(stranger.timer);
  if (stranger.gone) return;
  const principal = known.value;
  const connection: Connection = {
    socket,
    principal,
    credentials,
    following: new Map(),
    viewing: null,
    writingUntilMs: 0,
  };
  registry.add(connection);
  if (principal.kind === 'staff') await deps.touchPresence(principal.agentId);
  send(connection, { type: 'welcome', heartbeatMs, serverAt: deps.clock.now() });
};

const createRecheck =
  (deps: LiveDeps) =>
  async (connection: Connection): Promise<void> => {
    const known = await deps.authenticate(connection.credentials);
    if (known.ok && known.value.kind === connection.principal.kind)
      connection.principal = known.value as never;
    else connection.socket.close(CLOSE_CODES.unauthorized, 'session ended');
  };

const createHandlers = (
  deps: LiveDeps,
  registry: Registry,
  heartbeatMs: number,
): SocketHandlers => {
  const strangers = new Map<string, Stranger>();
  return {
    opened: (socket, request) => {
      const timer = setTimeout(
        () => socket.close(CLOSE_CODES.helloTimeout, 'no hello'),
        HELLO_WITHIN_MS,
      );
      strangers.set(socket.id, { request, timer, greeting: undefined, gone: false });
    },
    received: async (socket, text) => {
      const stranger = strangers.get(socket.id);
      if (stranger !== undefined && stranger.greeting === undefined) {
        stranger.greeting = greet(deps, registry, socket, stranger, text, heartbeatMs);
        await stranger.greeting;
        strangers.delete(socket.id);
        return;
      }
      await stranger?.greeting;
      const connection = registry.find(socket.id);
      if (connection === undefined) return;
      const frame = parseFrame(text);
      if (frame === undefined) return socket.close(CLOSE_CODES.badFrame, 'not a frame');
      await receiveFrame(deps, registry, connection, frame);
    },
    alive: (socket) => {
      const principal = registry.find(socket.id)?.principal;
      if (principal?.kind !== 'staff') return;
      deps
        .touchPresence(principal.agentId)
        .catch((error: unknown) => deps.log.warn({ error }, 'presence not kept'));
    },
    closed: (socket) => {
      const stranger = strangers.get(socket.id);
      if (stranger !== undefined) stranger.gone = true;
      clearTimeout(stranger?.timer);
      strangers.delete(socket.id);
      const connection = registry.remove(socket.id);
      if (connection !== undefined) leaveViewers(registry, connection, deps.clock.now());
    },
  };
};

/**
 * Live lines: who is connected, what they follow, and what they are told. The database is the truth; lines are a
 * convenience that may be cut at any time without loss.
 */
export const createLive = (deps: LiveDeps, heartbeatMs: number): Live => {
  const registry = new Registry();
  const rows = createRowUpdates(deps, registry);
  const queueNews = createQueueNews(registry);
  const recheck = createRecheck(deps);
  const hearing: Hearing = { deps, registry, rows, queueNews, recheck };
  const unsubscribe = deps.bus.subscribe((hint, local) => {
    hearHint(hearing, hint, local).catch((error: unknown) =>
      deps.log.warn({ hint: hint.kind, error }, 'a hint could not be passed on'),
    );
  });
  const timer = setInterval(() => {
    for (const connection of registry.all()) {
      recheck(connection).catch((error: unknown) =>
        deps.log.warn({ error }, 'a session could not be checked'),
      );
    }
  }, RECHECK_EVERY_MS);
  timer.unref();
  return {
    handlers: createHandlers(deps, registry, heartbeatMs),
    stop: () => {
      unsubscribe();
      clearInterval(timer);
      rows.stop();
      queueNews.stop();
    },
  };
};
