import assert from 'node:assert/strict';
import { actorIdOf } from '../../src/core/conversation/actor.ts';
import { appendEvents } from '../../src/core/conversation/append.ts';
import type { CaseCommand } from '../../src/core/conversation/case-command.ts';
import type {
  ActingAgent,
  CardFacts,
  Command,
  MessageFacts,
  StoredMessage,
} from '../../src/core/conversation/command.ts';
import { decide } from '../../src/core/conversation/decide.ts';
import type { Actor, ConversationEvent, LoggedEvent } from '../../src/core/conversation/event.ts';
import type { Conversation } from '../../src/core/conversation/state.ts';
import type { AgentId, AtMs, ConversationId, MessageId, TeamId } from '../../src/core/ids.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { CATEGORIES, PRIORITIES, STATUSES } from '../../src/core/vocabulary.ts';
import { actorOf, CUSTOMER } from './acting.ts';
import { ARTICLES, CARDS, REPLIES, STEPS } from './assistant-replies.ts';
import { CASE_WEIGHTS, caseCommand } from './case-commands.ts';
import type { Step } from './conversation-steps.ts';

export const ID = 'conversation-1' as ConversationId;
const TEAMS = ['wallets', 'general'] as readonly string[] as readonly TeamId[];
export const AGENTS: readonly ActingAgent[] = ['Ana', 'Bo', 'Chen', 'Dara'].map((name, index) => ({
  id: `agent-${index}` as AgentId,
  name,
  badge: `M-${index}`,
  leads: index === 3,
}));
const START_AT = 1_750_000_000_000;

type TalkType = Exclude<Command['type'], CaseCommand['type'] | 'start_from'>;

/** The element at that place, counted round. */
export const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** What a rule or a macro asks at once. */
const stepsOf = (pick: number, flag: boolean, agent: ActingAgent, teamId: TeamId): Command => ({
  type: 'take_steps',
  steps: [
    { name: 'priority', command: { type: 'set_priority', to: at(PRIORITIES, pick) } },
    { name: 'status', command: { type: 'move_status', to: flag ? 'pending' : 'solved' } },
    { name: 'snooze', command: { type: 'snooze', agent: flag ? null : agent, until: null } },
    { name: 'team', command: { type: 'send_to_team', teamId } },
  ],
  by: flag
    ? {
        kind: 'rule',
        ruleId: 'r-1',
        version: 1,
        cause: { kind: 'event', seq: pick },
        chain: ['r-1'],
        missing: [],
      }
    : { kind: 'macro', macroId: 'm-1' },
});

/** What the store knows of a conversation besides its state. */
export class World {
  state: Conversation | undefined;
  now: AtMs = START_AT;
  readonly log: LoggedEvent[] = [];
  readonly messages: StoredMessage[] = [];
  readonly engages: boolean;
  #next = 0;

  constructor(engages: boolean) {
    this.engages = engages;
  }

  apply(command: Command, actor: Actor): Outcome<readonly ConversationEvent[]> {
    const decision = decide(this.state, command, this.now);
    assert.deepEqual(decide(this.state, command, this.now), decision, 'deciding is pure');
    if (!decision.ok) return decision;
    const { state, logged } = appendEvents(ID, this.state, decision.value, actor, this.now);
    this.state = state;
    this.log.push(...logged);
    for (const entry of logged) this.#remember(entry);
    return decision;
  }

  take({ what, afterMs, agent, other, pick, flag }: Step): Outcome<readonly ConversationEvent[]> {
    this.now += afterMs;
    const acting = at(AGENTS, agent);
    return this.apply(
      this.command(what, acting, at(AGENTS, other), pick, flag),
      actorOf(what, acting, flag),
    );
  }

  command(
    what: Command['type'],
    agent: ActingAgent,
    other: ActingAgent,
    pick: number,
    flag: boolean,
  ): Command {
    const ofCase = CASE_WEIGHTS.find(([type]) => type === what)?.[0];
    if (ofCase !== undefined) {
      const { now, state } = this;
      const { messageId } = this.#facts();
      return caseCommand(ofCase, { pick, flag, now, messageId, teamId: at(TEAMS, pick), state });
    }
    return this.#talk(what as TalkType, agent, other, pick, flag);
  }

