import type { AssistantReply, HandoverReason } from '../assistant/reply.ts';
import type {
  AgentId,
  AtMs,
  ConversationId,
  CustomerId,
  FileId,
  MessageId,
  TeamId,
} from '../ids.ts';
import type { CardKind, SelfServiceStep } from '../selfservice/vocabulary.ts';
import type {
  Category,
  Channel,
  Locale,
  Priority,
  SecretKind,
  Status,
  Tier,
} from '../vocabulary.ts';
import type { CaseEvent } from './case-event.ts';

/** Who caused an event. `system` is a rule, a sweep or the matcher; `assistant` answers from articles. */
export type Actor =
  | { readonly kind: 'customer'; readonly id: CustomerId }
  | { readonly kind: 'agent'; readonly id: AgentId }
  | { readonly kind: 'assistant' }
  | { readonly kind: 'system' };

/** Who may see an event. Decided in `audience.ts` and nowhere else. */
export type Audience = 'everyone' | 'staff';

/** What customers may know of an agent: a first name and a badge that can be verified. */
export interface PublicAgent {
  readonly id: AgentId;
  readonly name: string;
  readonly badge: string;
}

/** Why a conversation went back to the queue, or to somebody else. */
export type RequeueReason =
  | 'no_answer'
  | 'agent_dropped'
  | 'released'
  | 'transferred'
  | 'reassigned'
  | 'reopened'
  | 'agent_unavailable'
  | 'handed_over'
  | 'liveness';

/** How an assignment came about. */
export type AssignmentVia = 'matcher' | 'claim' | 'transfer' | 'supervisor';

/**
 * One entry of a conversation's log: a type in the past tense and its particulars, never anyone's words.
 * The words are bodies, under the message's id, outside the log.
 */
export type ConversationEvent =
  | CaseEvent
  | {
      readonly type: 'conversation_started';
      readonly customerId: CustomerId;
      readonly customerKind: 'customer' | 'visitor';
      readonly number: string;
      readonly channel: Channel;
      readonly locale: Locale;
      readonly category: Category;
      readonly tier: Tier;
      readonly priority: Priority;
      readonly teamId: TeamId;
      /** The article that the customer had read before asking. */
      readonly aboutArticleId: string | null;
    }
  /** The assistant answers first; nobody waits for a person. */
  | { readonly type: 'assistant_engaged' }
  /** The words are the body under `messageId`; what was understood and why is the record of the turn. */
  | {
      readonly type: 'assistant_replied';
      readonly messageId: MessageId;
      readonly clientMessageId: string;
      readonly turnId: string;
      readonly reply: AssistantReply;
    }
  /** The customer tapped one of the articles offered; the message before it says which in words. */
  | { readonly type: 'option_chosen'; readonly articleId: string }
  /** The customer said whether the last answer settled the matter. */
  | { readonly type: 'answer_judged'; readonly turnId: string; readonly settled: boolean }
  /** What the customer tapped or did in the course of self-service. */
  | {
      readonly type: 'step_taken';
      readonly turnId: string;
      readonly step: SelfServiceStep;
    }
  /** A card of the account or the chain: its data (`contract/cards.ts`, as JSON) is the body under `messageId`. */
  | {
      readonly type: 'card_shown';
      readonly messageId: MessageId;
      readonly clientMessageId: string;
      readonly cardId: string;
      readonly cardKind: CardKind;
      /** The assistant's turn that it belongs to; null when an agent or the system shows it. */
      readonly turnId: string | null;
      readonly agent: PublicAgent | null;
    }
  /** The body under `messageId` has been rewritten. */
  | { readonly type: 'card_updated'; readonly messageId: MessageId; readonly cardId: string }
  /** The summary for staff, in their language, is the body under `summaryId`. */
  | {
      readonly type: 'conversation_handed_over';
      readonly reason: HandoverReason;
      readonly summaryId: MessageId | null;
    }
  | {
      readonly type: 'message_sent';
      readonly messageId: MessageId;
      readonly clientMessageId: string;
      readonly agent: PublicAgent | null;
      readonly fileIds: readonly FileId[];
      /** Kinds of secrets that the intake destroyed in this message. */
      readonly destroyed: readonly SecretKind[];
    }
  | {
      readonly type: 'note_added';
      readonly messageId: MessageId;
      readonly clientMessageId: string;
      /** Null: a rule left it. */
      readonly agent: PublicAgent | null;
      readonly fileIds: readonly FileId[];
      readonly destroyed: readonly SecretKind[];
    }
  | {
      readonly type: 'message_edited';
      readonly messageId: MessageId;
      readonly destroyed: readonly SecretKind[];
    }
  /** Taken back by its agent within five seconds. */
  | { readonly type: 'message_recalled'; readonly messageId: MessageId }
  | { readonly type: 'message_deleted'; readonly messageId: MessageId }
  | {
      readonly type: 'note_edited';
      readonly messageId: MessageId;
      readonly destroyed: readonly SecretKind[];
    }
  | { readonly type: 'note_deleted'; readonly messageId: MessageId }
  | { readonly type: 'status_changed'; readonly from: Status; readonly to: Status }
  | {
      readonly type: 'category_changed';
      readonly from: Category;
      readonly to: Category;
      readonly teamId: TeamId;
    }
  | { readonly type: 'priority_changed'; readonly from: Priority; readonly to: Priority }
  | {
      readonly type: 'conversation_queued';
      readonly teamId: TeamId;
      readonly reason: 'started' | RequeueReason;
      /** Who is asked first while available: the last agent, or the one it was transferred to. */
      readonly preferredAgentId: AgentId | null;
    }
  | {
      readonly type: 'conversation_assigned';
      readonly agent: PublicAgent;
      readonly via: AssignmentVia;
      /** False while the agent has been offered the conversation and has not taken it up. */
      readonly accepted: boolean;
    }
  | { readonly type: 'assignment_accepted'; readonly agent: PublicAgent }
  | {
      readonly type: 'conversation_unassigned';
      readonly agentId: AgentId;
      readonly reason: RequeueReason | 'closed';
    }
  /** The summary is the body under `summaryId`. */
  | {
      readonly type: 'conversation_transferred';
      readonly from: AgentId | null;
      readonly toAgentId: AgentId | null;
      readonly toTeamId: TeamId;
      readonly summaryId: MessageId;
    }
  | { readonly type: 'conversation_snoozed'; readonly until: AtMs }
  | { readonly type: 'snooze_ended'; readonly cause: 'due' | 'customer' | 'agent' }
  /** The customer left the queue or the chat and wants to be told of an answer. */
  | { readonly type: 'customer_left'; readonly notifyBy: readonly ('push' | 'mail')[] }
  | { readonly type: 'customer_returned' }
  | {
      readonly type: 'conversation_rated';
      readonly score: 1 | 2 | 3 | 4 | 5;
      readonly reasons: readonly string[];
      readonly commentId: MessageId | null;
    };

/** An event in its place in the log. */
export interface LoggedEvent {
  readonly conversationId: ConversationId;
  /** 1, 2, 3 … without gaps within a conversation. */
  readonly seq: number;
  /** The `seq` of the event before this one that customers see; 0 when there is none. */
  readonly previousPublicSeq: number;
  readonly at: AtMs;
  readonly actor: Actor;
  readonly audience: Audience;
  readonly event: ConversationEvent;
}
