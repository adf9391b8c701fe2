import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientFrame, ServerFrame, WireEvent } from '../../src/contract/live.ts';
import { LiveLine } from '../load/live-line.ts';
import { ask, NoAnswer } from '../load/request.ts';
import type { TalkerOptions } from './talker.ts';

type Answer = Extract<ServerFrame, { type: 'sent' | 'refused' }>;

/** What a client holds of one conversation, as its protocol gave it. */
export interface Held {
  readonly events: WireEvent[];
  lastSeq: number;
}

const RECONNECT_MS = 150;
const POLL_MS = 400;

/** Follows conversations by a live line, resuming by seq; where there are no lines, by asking again and again. */
export class Listener {
  readonly held = new Map<string, Held>();
  readonly #options: TalkerOptions;
  readonly #answers = new Map<string, (answer: Answer) => void>();
  #line: LiveLine | undefined;
  #ended = false;
  #loop: Promise<void> | undefined;
  lines = 0;

  constructor(options: TalkerOptions) {
    this.#options = options;
  }

  begin(): void {
    this.#loop ??= this.#options.hasLines ? this.#keepLine() : this.#poll();
  }

  async end(): Promise<void> {
    this.#ended = true;
    this.#line?.terminate();
    await this.#loop;
  }

  follow(conversationId: string): void {
    if (this.held.has(conversationId)) return;
    this.held.set(conversationId, { events: [], lastSeq: 0 });
    this.#ask(conversationId);
  }

  /** Drops the line, as when a phone changes networks; the next one resumes. */
  reconnect(): void {
    this.#line?.terminate();
  }

  /** Undefined: no line, or no answer in time. */
  sendByLine(
    frame: Extract<ClientFrame, { type: 'send' }>,
    withinMs: number,
  ): Promise<Answer | undefined> {
    const { clientMessageId } = frame.content;
    const line = this.#line;
    if (line === undefined || !line.open) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const settle = (answer: Answer | undefined): void => {
        clearTimeout(timer);
        this.#answers.delete(clientMessageId);
        resolve(answer);
      };
      const timer = setTimeout(() => {
        settle(undefined);
        // A line that does not answer is a dead line.
        line.terminate();
      }, withinMs);
      this.#answers.set(clientMessageId, settle);
      line.send(frame);
    });
  }

  /** Drops doubles, appends what follows, asks for what is missing. */
  take(conversationId: string, events: readonly WireEvent[]): void {
    const held = this.held.get(conversationId);
    if (held === undefined) return;
    for (const event of events) {
      if (event.seq <= held.lastSeq) continue;
      const before = this.#options.kind === 'customer' ? event.previousPublicSeq : event.seq - 1;
      if (before !== held.lastSeq) {
        this.#ask(conversationId);
        return;
      }
      held.events.push(event);
      held.lastSeq = event.seq;
    }
  }

  /** Asks by HTTP for what follows the last seq, until there is no more. Throws `NoAnswer`. */
  async catchUp(conversationId: string): Promise<void> {
    const held = this.held.get(conversationId);
    if (held === undefined) return;
    const { kind, as, ways, random } = this.#options;
    for (let more = true; more; ) {
      const path = `/api/${kind === 'agent' ? 'desk/' : ''}conversations/${conversationId}?after=${held.lastSeq}&limit=200`;
      const base = ways[Math.floor(random() * ways.length)] as string;
      const reply = await ask<{ events: readonly WireEvent[]; hasLater: boolean }>({
        base,
        method: 'GET',
        path,
        as,
        timeoutMs: 2_500,
      });
      if (reply.status !== 200) throw new NoAnswer(String(reply.status));
      this.take(conversationId, reply.body.events);
      more = reply.body.hasLater;
    }
  }

  #ask(conversationId: string): void {
    const held = this.held.get(conversationId);
    if (held !== undefined)
      this.#line?.send({ type: 'follow', conversationId, after: held.lastSeq });
  }

  async #keepLine(): Promise<void> {
    const { as, ways, random } = this.#options;
    while (!this.#ended) {
      const base = ways[Math.floor(random() * ways.length)] as string;
      const closed = Promise.withResolvers<void>();
      try {
        const line = await LiveLine.open({
          base,
          as,
          openWithinMs: 2_500,
          onFrame: (frame) => this.#onFrame(frame),
          onClosed: () => closed.resolve(),
        });
        this.#line = line;
        this.lines += 1;
        if (this.#ended) line.terminate();
        for (const id of this.held.keys()) this.#ask(id);
        await closed.promise;
      } catch {
        // Nobody there, or not welcomed: again, elsewhere.
      }
      this.#line = undefined;
      if (!this.#ended) await sleep(RECONNECT_MS * (0.5 + random()));
    }
  }

  async #poll(): Promise<void> {
    while (!this.#ended) {
      for (const id of this.held.keys()) {
        await this.catchUp(id).catch((error: unknown) => {
          if (!(error instanceof NoAnswer)) throw error;
        });
      }
      await sleep(POLL_MS);
    }
  }

  #onFrame(frame: ServerFrame): void {
    if (frame.type === 'events') this.take(frame.conversationId, frame.events);
    else if (frame.type === 'sent' || frame.type === 'refused')
      this.#answers.get(frame.clientMessageId)?.(frame);
  }
}
