import {
  type Condition,
  type LiveRule,
  RULE_EVENTS,
  type RuleDefinition,
} from '../src/core/automation/rule.ts';
import { appendEvents } from '../src/core/conversation/append.ts';
import type { ActingAgent, Command } from '../src/core/conversation/command.ts';
import { decide } from '../src/core/conversation/decide.ts';
import type { Actor, LoggedEvent } from '../src/core/conversation/event.ts';
import type { Conversation } from '../src/core/conversation/state.ts';
import type { AgentId, ConversationId, CustomerId, MessageId, TeamId } from '../src/core/ids.ts';
import type { Random } from '../src/core/routing/random.ts';
import { CATEGORIES, LOCALES, PRIORITIES, TIERS } from '../src/core/vocabulary.ts';

const TEAMS = ['general', 'wallets', 'security', 'trading', 'fiat', 'asia'] as readonly string[];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CUSTOMER = '00000000-0000-4000-8000-000000000001' as CustomerId;

const pick = <T>(list: readonly T[], random: Random): T =>
  list[Math.floor(random() * list.length)] as T;
const agentOf = (random: Random): ActingAgent => ({
  id: `agent-${Math.floor(random() * 200)}` as AgentId,
  name: 'Ana',
  badge: 'M-1',
  leads: false,
});

/** One request's life: opened, offered, answered, some to and fro, sometimes passed on, solved, rated, closed. */
export class Life {
  readonly log: LoggedEvent[] = [];
  state: Conversation | undefined;
  #at: number;
  #next = 0;
  readonly #id: ConversationId;
  readonly #random: Random;

  constructor(id: ConversationId, at: number, random: Random) {
    this.#id = id;
    this.#at = at;
    this.#random = random;
  }

  #ask(command: Command, actor: Actor, waitMs: number): void {
    this.#at += Math.ceil(waitMs * (0.2 + this.#random()));
    const decided = decide(this.state, command, this.#at);
    if (!decided.ok) return;
    const { state, logged } = appendEvents(this.#id, this.state, decided.value, actor, this.#at);
    this.state = state;
    this.log.push(...logged);
  }

  #message() {
    this.#next += 1;
    const id = `${this.#id.slice(0, 24)}${String(this.#next).padStart(12, '0')}`;
    return {
      messageId: id as MessageId,
      clientMessageId: id,
      fileIds: [],
      destroyed: [],
    };
  }

  #start(): void {
    const random = this.#random;
    const start: Command = {
      type: 'start',
      customerId: CUSTOMER,
      customerKind: random() < 0.8 ? 'customer' : 'visitor',
      number: this.#id.slice(0, 13),
      channel: 'livechat',
      locale: pick(LOCALES, random),
      category: pick(CATEGORIES, random),
      tier: random() < 0.85 ? 'standard' : pick(TIERS, random),
      teamId: pick(TEAMS, random) as TeamId,
      preferredAgentId: null,
      message: this.#message(),
      aboutArticleId: null,
      engage: false,
      urgent: random() < 0.03,
    };
    this.#ask(start, { kind: 'customer', id: CUSTOMER }, 1);
  }

  #talk(agent: ActingAgent): void {
    const random = this.#random;
    const rounds = 1 + Math.floor(random() * 3);
    const by: Actor = { kind: 'agent', id: agent.id };
    const customer: Actor = { kind: 'customer', id: CUSTOMER };
    for (let round = 0; round < rounds; round++) {
      const leaveAs = random() < 0.3 ? 'pending' : null;
      this.#ask(
        { type: 'send_as_agent', agent, message: this.#message(), leaveAs },
        by,
        4 * MINUTE,
      );
      if (random() < 0.8)
        this.#ask(
          { type: 'send_as_customer', customerId: CUSTOMER, message: this.#message() },
          customer,
          random() < 0.1 ? 30 * HOUR : 8 * MINUTE,
        );
    }
  }

  live(): this {
    const random = this.#random;
    this.#start();
    const agent = agentOf(random);
    const by: Actor = { kind: 'agent', id: agent.id };
    this.#ask({ type: 'assign', agent, via: 'matcher' }, { kind: 'system' }, 2 * MINUTE);
    this.#ask({ type: 'accept', agent }, by, MINUTE);
    if (random() < 0.3)
      this.#ask(
        { type: 'change_tags', add: [`tag-${Math.floor(random() * 40)}`], remove: [] },
        by,
        MINUTE,
      );
    this.#talk(agent);
    if (random() < 0.15)
      this.#ask({ type: 'set_priority', to: pick(PRIORITIES, random) }, by, MINUTE);
    if (random() < 0.1)
      this.#ask(
        { type: 'send_to_team', teamId: pick(TEAMS, random) as TeamId },
        { kind: 'system' },
        5 * MINUTE,
      );
    this.#ask({ type: 'move_status', to: 'solved' }, { kind: 'system' }, 20 * MINUTE);
    if (random() < 0.2)
      this.#ask(
        { type: 'rate', score: 4, reasons: [], commentId: null },
        { kind: 'customer', id: CUSTOMER },
        HOUR,
      );
    this.#ask({ type: 'close' }, { kind: 'system' }, 9 * 24 * HOUR);
    return this;
  }
}

