import { WebSocket } from 'ws';
import type { ClientFrame, ServerFrame } from '../../src/contract/live.ts';
import { PUBLIC_ORIGIN } from './installation.ts';
import type { Credentials } from './request.ts';

export interface LineOptions {
  readonly base: string;
  readonly as: Credentials;
  readonly onFrame: (frame: ServerFrame) => void;
  readonly onClosed: (code: number) => void;
  /** One of this machine's loopback addresses: each has its own ports. */
  readonly localAddress?: string;
  readonly openWithinMs?: number;
}

/** A socket that has said hello and been welcomed. Pings are answered by itself. */
export class LiveLine {
  readonly #socket: WebSocket;
  /** When the server was last heard, `performance.now()`. */
  heardAt = performance.now();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static open(options: LineOptions): Promise<LiveLine> {
    const { base, as, onFrame, onClosed, localAddress, openWithinMs = 10_000 } = options;
    const socket = new WebSocket(`${base.replace('http', 'ws')}/api/live`, {
      perMessageDeflate: false,
      headers: { origin: PUBLIC_ORIGIN, ...(as.cookie === undefined ? {} : { cookie: as.cookie }) },
      ...(localAddress === undefined ? {} : { localAddress }),
    });
    const line = new LiveLine(socket);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.terminate();
        reject(new Error('not welcomed in time'));
      }, openWithinMs);
      let welcome = false;
      socket.on('error', () => undefined);
      socket.on('open', () => {
        const session = as.session === undefined ? {} : { session: as.session };
        line.send({ type: 'hello', version: 1, ...session });
      });
      socket.on('message', (data) => {
        line.heardAt = performance.now();
        const frame = JSON.parse(data.toString()) as ServerFrame;
        if (frame.type === 'ping') return line.send({ type: 'pong' });
        if (frame.type !== 'welcome') return onFrame(frame);
        welcome = true;
        clearTimeout(timer);
        resolve(line);
      });
      socket.on('close', (code) => {
        clearTimeout(timer);
        if (welcome) onClosed(code);
        else reject(new Error(`closed with ${code} before the welcome`));
      });
    });
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  send(frame: ClientFrame): void {
    if (this.open) this.#socket.send(JSON.stringify(frame));
  }

  close(): void {
    this.#socket.close();
  }

  /** Gone at once, without a word. */
  terminate(): void {
    this.#socket.terminate();
  }
}
