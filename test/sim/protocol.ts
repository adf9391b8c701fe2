import type { LoggedEvent } from '../../src/core/conversation/event.ts';
import type { Conversation } from '../../src/core/conversation/state.ts';
import type { AgentId, ConversationId, CustomerId } from '../../src/core/ids.ts';
import type { Failure } from '../../src/core/outcome.ts';

/** Faults put in on purpose, each of which the simulation must find. */
export const PLANTS = [
  'memory_dedupe',
  'acknowledge_before_commit',
  'global_cursor',
  'unlocked_claim',
] as const;
export type Plant = (typeof PLANTS)[number];

/** An event as it travels. `globalId` exists only for the planted reader with one cursor over all conversations. */
export interface SimEvent extends LoggedEvent {
  readonly text: string | null;
  readonly globalId: number;
}

export type Caller =
  | { readonly kind: 'customer'; readonly id: CustomerId }
  | { readonly kind: 'agent'; readonly id: AgentId };

export interface SendFrame {
  readonly type: 'send';
  /** Null: start a conversation with it. */
  readonly conversationId: ConversationId | null;
  readonly clientMessageId: string;
  readonly text: string;
  readonly note: boolean;
  readonly leaveAs: 'pending' | 'solved' | null;
}

export type AgentAct =
  | { readonly type: 'claim' | 'accept' | 'release' | 'transfer' }
  | { readonly type: 'set_status'; readonly to: 'open' | 'pending' | 'on_hold' | 'solved' };
export type CustomerAct = { readonly type: 'leave' | 'return' | 'end' | 'reopen' | 'rate' };
export type OwnMessageAct = {
  readonly type: 'edit' | 'delete' | 'recall';
  readonly clientMessageId: string;
};

/** What a client asks, by a request or on the socket. */
export type Ask =
  | SendFrame
  | { readonly type: 'read'; readonly conversationId: ConversationId; readonly after: number }
  | { readonly type: 'list' }
  | { readonly type: 'available' }
  | {
      readonly type: 'act';
      readonly conversationId: ConversationId;
      readonly act: AgentAct | CustomerAct | OwnMessageAct;
    };

export type Answer =
  | {
      readonly type: 'stored';
      readonly clientMessageId: string;
      /** The event of the message; with a start, all events so far. */
      readonly events: readonly SimEvent[];
      readonly duplicate: boolean;
    }
  | {
      readonly type: 'events';
      readonly conversationId: ConversationId;
      readonly events: readonly SimEvent[];
    }
  | { readonly type: 'list'; readonly conversations: readonly Conversation[] }
  | { readonly type: 'done' }
  | { readonly type: 'refused'; readonly failure: Failure; readonly clientMessageId: string | null }
  /** 503: nothing is known of what was asked; ask again. */
  | { readonly type: 'unavailable' };

export type UpFrame =
  | { readonly type: 'hello' }
  | { readonly type: 'follow'; readonly conversationId: ConversationId; readonly after: number }
  | SendFrame
  | { readonly type: 'pong' };
export type DownFrame =
  | { readonly type: 'ping' }
  | { readonly type: 'queue_changed' }
  | {
      readonly type: 'events';
      readonly conversationId: ConversationId;
      readonly events: readonly SimEvent[];
    }
  | Extract<Answer, { type: 'stored' | 'refused' | 'unavailable' }>;
