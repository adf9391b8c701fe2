import type { ClientFrame, ServerFrame } from '../../../src/contract/live.ts';
import { CLOSE_CODES } from './close-codes.ts';
import { decideDelay } from './decide-delay.ts';

/**
 * `connecting`: before the welcome. `live`: frames flow. `waiting`: the line is down and an attempt is due.
 * `unauthorized`: the server knows no session; call `renew` when there is a new one. `closed`: by us, for good.
 */
export type LiveStatus = 'connecting' | 'live' | 'waiting' | 'unauthorized' | 'closed';

/** What is used of a WebSocket; tests give their own. */
export interface LiveSocket {
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((message: { readonly data: unknown }) => void) | null;
  onclose: ((closed: { readonly code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** Time as the client needs it; tests give their own. */
export interface LiveTimers {
  /** Calls back once after that many milliseconds; the result takes it back. */
  after(ms: number, run: () => void): () => void;
  random(): number;
}

export interface LiveOptions {
  /** `wss://support.example/api/live`; read at each attempt. */
  readonly url: string;
  /** Customers' session, read at each attempt. Absent for staff, who are known by their cookie. */
  readonly session?: () => string | undefined;
  readonly onFrame: (frame: ServerFrame) => void;
  readonly onStatus?: (status: LiveStatus) => void;
  readonly openSocket?: (url: string) => LiveSocket;
  readonly timers?: LiveTimers;
}

export interface LiveClient {
  /**
   * Follows a conversation, now and after every reconnect, until the result is called.
   * `lastSeq` is read whenever the server is asked: it sends all that follows.
   */
  follow(conversationId: string, lastSeq: () => number): () => void;
  /** Asks again for what follows `lastSeq`: a gap was found. False when it is not followed or the line is down. */
  refollow(conversationId: string): boolean;
  /** False when the line is down: nothing was sent and nothing is kept. */
  send(frame: ClientFrame): boolean;
  status(): LiveStatus;
  /** Tries now instead of at the end of the pause: the device is online or awake again. */
  wake(): void;
  /** There is another session: drops the line and says hello with it. */
  renew(): void;
  close(): void;
}

const OPEN = 1;
/** The welcome must come within this; the server gives us five seconds for the hello. */
const WELCOME_WITHIN_MS = 8_000;

const browserTimers: LiveTimers = {
  after: (ms, run) => {
    const handle = setTimeout(run, ms);
    return () => clearTimeout(handle);
  },
  random: () => Math.random(),
};

class Connection implements LiveClient {
  readonly #options: LiveOptions;
  readonly #timers: LiveTimers;
  readonly #followed = new Map<string, () => number>();
  #socket: LiveSocket | null = null;
  #status: LiveStatus = 'connecting';
  #attempt = 0;
  #heartbeatMs = WELCOME_WITHIN_MS / 2;
  #cancelPause = (): void => undefined;
  #cancelWatch = (): void => undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#timers = options.timers ?? browserTimers;
    this.#connect();
  }

  status(): LiveStatus {
    return this.#status;
  }

  follow(conversationId: string, lastSeq: () => number): () => void {
    this.#followed.set(conversationId, lastSeq);
    this.refollow(conversationId);
    return () => {
      if (this.#followed.get(conversationId) !== lastSeq) return;
      this.#followed.delete(conversationId);
      this.send({ type: 'unfollow', conversationId });
    };
  }

  refollow(conversationId: string): boolean {
    const lastSeq = this.#followed.get(conversationId);
    return lastSeq !== undefined && this.send({ type: 'follow', conversationId, after: lastSeq() });
  }

  send(frame: ClientFrame): boolean {
    if (this.#status !== 'live' || this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  wake(): void {
    if (this.#status === 'waiting') this.#connect();
  }

  renew(): void {
    if (this.#status === 'closed') return;
    this.#attempt = 0;
    this.#drop();
    this.#connect();
  }

  close(): void {
    this.#drop();
    this.#become('closed');
  }

  #become(status: LiveStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    this.#options.onStatus?.(status);
  }

  #drop(): void {
    this.#cancelPause();
    this.#cancelWatch();
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close(1000);
  }

  #connect(): void {
    this.#drop();
    this.#become('connecting');
    const open = this.#options.openSocket ?? ((url: string) => new WebSocket(url) as LiveSocket);
    const socket = open(this.#options.url);
    this.#socket = socket;
    this.#watch(WELCOME_WITHIN_MS);
    socket.onopen = () => {
      const session = this.#options.session?.();
      socket.send(
        JSON.stringify({
          type: 'hello',
          version: 1,
          ...(session === undefined ? {} : { session }),
        }),
      );
    };
    socket.onmessage = (message) => this.#receive(message.data);
    socket.onclose = (closed) => this.#lost(closed.code);
  }

  #receive(data: unknown): void {
    if (typeof data !== 'string') return;
    const frame = JSON.parse(data) as ServerFrame;
    if (frame.type === 'welcome') {
      this.#attempt = 0;
      this.#heartbeatMs = frame.heartbeatMs;
      this.#become('live');
      for (const id of this.#followed.keys()) this.refollow(id);
    }
    this.#watch(this.#heartbeatMs * 2);
    if (frame.type === 'ping') this.send({ type: 'pong' });
    else this.#options.onFrame(frame);
  }

  /** Silence for this long means that the line is dead, whatever the operating system believes. */
  #watch(ms: number): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#timers.after(ms, () => this.#lost(null));
  }

  #lost(code: number | null): void {
    this.#drop();
    if (code === CLOSE_CODES.unauthorized) {
      this.#become('unauthorized');
      return;
    }
    const pause = decideDelay(this.#attempt, code, this.#timers.random());
    this.#attempt += 1;
    this.#become('waiting');
    this.#cancelPause = this.#timers.after(pause, () => this.#connect());
  }
}

/** Opens the live line at once and keeps it: it comes back by itself for ever, and asks for what it missed. */
export const createLiveClient = (options: LiveOptions): LiveClient => new Connection(options);

/** Calls `wake` when the device is online or its page visible again. The result stops that. */
export const wakeWithDevice = (live: Pick<LiveClient, 'wake'>): (() => void) => {
  const wake = (): void => {
    if (document.visibilityState === 'visible') live.wake();
  };
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  return () => {
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', wake);
  };
};
