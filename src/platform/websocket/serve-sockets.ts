import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { CLOSE_CODES } from '../../contract/live.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Socket, SocketHandlers } from '../../ports/sockets.ts';
import { createFrameMeter } from './frame-meter.ts';

export interface SocketOptions {
  readonly server: Server;
  readonly path: string;
  /** Origins whose pages may open a line. A browser always sends one; other clients may leave it out. */
  readonly allowedOrigins: readonly string[];
  readonly handlers: SocketHandlers;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly heartbeatMs?: number;
}

export interface SocketServer {
  /** Closes every line with 1012, spread over a second so that clients do not all return at once. */
  close(): Promise<void>;
  count(): number;
}

export const HEARTBEAT_MS = 20_000;
const MAX_FRAME_BYTES = 300 * 1024;
const SLOW_BYTES = 1024 * 1024;
const DROP_BYTES = 64 * 1024;
const DRAIN_SPREAD_MS = 1_000;

interface Line {
  readonly socket: Socket;
  readonly ws: WebSocket;
  missed: number;
}

/** Frames of one turn of the event loop leave in one write: a list's fifty rows cost one system call, not fifty. */
const createCork = (stream: Duplex): (() => void) => {
  let corked = false;
  return () => {
    if (corked) return;
    corked = true;
    stream.cork();
    setImmediate(() => {
      corked = false;
      stream.uncork();
    });
  };
};

const createSocket = (ws: WebSocket, cork: () => void, slow: () => void): Socket => ({
  id: randomUUID(),
  send: (frame, droppable = false) => {
    if (ws.readyState !== WebSocket.OPEN) return;
    if (droppable && ws.bufferedAmount > DROP_BYTES) return;
    if (ws.bufferedAmount > SLOW_BYTES) {
      slow();
      ws.close(CLOSE_CODES.tooSlow, 'too slow');
      return;
    }
    cork();
    ws.send(frame);
  },
  close: (code, reason) => ws.close(code, reason),
});

const refuse = (stream: Duplex, status: string): void => {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const originAllowed = (request: IncomingMessage, options: SocketOptions): boolean => {
  const { origin } = request.headers;
  return origin === undefined || options.allowedOrigins.includes(origin);
};

/** Wires one accepted line to the handlers. */
const wire = (
  options: SocketOptions,
  lines: Set<Line>,
  ws: WebSocket,
  request: IncomingMessage,
  stream: Duplex,
): void => {
  const slow = options.metrics.counter(
    'mainstay_sockets_too_slow_total',
    'Lines cut off for reading too slowly',
    [{}],
  );
  const line: Line = {
    ws,
    socket: createSocket(ws, createCork(stream), () => slow.add()),
    missed: 0,
  };
  const meter = createFrameMeter();
  lines.add(line);
  ws.on('message', (data, isBinary) => {
    line.missed = 0;
    if (isBinary) return ws.close(CLOSE_CODES.badFrame, 'text frames only');
    if (!meter.take(Date.now())) return ws.close(CLOSE_CODES.tooManyFrames, 'too many frames');
    options.handlers.received(line.socket, data.toString()).catch((error: unknown) => {
      options.log.error({ error }, 'a frame could not be handled');
      ws.close(1011, 'internal');
    });
  });
  ws.on('error', (error) => options.log.debug({ error: error.message }, 'line broke'));
  ws.on('close', () => {
    lines.delete(line);
    options.handlers.closed(line.socket);
  });
  options.handlers.opened(line.socket, { cookie: request.headers.cookie ?? null });
};

const PING = JSON.stringify({ type: 'ping' });

/** Two heartbeats without a word, and the line is dead, whatever TCP believes. */
const beat = (options: SocketOptions, lines: ReadonlySet<Line>): void => {
  for (const line of lines) {
    if (line.missed >= 2) {
      line.ws.terminate();
      continue;
    }
    if (line.missed === 0) options.handlers.alive(line.socket);
    line.missed++;
    line.socket.send(PING);
  }
};

const closeAll = async (lines: ReadonlySet<Line>): Promise<void> => {
  await Promise.all(
    [...lines].map(
      ({ ws }) =>
        new Promise<void>((resolve) => {
          ws.once('close', () => resolve());
          setTimeout(
            () => ws.close(CLOSE_CODES.goingAway, 'restarting'),
            Math.random() * DRAIN_SPREAD_MS,
          );
          setTimeout(() => ws.terminate(), DRAIN_SPREAD_MS * 2).unref();
        }),
    ),
  );
};

/** Serves live lines on the HTTP server's upgrade requests at one path. */
export const serveSockets = (options: SocketOptions): SocketServer => {
  const lines = new Set<Line>();
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
  });
  let closing = false;
  const timer = setInterval(() => beat(options, lines), options.heartbeatMs ?? HEARTBEAT_MS);
  options.metrics.gauge('mainstay_sockets_open', 'Live lines open now', () => lines.size);
  options.server.on('upgrade', (request, stream, head) => {
    const path = request.url?.split('?', 1)[0];
    if (path !== options.path) return refuse(stream, '404 Not Found');
    if (closing) return refuse(stream, '503 Service Unavailable');
    if (!originAllowed(request, options)) return refuse(stream, '403 Forbidden');
    wss.handleUpgrade(request, stream, head, (ws) => wire(options, lines, ws, request, stream));
  });
  return {
    count: () => lines.size,
    close: async () => {
      closing = true;
      clearInterval(timer);
      await closeAll(lines);
    },
  };
};