  #talk(
    what: TalkType,
    agent: ActingAgent,
    other: ActingAgent,
    pick: number,
    flag: boolean,
  ): Command {
    const message = this.#facts();
    const by = actorOf(what, agent, flag);
    const touched = this.#someMessage(by, pick);
    switch (what) {
      case 'start':
        return this.start();
      case 'send_as_customer':
        return { type: what, customerId: CUSTOMER, message };
      case 'send_as_agent':
        return {
          type: what,
          agent,
          message,
          leaveAs: at([null, 'pending', 'solved'] as const, pick),
        };
      case 'add_note':
        return { type: what, agent, message };
      case 'edit_message':
        return { type: what, by, message: touched, destroyed: [] };
      case 'delete_message':
      case 'recall_message':
        return { type: what, by, message: touched };
      case 'assign':
        return { type: what, agent, via: 'matcher' };
      case 'claim':
      case 'accept':
        return { type: what, agent };
      case 'requeue':
        return {
          type: what,
          agentId: agent.id,
          reason: at(['no_answer', 'agent_dropped', 'released'] as const, pick),
        };
      case 'transfer':
        return {
          type: what,
          agent,
          toAgentId: flag ? other.id : null,
          toTeamId: at(TEAMS, pick),
          summaryId: message.messageId,
        };
      case 'reassign':
        return { type: what, to: other };
      case 'set_status':
        return { type: what, agent, to: at(STATUSES, pick) };
      case 'set_priority':
        return { type: what, to: at(PRIORITIES, pick) };
      case 'set_category':
        return { type: what, to: at(CATEGORIES, pick), teamId: at(TEAMS, pick) };
      case 'snooze':
        return { type: what, agent, until: flag ? this.now + pick * 1_000 : null };
      case 'assistant_reply':
        return {
          type: what,
          turnId: `t-${pick}`,
          message,
          reply: at(REPLIES, pick),
          seenSeq: flag ? 0 : 1_000,
          cards: pick % 3 === 0 ? [cardOf(message)] : [],
        };
      case 'hand_over':
        return {
          type: what,
          reason: 'unsure',
          summaryId: null,
          category: at(CATEGORIES, pick),
          teamId: at(TEAMS, pick),
          urgent: flag,
        };
      case 'choose_option':
        return { type: what, customerId: CUSTOMER, message, articleId: at(ARTICLES, pick) };
      case 'judge_answer':
        return {
          type: what,
          turnId: this.state?.assistant?.openTurnId ?? `t-${pick}`,
          settled: flag,
        };
      case 'take_step':
        return {
          type: what,
          turnId:
            this.state?.assistant?.pending?.turnId ??
            this.state?.assistant?.offers?.turnId ??
            `t-${pick}`,
          step: at(STEPS, pick),
        };
      case 'show_card':
        return { type: what, agent: flag ? agent : null, card: cardOf(message) };
      case 'update_card':
        return { type: what, messageId: message.messageId, cardId: at(CARDS, pick) };
      case 'take_steps':
        return stepsOf(pick, flag, agent, at(TEAMS, pick));
      case 'leave':
        return { type: what, notifyBy: ['push'] };
      case 'rate':
        return { type: what, score: 4, reasons: [], commentId: null };
      default:
        return { type: what };
    }
  }

  start(): Command {
    return {
      type: 'start',
      customerId: CUSTOMER,
      customerKind: 'customer',
      number: '4827-1935-6',
      channel: 'livechat',
      locale: 'en',
      category: 'withdrawal',
      tier: 'standard',
      teamId: at(TEAMS, 0),
      preferredAgentId: null,
      message: this.#facts(),
      aboutArticleId: null,
      engage: this.engages,
      urgent: false,
    };
  }

  /** Mostly one of their own, the newest first; sometimes anybody's. */
  #someMessage(by: Actor, pick: number): StoredMessage {
    const own = this.messages.filter(({ senderId }) => senderId === actorIdOf(by));
    if (own.length > 0 && pick % 4 > 0) return own.at(-1 - (pick % 2)) ?? at(own, pick);
    return this.messages.length === 0 ? unknownMessage : at(this.messages, pick);
  }

  #facts() {
    this.#next += 1;
    const id = `m-${this.#next}`;
    return { messageId: id as MessageId, clientMessageId: `key-${id}`, fileIds: [], destroyed: [] };
  }

  #remember({ event, actor }: LoggedEvent): void {
    if (event.type === 'message_sent' || event.type === 'note_added') {
      const kind = event.type === 'note_added' ? 'note' : 'message';
      const senderId = actorIdOf(actor) ?? '';
      this.messages.push({ id: event.messageId, kind, senderId, sentAt: this.now, gone: false });
    }
    if (
      event.type === 'message_recalled' ||
      event.type === 'message_deleted' ||
      event.type === 'note_deleted'
    ) {
      const index = this.messages.findIndex(({ id }) => id === event.messageId);
      this.messages[index] = { ...at(this.messages, index), gone: true };
    }
  }
}

const cardOf = ({ messageId, clientMessageId }: MessageFacts): CardFacts => ({
  messageId,
  clientMessageId,
  cardId: at(CARDS, 0),
  cardKind: 'deposit',
});

const unknownMessage: StoredMessage = {
  id: 'm-0' as MessageId,
  kind: 'message',
  senderId: 'nobody',
  sentAt: START_AT,
  gone: false,
};

/** With `engages` the assistant answers first. */
export const started = (engages = false): World => {
  const world = new World(engages);
  const outcome = world.apply(world.start(), { kind: 'customer', id: CUSTOMER });
  assert.ok(outcome.ok);
  return world;
};

export const stateOf = (world: World): Conversation => {
  assert.ok(world.state !== undefined);
  return world.state;
};
