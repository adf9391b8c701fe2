import { connect, createServer, type Server, type Socket } from 'node:net';

interface Pipe {
  readonly inner: Socket;
  readonly outer: Socket;
}

/** A TCP proxy before a server, in which connections can be cut, or left standing with nothing going through. */
export class FaultyPath {
  readonly base: string;
  readonly #server: Server;
  readonly #pipes = new Set<Pipe>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.base = `http://127.0.0.1:${port}`;
  }

  static async open(port: number, targetPort: number): Promise<FaultyPath> {
    const server = createServer();
    const proxy = new FaultyPath(server, port);
    server.on('connection', (outer) => proxy.#accept(outer, targetPort));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return proxy;
  }

  #accept(outer: Socket, targetPort: number): void {
    const inner = connect(targetPort, '127.0.0.1');
    const pipe: Pipe = { inner, outer };
    this.#pipes.add(pipe);
    for (const socket of [inner, outer]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#pipes.delete(pipe);
        inner.destroy();
        outer.destroy();
      });
    }
    inner.pipe(outer);
    outer.pipe(inner);
  }

  /** Ends about that share of the connections; both ends are told. */
  cut(share: number, random: () => number): number {
    const chosen = [...this.#pipes].filter(() => random() < share);
    for (const { inner, outer } of chosen) {
      inner.resetAndDestroy();
      outer.resetAndDestroy();
    }
    return chosen.length;
  }

  /** Half-open: nothing goes through any more and neither end is told, until they give up or time is up. */
  freeze(share: number, forMs: number, random: () => number): number {
    const chosen = [...this.#pipes].filter(() => random() < share);
    for (const { inner, outer } of chosen) {
      inner.unpipe(outer);
      outer.unpipe(inner);
      // Bytes are taken and thrown away, as by a path that lost its way.
      inner.on('data', () => undefined);
      outer.on('data', () => undefined);
      setTimeout(() => {
        inner.destroy();
        outer.destroy();
      }, forMs).unref();
    }
    return chosen.length;
  }

  close(): void {
    for (const { inner, outer } of this.#pipes) {
      inner.destroy();
      outer.destroy();
    }
    this.#server.close();
  }
}
