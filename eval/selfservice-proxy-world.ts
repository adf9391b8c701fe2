import { createServer, type IncomingMessage } from 'node:http';

/** An answer that passed on its way to the product. */
export interface Passed {
  readonly at: number;
  readonly target: string;
  /** What was asked: parsed JSON, or null. */
  readonly asked: unknown;
  readonly answered: unknown;
}

export interface RecordingProxy {
  /** What passed of late, oldest first. */
  readonly passed: readonly Passed[];
  close(): Promise<void>;
}

const readAll = async (stream: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const parsed = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
};

/** Nobody asks for what is older. */
const KEPT_MS = 60_000;

const HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

/** Passes everything on to `origin` and keeps what came back; nothing is changed on the way. */
export const startProxy = async (port: number, origin: string): Promise<RecordingProxy> => {
  const passed: Passed[] = [];
  const server = createServer(async (request, response) => {
    const body = await readAll(request);
    const target = request.url ?? '/';
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        HOP.has(name) || value === undefined ? [] : [[name, String(value)]],
      ),
    );
    try {
      const reply = await fetch(origin + target, {
        method: request.method ?? 'GET',
        headers,
        ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
      });
      const bytes = Buffer.from(await reply.arrayBuffer());
      passed.push({ at: Date.now(), target, asked: parsed(body), answered: parsed(bytes) });
      const old = passed.findIndex(({ at }) => at > Date.now() - KEPT_MS);
      if (old > 0) passed.splice(0, old);
      const type = reply.headers.get('content-type') ?? 'application/json';
      response.writeHead(reply.status, { 'content-type': type }).end(bytes);
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((settle) => server.listen(port, '127.0.0.1', settle));
  return {
    passed,
    close: () =>
      new Promise((settle) => {
        server.closeAllConnections();
        server.close(() => settle());
      }),
  };
};
