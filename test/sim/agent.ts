import type { Conversation } from '../../src/core/conversation/state.ts';
import { isActive } from '../../src/core/conversation/transitions.ts';
import type { AgentId, ConversationId } from '../../src/core/ids.ts';
import { Client } from './client.ts';
import type { AgentAct } from './protocol.ts';

const MAX_NOTES = 3;

/** An agent at the desk: takes offers up, claims, answers, and sometimes does odd things. */
export class AgentDesk extends Client {
  #list: readonly Conversation[] = [];
  #notes = 0;
  #listing = false;

  get id(): AgentId {
    return this.options.sender.caller.id as AgentId;
  }

  protected override onStart(): void {
    this.#list = [];
    this.#listing = false;
    this.#announce();
    this.#live();
  }

  protected override onQueueChanged(): void {
    this.#refresh();
  }

  /** A lease of presence that lapsed is taken again. */
  #announce(): void {
    this.request({ type: 'available' }, () => undefined);
    this.later(4_000, () => this.#announce());
  }

  #live(): void {
    this.later(this.calm ? 300 : this.options.world.exponential(900), () => {
      this.#refresh();
      this.#work();
      this.#live();
    });
  }

  #refresh(): void {
    if (this.#listing) return;
    this.#listing = true;
    this.request({ type: 'list' }, (answer) => {
      this.#listing = false;
      if (answer?.type !== 'list') return;
      this.#list = answer.conversations;
      for (const state of this.#list) if (state.assignee?.id === this.id) this.#begin(state);
      if (!this.calm) this.#claimSome();
    });
  }

  #begin(state: Conversation): void {
    const { world, plant } = this.options;
    const fromSnapshot = plant !== 'global_cursor' && world.chance(0.5);
    this.follow(state.id, fromSnapshot ? state : undefined);
  }

  #claimSome(): void {
    const waiting = this.#list.filter((state) => state.queuedAt !== null);
    for (const state of waiting) {
      if (this.options.world.chance(0.5)) this.#act(state.id, { type: 'claim' });
    }
  }

  #act(id: ConversationId, act: AgentAct): void {
    this.request({ type: 'act', conversationId: id, act }, (answer) => {
      if (answer?.type === 'done') this.follow(id);
    });
  }

  /** The newest that is known of a conversation: from its events, else from the list. */
  #known(state: Conversation): Conversation {
    const held = this.held.get(state.id)?.state;
    return held !== undefined && held.lastSeq > state.lastSeq ? held : state;
  }

  #work(): void {
    const { world } = this.options;
    for (const listed of this.#list) {
      const state = this.#known(listed);
      if (!isActive(state.status)) continue;
      if (state.assignee?.id === this.id) this.#workOn(state);
      else if (this.calm && state.queuedAt !== null && world.chance(0.3))
        this.#act(state.id, { type: 'claim' });
    }
  }

  #workOn(state: Conversation): void {
    const { world } = this.options;
    if (!state.accepted) {
      if (this.calm || world.chance(0.5)) this.#act(state.id, { type: 'accept' });
      return;
    }
    if (this.outbox.some((record) => record.frame.conversationId === state.id)) return;
    if (state.lastMessageBy === 'customer') {
      this.#reply(state.id, this.calm ? 'solved' : world.pick([null, 'pending', 'solved']));
    } else if (this.calm) {
      this.#act(state.id, { type: 'set_status', to: 'solved' });
    } else {
      this.#doSomethingOdd(state.id);
    }
  }

  #reply(id: ConversationId, leaveAs: 'pending' | 'solved' | null): void {
    this.write({
      conversationId: id,
      text: `${this.name} answers ${this.sent.length}`,
      note: false,
      leaveAs,
    });
  }

  #doSomethingOdd(id: ConversationId): void {
    const { world } = this.options;
    if (world.chance(0.6)) return;
    if (this.#notes < MAX_NOTES && world.chance(0.3)) {
      this.#notes += 1;
      this.write({
        conversationId: id,
        text: `${this.name} notes ${this.#notes}`,
        note: true,
        leaveAs: null,
      });
    } else if (world.chance(0.3)) {
      this.#act(id, { type: world.pick(['release', 'transfer'] as const) });
    } else if (world.chance(0.4)) {
      this.#act(id, {
        type: 'set_status',
        to: world.pick(['open', 'pending', 'on_hold', 'solved'] as const),
      });
    } else {
      this.#changeOwn(id);
    }
  }

  #changeOwn(id: ConversationId): void {
    const own = this.sent.filter(
      (record) => record.state === 'acknowledged' && record.conversationId === id,
    );
    if (own.length === 0) return;
    const { clientMessageId } = this.options.world.pick(own).frame;
    const type = this.options.world.pick(['edit', 'recall'] as const);
    this.request(
      { type: 'act', conversationId: id, act: { type, clientMessageId } },
      () => undefined,
    );
  }
}
