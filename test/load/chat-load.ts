import { randomUUID } from 'node:crypto';
import type { ServerFrame } from '../../src/contract/live.ts';
import type { Pair, Side } from './pairs.ts';
import { ask } from './request.ts';

const WORDS =
  'the withdrawal of yesterday evening has not arrived and its page says pending since nine'.split(
    ' ',
  );

/** A chat message of an ordinary length, never the same twice. */
const textOf = (index: number): string => {
  const words = Array.from(
    { length: 14 },
    (_, place) => WORDS[(index * 7 + place * (1 + (index % 5))) % WORDS.length],
  );
  return `${words.join(' ')} ${index}`;
};

interface Waiting {
  readonly sentAt: number;
  readonly onAcknowledged: () => void;
}

/** What two sides say to each other and when each hears it, in milliseconds of this process's clock. */
export class ChatLoad {
  readonly #pairs: readonly Pair[];
  readonly #waiting = new Map<string, Waiting>();
  readonly #travelling = new Map<string, { readonly sentAt: number; readonly by: Side['kind'] }>();
  #index = 0;
  acknowledged = 0;
  refused = 0;
  /** From the sender's request to the sender's answer. */
  readonly answerMs: number[] = [];
  /** From the sender's request to the other side's socket. */
  readonly deliveryMs: number[] = [];

  constructor(pairs: readonly Pair[]) {
    this.#pairs = pairs;
  }

  get undelivered(): number {
    return this.#travelling.size;
  }

  get unanswered(): number {
    return this.#waiting.size;
  }

  reset(): void {
    this.acknowledged = 0;
    this.answerMs.length = 0;
    this.deliveryMs.length = 0;
  }

  onFrame(kind: Side['kind'], frame: ServerFrame): void {
    if (frame.type === 'sent') this.#answered(frame.clientMessageId);
    else if (frame.type === 'refused') {
      this.refused += 1;
      this.#answered(frame.clientMessageId);
    } else if (frame.type === 'events') {
      for (const { event } of frame.events) {
        if (event.type === 'message_sent') this.#heard(event.clientMessageId, kind);
      }
    }
  }

  #answered(clientMessageId: string): void {
    const waiting = this.#waiting.get(clientMessageId);
    if (waiting === undefined) return;
    this.#waiting.delete(clientMessageId);
    this.answerMs.push(performance.now() - waiting.sentAt);
    this.acknowledged += 1;
    waiting.onAcknowledged();
  }

  #heard(clientMessageId: string, by: Side['kind']): void {
    const travelling = this.#travelling.get(clientMessageId);
    if (travelling === undefined || travelling.by === by) return;
    this.#travelling.delete(clientMessageId);
    this.deliveryMs.push(performance.now() - travelling.sentAt);
  }

  /** `sentAt` may lie in the past: the time at which it was due, so that a late start counts as waiting. */
  send(side: Side, onAcknowledged: () => void, sentAt = performance.now()): void {
    const clientMessageId = randomUUID();
    this.#waiting.set(clientMessageId, { sentAt, onAcknowledged });
    this.#travelling.set(clientMessageId, { sentAt, by: side.kind });
    const { conversationId } = side;
    const content = { clientMessageId, text: textOf(this.#index++) };
    side.line.send({ type: 'send', conversationId, content });
  }

  get #sides(): readonly Side[] {
    return this.#pairs.flatMap(({ customer, agent }) => [customer, agent]);
  }

  /** Each side sends its next message when the last one was acknowledged. Returns messages a second. */
  async closedLoop(warmMs: number, forMs: number): Promise<number> {
    let going = true;
    const loop = (side: Side): void => {
      if (going) this.send(side, () => loop(side));
    };
    for (const side of this.#sides) loop(side);
    await pause(warmMs);
    this.reset();
    const startedAt = performance.now();
    await pause(forMs);
    const perSecond = this.acknowledged / ((performance.now() - startedAt) / 1_000);
    going = false;
    await this.settle();
    return perSecond;
  }

  /** The same by HTTP requests. Returns messages a second. */
  async closedLoopByHttp(base: string, warmMs: number, forMs: number): Promise<number> {
    let going = true;
    let counted = 0;
    const loop = async ({ kind, conversationId, as }: Side): Promise<void> => {
      while (going) {
        const path = `/api/${kind === 'agent' ? 'desk/' : ''}conversations/${conversationId}/messages`;
        const body = { clientMessageId: randomUUID(), text: textOf(this.#index++) };
        const { status } = await ask({ base, method: 'POST', path, as, body });
        if (status < 300) counted += 1;
        else this.refused += 1;
      }
    };
    const loops = this.#sides.map(loop);
    await pause(warmMs);
    counted = 0;
    const startedAt = performance.now();
    await pause(forMs);
    const perSecond = counted / ((performance.now() - startedAt) / 1_000);
    going = false;
    await Promise.all(loops);
    return perSecond;
  }

  /** Sends at a fixed rate, whatever the answers do, from each side in turn. */
  async openLoop(perSecond: number, warmMs: number, forMs: number): Promise<void> {
    const sides = this.#sides;
    const startedAt = performance.now();
    const total = Math.floor(((warmMs + forMs) / 1_000) * perSecond);
    let warm = false;
    for (let index = 0; index < total; ) {
      const now = performance.now();
      if (!warm && now - startedAt >= warmMs) {
        warm = true;
        this.reset();
      }
      for (; index < total && startedAt + (index * 1_000) / perSecond <= now; index++) {
        this.send(
          sides[index % sides.length] as Side,
          () => undefined,
          startedAt + (index * 1_000) / perSecond,
        );
      }
      await pause(1);
    }
    await this.settle();
  }

  /** Waits until everything under way has been answered and heard, at most five seconds. */
  async settle(): Promise<void> {
    const until = performance.now() + 5_000;
    while ((this.unanswered > 0 || this.undelivered > 0) && performance.now() < until)
      await pause(20);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
