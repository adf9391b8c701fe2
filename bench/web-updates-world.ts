import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ServerFrame } from '../src/contract/live.ts';
import type { DemoServer } from '../test/journeys/harness/demo-server.ts';
import { Customer, type Staff } from '../test/journeys/harness/people.ts';

const TICK_MS = 20;

interface Talk {
  readonly conversationId: string;
  readonly socket: WebSocket;
}

/** A customer's line; `onSent` is called for each message that the server has stored. */
const openLine = (server: DemoServer, session: string, onSent: () => void): Promise<WebSocket> =>
  new Promise((settle, refuse) => {
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/api/live`, {
      headers: { origin: server.origin },
      perMessageDeflate: false,
    });
    socket.on('error', refuse);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', version: 1, session })));
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      if (frame.type === 'welcome') settle(socket);
      else if (frame.type === 'ping') socket.send('{"type":"pong"}');
      else if (frame.type === 'sent') onSent();
    });
  });

/** Many customers who write all the time, so that the rows of a desk that sees them all change all the time. */
export class Updates {
  readonly #talks: readonly Talk[];
  #timer: NodeJS.Timeout | undefined;
  #next = 0;
  /** Messages stored since `start`. */
  stored = 0;
  #startedAt = 0;

  private constructor(talks: readonly Talk[]) {
    this.#talks = talks;
  }

  /** Opens so many conversations; the first of them belong to that agent. */
  static async open(
    server: DemoServer,
    counts: { readonly conversations: number; readonly owned: number },
    agent: Staff,
  ): Promise<{ readonly updates: Updates; readonly owned: readonly string[] }> {
    const owned: string[] = [];
    const talks: Talk[] = [];
    const updates = new Updates(talks);
    for (let index = 0; index < counts.conversations; index += 1) {
      const customer = await Customer.open(server, {
        userId: `updates-${index}`,
        name: `Customer ${index}`,
      });
      const id = await customer.begin('other', `Question ${index}: where is my statement?`);
      if (index < counts.owned) {
        await agent.ask('POST', `/api/desk/conversations/${id}/claim`);
        owned.push(id);
      }
      const socket = await openLine(server, customer.session, () => {
        updates.stored += 1;
      });
      talks.push({ conversationId: id, socket });
    }
    return { updates, owned };
  }

  start(perSecond: number): void {
    this.stored = 0;
    this.#startedAt = performance.now();
    let sent = 0;
    this.#timer = setInterval(() => {
      const due = ((performance.now() - this.#startedAt) / 1_000) * perSecond;
      for (; sent < due; sent += 1) this.#sendOne(sent);
    }, TICK_MS);
  }

  #sendOne(count: number): void {
    const talk = this.#talks[this.#next++ % this.#talks.length];
    if (talk === undefined) return;
    const { conversationId, socket } = talk;
    const content = { clientMessageId: randomUUID(), text: `Update ${count}.`, fileIds: [] };
    socket.send(JSON.stringify({ type: 'send', conversationId, content }));
  }

  /** Ends the writing; messages stored a second while it lasted. */
  stop(): number {
    clearInterval(this.#timer);
    return this.stored / ((performance.now() - this.#startedAt) / 1_000);
  }

  close(): void {
    for (const { socket } of this.#talks) socket.terminate();
  }
}
