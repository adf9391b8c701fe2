import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireEvent } from '../../src/contract/live.ts';
import type { Random } from '../../src/core/routing/random.ts';
import { ask, type Credentials, NoAnswer, type Reply } from '../load/request.ts';
import { Listener } from './listener.ts';

/** A message as its sender remembers it, in the order of writing. */
export interface SentRecord {
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly text: string;
  conversationId: string;
  state: 'waiting' | 'acknowledged' | 'refused';
  seq: number;
}

export interface TalkerOptions {
  readonly kind: 'customer' | 'agent';
  readonly senderId: string;
  readonly as: Credentials;
  /** Ways to the servers, through proxies. */
  readonly ways: readonly string[];
  readonly hasLines: boolean;
  readonly random: Random;
}

type Sent = { readonly event: WireEvent; readonly duplicate: boolean };
type Attempt =
  | { readonly type: 'stored'; readonly event: WireEvent }
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'unknown' };

const ANSWER_WITHIN_MS = 2_500;
/** Nothing is known of what was asked; asking again with the same id is safe. */
const TRY_AGAIN: ReadonlySet<number> = new Set([401, 408, 429, 500, 502, 503, 504]);

export const codeOf = (reply: Reply): string =>
  (reply.body as { error?: { code?: string } } | null)?.error?.code ?? String(reply.status);

/** A person's client: writes one message at a time and keeps at it until it is stored, whatever breaks meanwhile. */
export class Talker {
  readonly options: TalkerOptions;
  readonly listener: Listener;
  readonly sent: SentRecord[] = [];
  readonly refusals: string[] = [];
  #count = 0;
  /** One message at a time, as an outbox sends them: only so is there an order to keep. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: TalkerOptions) {
    this.options = options;
    this.listener = new Listener(options);
  }

  get waiting(): number {
    return this.sent.filter((record) => record.state === 'waiting').length;
  }

  way(): string {
    const { ways, random } = this.options;
    return ways[Math.floor(random() * ways.length)] as string;
  }

  /** A change without an id of its own: asked once, over HTTP. Undefined: no answer. */
  async change(method: 'POST' | 'PUT', path: string, body?: unknown): Promise<Reply | undefined> {
    try {
      return await ask({
        base: this.way(),
        method,
        path,
        as: this.options.as,
        body,
        timeoutMs: ANSWER_WITHIN_MS,
      });
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  }

  /** Opens a conversation; retried until it is there. */
  async start(stillTrying: () => boolean): Promise<string | undefined> {
    const record = this.#record('');
    const body = {
      clientMessageId: record.clientMessageId,
      text: record.text,
      category: 'withdrawal',
      locale: 'en',
    };
    while (stillTrying()) {
      const reply = await this.change('POST', '/api/conversations', body);
      const events = (reply?.body as { events?: readonly WireEvent[] } | null)?.events;
      if (reply !== undefined && reply.status < 300 && events !== undefined) {
        const entry = events.find(
          ({ event }) =>
            'clientMessageId' in event && event.clientMessageId === record.clientMessageId,
        );
        if (entry === undefined) throw new Error('a start was answered without its message');
        this.#acknowledge(record, entry);
        this.listener.take(entry.conversationId, events);
        return entry.conversationId;
      }
      if (reply !== undefined && !TRY_AGAIN.has(reply.status))
        throw new Error(`a start was refused: ${codeOf(reply)}`);
      await sleep(100 + this.options.random() * 300);
    }
    return undefined;
  }

  /** Returns whether it is stored; false: refused, or given up because `stillTrying` said so. */
  say(conversationId: string, stillTrying: () => boolean): Promise<boolean> {
    const turn = this.#turn.then(() => this.#say(conversationId, stillTrying));
    this.#turn = turn;
    return turn;
  }

  async #say(conversationId: string, stillTrying: () => boolean): Promise<boolean> {
    const record = this.#record(conversationId);
    while (stillTrying()) {
      const attempt = await this.#attempt(record);
      if (attempt.type === 'stored') {
        this.#acknowledge(record, attempt.event);
        return true;
      }
      if (attempt.type === 'refused') {
        record.state = 'refused';
        this.refusals.push(attempt.code);
        return false;
      }
      await sleep(50 + this.options.random() * 250);
    }
    return false;
  }

  #record(conversationId: string): SentRecord {
    const { senderId } = this.options;
    this.#count += 1;
    const text = `${senderId} ${this.#count}`;
    const record: SentRecord = {
      senderId,
      clientMessageId: randomUUID(),
      text,
      conversationId,
      state: 'waiting',
      seq: 0,
    };
    this.sent.push(record);
    return record;
  }

  #acknowledge(record: SentRecord, event: WireEvent): void {
    record.state = 'acknowledged';
    record.conversationId = event.conversationId;
    record.seq = event.seq;
  }

  /** By the line, by HTTP, or by two ways at once, as a network that doubles would. */
  async #attempt(record: SentRecord): Promise<Attempt> {
    const how = this.options.random();
    if (this.options.hasLines && how < 0.5) return this.#byLine(record);
    if (how < 0.8) return this.#byHttp(record);
    const [first, second] = await Promise.all([this.#byHttp(record), this.#byHttp(record)]);
    return first.type === 'unknown' ? second : first;
  }

  async #byLine(record: SentRecord): Promise<Attempt> {
    const { clientMessageId, conversationId, text } = record;
    const frame = await this.listener.sendByLine(
      { type: 'send', conversationId, content: { clientMessageId, text } },
      ANSWER_WITHIN_MS,
    );
    if (frame?.type === 'sent') return { type: 'stored', event: frame.event };
    if (frame === undefined || frame.error.code === 'unavailable') return { type: 'unknown' };
    return { type: 'refused', code: frame.error.code };
  }

  async #byHttp({ clientMessageId, conversationId, text }: SentRecord): Promise<Attempt> {
    const desk = this.options.kind === 'agent' ? 'desk/' : '';
    const reply = await this.change(
      'POST',
      `/api/${desk}conversations/${conversationId}/messages`,
      { clientMessageId, text },
    );
    if (reply === undefined || TRY_AGAIN.has(reply.status)) return { type: 'unknown' };
    if (reply.status < 300) return { type: 'stored', event: (reply.body as Sent).event };
    return { type: 'refused', code: codeOf(reply) };
  }
}
