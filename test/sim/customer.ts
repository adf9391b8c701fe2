import type { ConversationId } from '../../src/core/ids.ts';
import { Client, type SentRecord } from './client.ts';
import type { CustomerAct } from './protocol.ts';

const ACTS: readonly CustomerAct['type'][] = ['leave', 'return', 'end', 'reopen', 'rate'];

/** One tab of a customer. The first starts the conversation; a second finds it in the list. */
export class CustomerTab extends Client {
  conversationId: ConversationId | null = null;
  readonly #starts: boolean;
  readonly #messages: number;
  #written = 0;

  constructor(options: ConstructorParameters<typeof Client>[0], starts: boolean, messages: number) {
    super(options);
    this.#starts = starts;
    this.#messages = messages;
  }

  protected override onStart(): void {
    this.conversationId = null;
    this.#findConversation();
    this.#live();
  }

  protected override onStored(record: SentRecord): void {
    this.conversationId = record.conversationId;
  }

  #findConversation(): void {
    if (this.conversationId !== null) return;
    this.request({ type: 'list' }, (answer) => {
      const found = answer?.type === 'list' ? answer.conversations[0] : undefined;
      if (found !== undefined && this.conversationId === null) {
        this.conversationId = found.id;
        this.follow(found.id);
      }
      this.later(1_500, () => this.#findConversation());
    });
  }

  #live(): void {
    this.later(this.options.world.exponential(2_000), () => {
      if (!this.calm) this.#doSomething();
      this.#live();
    });
  }

  #doSomething(): void {
    const { world } = this.options;
    const id = this.conversationId;
    const first = this.#written === 0 && this.#starts;
    if (first || (id !== null && this.#written < this.#messages && world.chance(0.6))) {
      this.#say(first ? null : id);
    } else if (id !== null) {
      this.#doSomethingElse(id, world.random());
    }
  }

  #doSomethingElse(id: ConversationId, what: number): void {
    const { world } = this.options;
    if (what < 0.3) this.#askAgain();
    else if (what < 0.5) {
      const act = { type: world.pick(ACTS) };
      this.request({ type: 'act', conversationId: id, act }, () => undefined);
    } else if (what < 0.65) this.#changeOwn(id);
  }

  #say(id: ConversationId | null): void {
    this.#written += 1;
    this.write({
      conversationId: id,
      text: `${this.name} says ${this.#written}`,
      note: false,
      leaveAs: null,
    });
  }

  #changeOwn(id: ConversationId): void {
    const { world } = this.options;
    const own = this.sent.filter((record) => record.state === 'acknowledged');
    if (own.length === 0) return;
    const { clientMessageId } = world.pick(own).frame;
    const type = world.pick(['edit', 'delete'] as const);
    this.request(
      { type: 'act', conversationId: id, act: { type, clientMessageId } },
      () => undefined,
    );
  }

  /** A retry long after the answer: the same words get the first answer, other words are refused. */
  #askAgain(): void {
    const { world, onViolation } = this.options;
    const own = this.sent.filter((record) => record.state === 'acknowledged');
    if (own.length === 0) return;
    const record = world.pick(own);
    const honest = world.chance(0.5);
    const frame = honest ? record.frame : { ...record.frame, text: `${record.frame.text}, or not` };
    this.request(frame, (answer) => {
      if (answer?.type !== 'stored') {
        if (honest && answer?.type === 'refused')
          onViolation('I2', `${this.name}: a retry of ${frame.clientMessageId} was refused`);
        return;
      }
      const entry = answer.events.find(
        ({ event }) =>
          'clientMessageId' in event && event.clientMessageId === frame.clientMessageId,
      );
      if (!honest)
        onViolation('I2', `${this.name}: ${frame.clientMessageId} was taken with other words`);
      else if (entry?.seq !== record.seq)
        onViolation(
          'I2',
          `${this.name}: ${frame.clientMessageId} got ${entry?.seq} after ${record.seq}`,
        );
    });
  }
}
