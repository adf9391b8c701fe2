import { actorIdOf } from '../../src/core/conversation/actor.ts';
import type { LoggedEvent } from '../../src/core/conversation/event.ts';
import { evolve } from '../../src/core/conversation/evolve.ts';
import { presentToCustomer } from '../../src/core/conversation/present.ts';
import type { Conversation } from '../../src/core/conversation/state.ts';
import { isActive, mayBecome } from '../../src/core/conversation/transitions.ts';
import type { AgentId, ConversationId } from '../../src/core/ids.ts';
import type { Client } from './client.ts';
import type { SimEvent } from './protocol.ts';
import type { Store } from './store.ts';

export interface Violation {
  /** As numbered in docs: I1 … I10. */
  readonly invariant: string;
  readonly what: string;
}

export type Report = (invariant: string, what: string) => void;

export const foldOf = (log: readonly LoggedEvent[]): Conversation | undefined =>
  log.reduce<Conversation | undefined>((state, event) => evolve(state, event), undefined);

const same = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** Called at every commit: what must hold at each moment of every log. */
export class CommitChecks {
  readonly #store: Store;
  readonly #report: Report;
  readonly #states = new Map<ConversationId, Conversation>();

  constructor(store: Store, report: Report) {
    this.#store = store;
    this.#report = report;
  }

  onAppended(events: readonly SimEvent[]): void {
    for (const event of events) {
      const before = this.#states.get(event.conversationId);
      this.#checkPlace(before, event);
      if (before !== undefined) this.#checkStep(before, event);
      this.#states.set(event.conversationId, evolve(before, event));
    }
  }

  #checkPlace(before: Conversation | undefined, event: SimEvent): void {
    const { conversationId: id, seq } = event;
    if (seq !== (before?.lastSeq ?? 0) + 1)
      this.#report('I3', `${id}: ${seq} follows ${before?.lastSeq}`);
    if (event.previousPublicSeq !== (before?.lastPublicSeq ?? 0)) {
      this.#report('I9', `${id}/${seq}: wrong previous public seq ${event.previousPublicSeq}`);
    }
  }

  #checkStep(before: Conversation, { event, conversationId: id, seq }: SimEvent): void {
    if (
      event.type === 'status_changed' &&
      (event.from !== before.status || !mayBecome(event.from, event.to))
    ) {
      this.#report('I10', `${id}/${seq}: ${before.status}, ${event.from} to ${event.to}`);
    }
    if (event.type === 'conversation_assigned') {
      if (before.assignee !== null)
        this.#report(
          'I5',
          `${id}/${seq}: assigned to ${event.agent.id} while ${before.assignee.id} has it`,
        );
      this.#checkCapacity(event.agent.id);
    }
  }

  #checkCapacity(agentId: AgentId): void {
    const agent = this.#store.agents.get(agentId);
    if (agent === undefined) return;
    const load = this.#store.loadOf(agent.id, agent.capacity);
    if (load > agent.capacity) this.#report('I5', `${agent.id} holds ${load} of ${agent.capacity}`);
  }
}

const checkLog = (
  id: ConversationId,
  log: readonly SimEvent[],
  store: Store,
  report: Report,
): void => {
  const state = store.conversations.get(id);
  const full = foldOf(log);
  const seen = foldOf(log.filter((event) => event.audience === 'everyone'));
  if (!same(full, state)) report('I9', `${id}: the stored state is not the fold of its log`);
  if (
    full !== undefined &&
    seen !== undefined &&
    !same(presentToCustomer(full), presentToCustomer(seen))
  ) {
    report(
      'I9',
      `${id}: the public part folds to something else: ${JSON.stringify(presentToCustomer(full))} and ${JSON.stringify(presentToCustomer(seen))}`,
    );
  }
  const keys = new Map<string, number>();
  for (const { event, actor, seq } of log) {
    if (!('clientMessageId' in event) || actorIdOf(actor) === null) continue;
    const key = `${actorIdOf(actor)}/${event.clientMessageId}`;
    if (keys.has(key)) report('I2', `${id}: ${key} is stored at ${keys.get(key)} and ${seq}`);
    keys.set(key, seq);
  }
};

const checkSent = (client: Client, store: Store, report: Report): void => {
  const last = new Map<ConversationId, number>();
  for (const record of client.sent) {
    if (record.state !== 'acknowledged' || record.conversationId === null) continue;
    const { conversationId: id, seq, frame } = record;
    const stored = store.logOf(id).find((event) => event.seq === seq)?.event;
    if (
      stored === undefined ||
      !('clientMessageId' in stored) ||
      stored.clientMessageId !== frame.clientMessageId
    ) {
      report('I1', `${frame.clientMessageId} was acknowledged as ${id}/${seq} and is not there`);
    }
    if (seq <= (last.get(id) ?? 0))
      report('I3', `${frame.clientMessageId} at ${id}/${seq} overtook an earlier one`);
    last.set(id, seq);
  }
};

/** What a client should hold of a log: all, or what customers see. */
const visibleTo = (client: Client, log: readonly SimEvent[]): readonly SimEvent[] =>
  client.options.sender.caller.kind === 'agent'
    ? log
    : log.filter((event) => event.audience === 'everyone');

const checkHeld = (client: Client, store: Store, report: Report): void => {
  for (const [id, held] of client.held) {
    const log = visibleTo(client, store.logOf(id));
    const first = held.events[0]?.seq ?? Number.POSITIVE_INFINITY;
    const expected =
      held.lastSeq > 0 && first > 1 ? log.filter((event) => event.seq >= first) : log;
    const seen = held.events.map((event) => event.seq);
    if (
      first !== Number.POSITIVE_INFINITY &&
      !same(
        seen,
        expected.map((event) => event.seq),
      )
    ) {
      report(
        'I4',
        `${client.name} holds ${id}: ${seen.join(' ')} of ${expected.map((event) => event.seq).join(' ')}`,
      );
    }
    if (
      client.options.sender.caller.kind === 'customer' &&
      held.events.some((event) => event.audience !== 'everyone')
    ) {
      report('I9', `${client.name} was shown what is for staff in ${id}`);
    }
    if (client.options.plant !== 'global_cursor' && !same(held.state, foldOf(log))) {
      report('I9', `${client.name}: snapshot and events of ${id} are not what a refetch gives`);
    }
  }
};

/** What must hold when everything has come to rest. */
export const checkAtRest = (store: Store, clients: readonly Client[], report: Report): void => {
  for (const [id, log] of store.logs) checkLog(id, log, store, report);
  for (const client of clients) {
    checkSent(client, store, report);
    if (client.present) checkHeld(client, store, report);
  }
};

/** What is still under way; empty when nothing is. */
export const unfinished = (store: Store, clients: readonly Client[]): readonly string[] => {
  const left: string[] = [];
  for (const state of store.conversations.values()) {
    if (isActive(state.status))
      left.push(
        `${state.id} is ${state.status}, ${state.assignee?.id ?? (state.queuedAt === null ? 'unowned and unqueued' : 'queued')}`,
      );
  }
  for (const client of clients) {
    if (!client.present) continue;
    if (client.outbox.length > 0) left.push(`${client.name} has ${client.outbox.length} to send`);
    for (const [id, held] of client.held) {
      const last = visibleTo(client, store.logOf(id)).at(-1)?.seq ?? 0;
      const has =
        client.options.plant === 'global_cursor' ? (held.events.at(-1)?.seq ?? 0) : held.lastSeq;
      if (has < last) left.push(`${client.name} is at ${has} of ${last} in ${id}`);
    }
  }
  return left;
};