const someOf = <T>(list: readonly T[], most: number, random: Random): readonly T[] =>
  Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(list, random));

/** What rules of a large installation ask: a category here, a language there, now and then a tree. */
const condition = (random: Random): Condition => {
  const leaf = (): Condition => {
    const which = Math.floor(random() * 8);
    const choice = (
      field: Extract<Condition, { kind: 'choice' }>['field'],
      values: readonly string[],
    ): Condition => ({ kind: 'choice', field, op: random() < 0.9 ? 'is' : 'is_not', values });
    if (which === 0) return choice('category', someOf(CATEGORIES, 2, random));
    if (which === 1) return choice('locale', someOf(LOCALES, 2, random));
    if (which === 2) return choice('priority', someOf(PRIORITIES, 2, random));
    if (which === 3) return choice('team', someOf(TEAMS, 2, random));
    if (which === 4)
      return {
        kind: 'set',
        field: 'tag',
        op: 'any',
        values: [`tag-${Math.floor(random() * 40)}`],
      };
    if (which === 5)
      return { kind: 'number', field: 'customer_messages', op: 'at_least', value: 3 };
    return which === 6
      ? { kind: 'flag', field: 'has_files', value: true }
      : choice('status', ['new', 'open']);
  };
  const of = Array.from({ length: 1 + Math.floor(random() * 4) }, leaf);
  if (random() < 0.15) of.push({ kind: 'any', of: [leaf(), leaf()] });
  if (random() < 0.1) of.push({ kind: 'not', of: leaf() });
  return { kind: 'all', of };
};

const COMMON = [
  'opened',
  'customer_wrote',
  'agent_wrote',
  'status_changed',
  'queued',
  'tags_changed',
  'priority_changed',
] as const;

const definition = (random: Random): RuleDefinition => ({
  name: 'A rule',
  trigger:
    random() < 0.1
      ? {
          kind: 'time',
          amount: 1 + Math.floor(random() * 48),
          unit: 'hours',
          since: pick(['opened', 'customer_wrote', 'pending', 'solved', 'waiting'], random),
        }
      : {
          kind: 'event',
          events: [
            ...new Set([
              ...someOf(COMMON, 2, random),
              ...(random() < 0.2 ? [pick(RULE_EVENTS, random)] : []),
            ]),
          ],
        },
  condition: condition(random),
  actions: [
    { kind: 'tag', add: [`by-rule-${Math.floor(random() * 100)}`], remove: [] },
    ...(random() < 0.3 ? [{ kind: 'priority', to: pick(PRIORITIES, random) } as const] : []),
  ],
  stop: random() < 0.05,
});

export const makeRules = (count: number, random: Random): readonly LiveRule[] =>
  Array.from({ length: count }, (_, index) => ({
    ruleId: `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`,
    version: 1,
    liveSince: 0,
    definition: definition(random),
  }));
