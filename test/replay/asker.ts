import { randomUUID } from 'node:crypto';
import type { StartReply } from '../../src/contract/conversation.ts';
import type { WireEvent } from '../../src/contract/live.ts';
import type { QueuePlace } from '../../src/contract/routing.ts';
import type { Tier } from '../../src/core/vocabulary.ts';
import type { Exchange } from '../load/exchange.ts';
import { openCustomer, type SignedInCustomer } from '../load/people.ts';
import { askOk } from '../load/request.ts';
import type { Question } from './rows.ts';

/** What a customer was told: how long from when, milliseconds; null where nobody could say. */
export interface Telling {
  readonly at: number;
  readonly etaMs: number | null;
}

/** One customer with one question. */
export class Asker {
  readonly question: Question;
  readonly tier: Tier;
  readonly tellings: Telling[] = [];
  readonly #base: string;
  #customer: SignedInCustomer | undefined;
  #conversationId = '';
  askedAt = 0;

  constructor(base: string, question: Question, tier: Tier) {
    this.#base = base;
    this.question = question;
    this.tier = tier;
  }

  async open(exchange: Exchange, userId: string): Promise<void> {
    const { locale } = this.question;
    this.#customer = await openCustomer(this.#base, exchange, { userId, locale, tier: this.tier });
  }

  /** Posts the question and asks at once how long it will take. */
  async post(): Promise<void> {
    const { text, category, locale } = this.question;
    const { conversation } = await askOk<StartReply>({
      base: this.#base,
      method: 'POST',
      path: '/api/conversations',
      as: this.#session,
      body: { clientMessageId: randomUUID(), text, category, locale },
    });
    this.#conversationId = conversation.id;
    this.askedAt = conversation.createdAt;
    await this.look();
  }

  /** Asks for the place; keeps what was told while it still waits. Returns whether it does. */
  async look(): Promise<boolean> {
    const path = `/api/conversations/${this.#conversationId}/queue`;
    const place = await askOk<QueuePlace>({
      base: this.#base,
      method: 'GET',
      path,
      as: this.#session,
    });
    if (place.waiting) {
      const etaMs = place.etaSeconds === null ? null : place.etaSeconds * 1_000;
      this.tellings.push({ at: place.asOf, etaMs });
    }
    return place.waiting;
  }

  get conversationId(): string {
    return this.#conversationId;
  }

  async readLog(): Promise<readonly WireEvent[]> {
    const path = `/api/conversations/${this.#conversationId}?after=0&limit=200`;
    const { events } = await askOk<{ events: readonly WireEvent[] }>({
      base: this.#base,
      method: 'GET',
      path,
      as: this.#session,
    });
    return events;
  }

  get #session(): SignedInCustomer {
    if (this.#customer === undefined) throw new Error('not signed in');
    return this.#customer;
  }
}
