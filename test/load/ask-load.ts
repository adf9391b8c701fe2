import { randomUUID } from 'node:crypto';
import type { StartReply } from '../../src/contract/conversation.ts';
import type { ServerFrame } from '../../src/contract/live.ts';
import type { Locale } from '../../src/core/vocabulary.ts';
import { LiveLine } from './live-line.ts';
import { openCustomer, type SignedInCustomer } from './people.ts';
import { ask } from './request.ts';
import type { Stage } from './stage.ts';

export interface Question {
  readonly locale: Locale;
  readonly text: string;
}

interface Asker {
  readonly as: SignedInCustomer;
  readonly line: LiveLine;
}

/** Customers who open requests at a fixed rate and listen for the assistant's first words on their lines. */
export class AskLoad {
  readonly #base: string;
  readonly #askers: Asker[] = [];
  readonly #sentAt = new Map<string, number>();
  /** From the request to the assistant's words at the customer's line, in ms. */
  readonly answerMs: number[] = [];
  readonly kinds = new Map<string, number>();
  refused = 0;

  private constructor(base: string) {
    this.#base = base;
  }

  static async open(stage: Stage, count: number): Promise<AskLoad> {
    const base = stage.servers[0]?.base ?? '';
    const load = new AskLoad(base);
    for (let index = 0; index < count; index++) {
      const as = await openCustomer(base, stage.installation.exchange, { userId: `ask-${index}` });
      const line = await LiveLine.open({
        base,
        as,
        onFrame: (frame) => load.#hear(frame),
        onClosed: () => undefined,
      });
      load.#askers.push({ as, line });
    }
    return load;
  }

  get unanswered(): number {
    return this.#sentAt.size;
  }

  #hear(frame: ServerFrame): void {
    if (frame.type !== 'events') return;
    for (const { event } of frame.events) {
      if (event.type !== 'assistant_replied') continue;
      const sentAt = this.#sentAt.get(frame.conversationId);
      if (sentAt === undefined) continue;
      this.#sentAt.delete(frame.conversationId);
      this.answerMs.push(performance.now() - sentAt);
      this.kinds.set(event.reply.kind, (this.kinds.get(event.reply.kind) ?? 0) + 1);
    }
  }

  async #ask({ as, line }: Asker, { locale, text }: Question, sentAt: number): Promise<void> {
    const reply = await ask<StartReply>({
      base: this.#base,
      method: 'POST',
      path: '/api/conversations',
      as,
      body: { clientMessageId: randomUUID(), text, locale },
    });
    if (reply.status >= 300) {
      this.refused += 1;
      return;
    }
    const { id } = reply.body.conversation;
    this.#sentAt.set(id, sentAt);
    line.send({ type: 'follow', conversationId: id, after: 0 });
  }

  /** Asks at a fixed rate, whatever the answers do; what is late counts from when it was due. */
  async run(perSecond: number, warmMs: number, forMs: number, questions: readonly Question[]) {
    const startedAt = performance.now();
    const total = Math.floor(((warmMs + forMs) / 1_000) * perSecond);
    let warm = false;
    const asked: Promise<void>[] = [];
    for (let index = 0; index < total; index++) {
      const dueAt = startedAt + (index * 1_000) / perSecond;
      const early = dueAt - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      if (!warm && dueAt - startedAt >= warmMs) {
        warm = true;
        this.answerMs.length = 0;
      }
      const asker = this.#askers[index % this.#askers.length];
      const question = questions[index % questions.length];
      if (asker !== undefined && question !== undefined)
        asked.push(this.#ask(asker, question, dueAt));
    }
    await Promise.all(asked);
    const until = performance.now() + 5_000;
    while (this.unanswered > 0 && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
