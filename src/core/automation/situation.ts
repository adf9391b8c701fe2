import type { SlaTarget } from '../conversation/case.ts';
import type { LoggedEvent } from '../conversation/event.ts';
import { evolve } from '../conversation/evolve.ts';
import type { Conversation } from '../conversation/state.ts';
import type { AtMs } from '../ids.ts';

/** What rules ask about beside the folded state: a second fold of the same log. */
export interface Memory {
  readonly statusSince: AtMs;
  readonly customerWroteAt: AtMs | null;
  readonly agentWroteAt: AtMs | null;
  readonly customerMessages: number;
  readonly agentMessages: number;
  /** The customer sent files. */
  readonly hasFiles: boolean;
  /** A secret that the customer wrote was destroyed. */
  readonly destroyed: boolean;
  readonly emergency: boolean;
  readonly warned: readonly SlaTarget[];
  readonly breached: readonly SlaTarget[];
  readonly promise: 'none' | 'running' | 'kept' | 'lapsed' | 'moot';
  /** Who said or did the last thing that everyone sees. */
  readonly lastFrom: 'customer' | 'agent' | 'assistant' | 'system';
}

/** A request as it stands after some part of its log. */
export interface Situation {
  readonly state: Conversation;
  readonly memory: Memory;
  /** What is filled in, as it stands when rules are asked: the log keeps that it changed, never what it says. */
  readonly fields: GivenValues;
}

/** By the field's id; absent where nothing is filled in. Of fields that no rule asks about, empty instead of the value. */
export type GivenValues = ReadonlyMap<string, string>;

export const NO_VALUES: GivenValues = new Map();

const begun = (at: AtMs): Memory => ({
  statusSince: at,
  customerWroteAt: null,
  agentWroteAt: null,
  customerMessages: 0,
  agentMessages: 0,
  hasFiles: false,
  destroyed: false,
  emergency: false,
  warned: [],
  breached: [],
  promise: 'none',
  lastFrom: 'customer',
});

type Sent = Extract<LoggedEvent['event'], { type: 'message_sent' }>;

const said = (memory: Memory, event: Sent, { actor, at }: LoggedEvent): Memory =>
  actor.kind === 'customer'
    ? {
        ...memory,
        customerWroteAt: at,
        customerMessages: memory.customerMessages + 1,
        hasFiles: memory.hasFiles || event.fileIds.length > 0,
        destroyed: memory.destroyed || event.destroyed.length > 0,
        lastFrom: 'customer',
      }
    : {
        ...memory,
        agentWroteAt: at,
        agentMessages: memory.agentMessages + 1,
        lastFrom: 'agent',
      };

const withTarget = (all: readonly SlaTarget[], target: SlaTarget): readonly SlaTarget[] =>
  all.includes(target) ? all : [...all, target];

const remember = (memory: Memory, logged: LoggedEvent): Memory => {
  const { event, at } = logged;
  switch (event.type) {
    case 'conversation_started':
      return event.priority === 'urgent' ? { ...memory, emergency: true } : memory;
    case 'message_sent':
      return said(memory, event, logged);
    case 'assistant_replied':
      return { ...memory, lastFrom: 'assistant' };
    case 'notice_given':
      return { ...memory, lastFrom: 'system' };
    case 'conversation_handed_over':
      return event.reason === 'emergency' ? { ...memory, emergency: true } : memory;
    case 'status_changed':
      return { ...memory, statusSince: at };
    case 'sla_warned':
      return { ...memory, warned: withTarget(memory.warned, event.target) };
    case 'sla_breached':
      return { ...memory, breached: withTarget(memory.breached, event.target) };
    case 'promise_made':
      return { ...memory, promise: 'running' };
    case 'promise_ended':
      return { ...memory, promise: event.outcome };
    default:
      return memory;
  }
};

/** The situation after one more event; the first must be the start, and brings what is filled in. */
export const follow = (
  before: Situation | undefined,
  logged: LoggedEvent,
  fields: GivenValues = NO_VALUES,
): Situation => ({
  state: evolve(before?.state, logged),
  memory: remember(before?.memory ?? begun(logged.at), logged),
  fields: before?.fields ?? fields,
});
