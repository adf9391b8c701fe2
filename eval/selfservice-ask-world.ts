import { randomUUID } from 'node:crypto';
import type { StartReply } from '../src/contract/conversation.ts';
import type { ServerFrame, WireEvent } from '../src/contract/live.ts';
import type { AssistantReply } from '../src/core/assistant/reply.ts';
import type { Locale } from '../src/core/vocabulary.ts';
import type { CustomerFacts } from '../test/load/exchange.ts';
import { LiveLine } from '../test/load/live-line.ts';
import { openCustomer, type SignedInCustomer } from '../test/load/people.ts';
import { ask, askOk } from '../test/load/request.ts';
import type { World } from './selfservice-stage-world.ts';

const WITHIN_MS = 30_000;
const MOST_STEPS = 4;

interface Talk {
  readonly events: WireEvent[];
  wake: () => void;
}

/** What came of one question. */
export interface Outcome {
  /** Null: it was not taken. */
  readonly conversationId: string | null;
  readonly reply: AssistantReply | null;
  readonly text: string;
  /** What the first card of the finding shows. */
  readonly subjectId: string | null;
  readonly wasAskedConsent: boolean;
  readonly picked: boolean;
  /** Why it ended without an answer. */
  readonly failure: string | null;
}

export interface Question {
  readonly locale: Locale;
  readonly text: string;
  /** What is meant, for where the assistant shows several. */
  readonly subjectId: string;
  /** Given when the assistant asks for one. */
  readonly txid: string | null;
  readonly fileIds?: readonly string[];
  /** How long each answer is waited for. */
  readonly withinMs?: number;
}

type Place = Pick<World, 'base' | 'stage'>;

const subjectIn = (text: string | undefined): string | null => {
  if (text === undefined || text === '') return null;
  const card = JSON.parse(text) as { subjectId?: unknown };
  return typeof card.subjectId === 'string' ? card.subjectId : null;
};

/** A customer of the exchange, known by an identity token, who speaks as the messenger does. */
export class Asker {
  readonly #world: Place;
  readonly #also: (frame: ServerFrame) => void;
  readonly as: SignedInCustomer;
  readonly #talks = new Map<string, Talk>();
  #line: LiveLine | undefined;

  private constructor(world: Place, as: SignedInCustomer, also: (frame: ServerFrame) => void) {
    this.#world = world;
    this.#also = also;
    this.as = as;
  }

  /** `also` hears every frame of the line. */
  static async open(
    world: Place,
    facts: CustomerFacts,
    also: (frame: ServerFrame) => void = () => undefined,
  ): Promise<Asker> {
    const { exchange } = world.stage.installation;
    const as = await openCustomer(world.base, exchange, facts);
    const asker = new Asker(world, as, also);
    asker.#line = await LiveLine.open({
      base: world.base,
      as,
      onFrame: (frame) => asker.#hear(frame),
      onClosed: () => undefined,
    });
    return asker;
  }

  close(): void {
    this.#line?.close();
  }

  #hear(frame: ServerFrame): void {
    this.#also(frame);
    if (frame.type !== 'events') return;
    const talk = this.#talks.get(frame.conversationId);
    if (talk === undefined) return;
    const known = new Set(talk.events.map(({ seq }) => seq));
    talk.events.push(...frame.events.filter(({ seq }) => !known.has(seq)));
    talk.wake();
  }

  async #nextReply(talk: Talk, after: number, withinMs: number): Promise<WireEvent | null> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const said = talk.events.find(
        ({ seq, event }) => seq > after && event.type === 'assistant_replied',
      );
      if (said !== undefined) return said;
      const left = deadline - Date.now();
      if (left <= 0) return null;
      const heard = Promise.withResolvers<void>();
      talk.wake = heard.resolve;
      const timer = setTimeout(heard.resolve, Math.min(left, 1_000));
      await heard.promise;
      clearTimeout(timer);
    }
  }

  /** Cards come with the words that show them; one that is late is waited for. */
  async #subjectOf(talk: Talk, cardId: string | undefined): Promise<string | null> {
    if (cardId === undefined) return null;
    for (let tries = 0; tries < 40; tries += 1) {
      const shown = talk.events.find(
        ({ event }) => event.type === 'card_shown' && event.cardId === cardId,
      );
      if (shown !== undefined) return subjectIn(shown.body?.text);
      await new Promise((settle) => setTimeout(settle, 25));
    }
    return null;
  }

  /** Opens a conversation, agrees to a look at the account, picks what is meant, and hears what was found. */
  async ask(question: Question): Promise<Outcome> {
    const { base } = this.#world;
    const { locale, text, subjectId, txid, fileIds = [] } = question;
    const body = { clientMessageId: randomUUID(), text, locale, fileIds };
    const started = await ask<StartReply>({
      base,
      method: 'POST',
      path: '/api/conversations',
      as: this.as,
      body,
    });
    const nothing = {
      conversationId: null as string | null,
      reply: null,
      text: '',
      subjectId: null,
      wasAskedConsent: false,
      picked: false,
    };
    if (started.status >= 300)
      return { ...nothing, failure: `start: ${started.status} ${JSON.stringify(started.body)}` };
    const { id } = started.body.conversation;
    nothing.conversationId = id;
    const talk: Talk = { events: [], wake: () => undefined };
    this.#talks.set(id, talk);
    this.#line?.send({ type: 'follow', conversationId: id, after: 0 });
    const tap = (name: string, given: object): Promise<unknown> =>
      askOk({
        base,
        method: 'POST',
        path: `/api/conversations/${id}/selfservice/${name}`,
        as: this.as,
        body: given,
      });
    let after = 0;
    let [wasAskedConsent, picked] = [false, false];
    try {
      for (let step = 0; step < MOST_STEPS; step += 1) {
        const said = await this.#nextReply(talk, after, question.withinMs ?? WITHIN_MS);
        if (said === null || said.event.type !== 'assistant_replied')
          return { ...nothing, failure: 'no answer in time' };
        after = said.seq;
        const { reply, turnId } = said.event;
        if (reply.kind === 'consent') {
          wasAskedConsent = true;
          await tap('consent', { turnId, given: true });
        } else if (reply.kind === 'pick') {
          const option = reply.options.find((each) => each.subjectId === subjectId);
          if (option === undefined)
            return { ...nothing, reply, failure: 'not among those to pick' };
          picked = true;
          await tap('choice', { turnId, cardId: option.cardId });
        } else if (reply.kind === 'ask' && txid !== null) {
          await tap('detail', { clientMessageId: randomUUID(), turnId, text: txid });
        } else {
          const shown =
            reply.kind === 'finding' ? await this.#subjectOf(talk, reply.cardIds[0]) : null;
          return {
            conversationId: id,
            reply,
            text: said.body?.text ?? '',
            subjectId: shown,
            wasAskedConsent,
            picked,
            failure: null,
          };
        }
      }
      return { ...nothing, failure: 'too many steps' };
    } catch (error) {
      return { ...nothing, failure: error instanceof Error ? error.message : String(error) };
    } finally {
      await ask({ base, method: 'POST', path: `/api/conversations/${id}/end`, as: this.as }).catch(
        () => undefined,
      );
      this.#line?.send({ type: 'unfollow', conversationId: id });
      this.#talks.delete(id);
    }
  }
}
