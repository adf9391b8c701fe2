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
import type { CarriedEntry, CaseCommand } from './case-command.ts';
import type { RuleCause } from './case-event.ts';
import type { Actor, AssignmentVia, PublicAgent, RequeueReason } from './event.ts';

/** What a message holds apart from its words. */
export interface MessageFacts {
  readonly messageId: MessageId;
  readonly clientMessageId: string;
  readonly fileIds: readonly FileId[];
  readonly destroyed: readonly SecretKind[];
}

/** A card apart from its data. */
export interface CardFacts {
  readonly messageId: MessageId;
  readonly clientMessageId: string;
  readonly cardId: string;
  readonly cardKind: CardKind;
}

/** A message that exists, as far as decisions about it go. */
export interface StoredMessage {
  readonly id: MessageId;
  readonly kind: 'message' | 'note';
  readonly senderId: string;
  readonly sentAt: AtMs;
  /** Recalled or deleted. */
  readonly gone: boolean;
}

/** An agent with what deciding needs. Supervisors and admins may act on others' conversations. */
export interface ActingAgent extends PublicAgent {
  readonly leads: boolean;
  /** Another system, by its key: speaks without having the conversation, and never gets it. */
  readonly outside?: true;
}

/** One of several things asked at once. */
export interface Step {
  /** What the log calls it. */
  readonly name: string;
  readonly command: Exclude<Command, { type: 'start' | 'start_from' | 'take_steps' }>;
}

/** Who asks for several things at once. */
export type StepsBy =
  | {
      readonly kind: 'rule';
      readonly ruleId: string;
      readonly version: number;
      readonly cause: RuleCause;
      readonly chain: readonly string[];
      /** What could not even be asked: it counts as refused. */
      readonly missing: readonly string[];
    }
  | { readonly kind: 'macro'; readonly macroId: string };

export type Command =
  | CaseCommand
  /**
   * Several things in one commit, each decided on what those before it left. A rule leaves out what is refused, except
   * what carries words; a macro is done as a whole or not at all.
   */
  | { readonly type: 'take_steps'; readonly steps: readonly Step[]; readonly by: StepsBy }
  | {
      readonly type: 'start';
      readonly customerId: CustomerId;
      readonly customerKind: 'customer' | 'visitor';
      readonly number: string;
      readonly channel: Channel;
      readonly locale: Locale;
      readonly category: Category;
      readonly tier: Tier;
      readonly teamId: TeamId;
      readonly preferredAgentId: AgentId | null;
      readonly message: MessageFacts;
      readonly aboutArticleId: string | null;
      /** The assistant answers first; else it waits for a person at once. */
      readonly engage: boolean;
      /** An emergency: before all others. */
      readonly urgent: boolean;
    }
  /** A request of its own for a part of another one: it begins with what is carried over. */
  | {
      readonly type: 'start_from';
      readonly customerId: CustomerId;
      readonly customerKind: 'customer' | 'visitor';
      readonly number: string;
      readonly channel: Channel;
      readonly locale: Locale;
      readonly category: Category;
      readonly tier: Tier;
      readonly teamId: TeamId;
      readonly preferredAgentId: AgentId | null;
      readonly from: ConversationId;
      readonly messages: readonly CarriedEntry[];
    }
  | {
      readonly type: 'send_as_customer';
      readonly customerId: CustomerId;
      readonly message: MessageFacts;
    }
  | {
      readonly type: 'send_as_agent';
      readonly agent: ActingAgent;
      readonly message: MessageFacts;
      /** The status to leave it in, with the same commit. */
      readonly leaveAs: 'pending' | 'solved' | null;
    }
  | {
      readonly type: 'assistant_reply';
      readonly turnId: string;
      readonly message: Pick<MessageFacts, 'messageId' | 'clientMessageId'>;
      readonly reply: AssistantReply;
      /** The customer's newest message when the assistant thought. */
      readonly seenSeq: number;
      /** Shown below the words. */
      readonly cards: readonly CardFacts[];
    }
  | { readonly type: 'take_step'; readonly turnId: string; readonly step: SelfServiceStep }
  /** `agent` null: a rule shows it. */
  | { readonly type: 'show_card'; readonly agent: ActingAgent | null; readonly card: CardFacts }
  | { readonly type: 'update_card'; readonly messageId: MessageId; readonly cardId: string }
  | {
      readonly type: 'hand_over';
      readonly reason: HandoverReason;
      readonly summaryId: MessageId | null;
      readonly category: Category;
      readonly teamId: TeamId;
      readonly urgent: boolean;
    }
  | {
      readonly type: 'choose_option';
      readonly customerId: CustomerId;
      readonly message: MessageFacts;
      readonly articleId: string;
    }
  | { readonly type: 'judge_answer'; readonly turnId: string; readonly settled: boolean }
  /** Nobody came back to the assistant's words. */
  | { readonly type: 'let_rest' }
  /** `agent` null: a rule leaves it. */
  | {
      readonly type: 'add_note';
      readonly agent: ActingAgent | null;
      readonly message: MessageFacts;
    }
  | {
      readonly type: 'edit_message';
      readonly by: Actor;
      readonly message: StoredMessage;
      readonly destroyed: readonly SecretKind[];
    }
  | { readonly type: 'delete_message'; readonly by: Actor; readonly message: StoredMessage }
  | { readonly type: 'recall_message'; readonly by: Actor; readonly message: StoredMessage }
  | { readonly type: 'assign'; readonly agent: PublicAgent; readonly via: AssignmentVia }
  | { readonly type: 'claim'; readonly agent: ActingAgent }
  | { readonly type: 'accept'; readonly agent: ActingAgent }
  | { readonly type: 'requeue'; readonly agentId: AgentId; readonly reason: RequeueReason }
  /** The liveness sweep found it without owner and without place. */
  | { readonly type: 'adopt' }
  | {
      readonly type: 'transfer';
      readonly agent: ActingAgent;
      readonly toAgentId: AgentId | null;
      readonly toTeamId: TeamId;
      readonly summaryId: MessageId;
    }
  | { readonly type: 'reassign'; readonly to: PublicAgent }
  | { readonly type: 'set_status'; readonly agent: ActingAgent; readonly to: Status }
  | { readonly type: 'set_priority'; readonly to: Priority }
  | { readonly type: 'set_category'; readonly to: Category; readonly teamId: TeamId }
  /** `agent` null: a rule. */
  | { readonly type: 'snooze'; readonly agent: ActingAgent | null; readonly until: AtMs | null }
  | { readonly type: 'end_snooze' }
  | { readonly type: 'leave'; readonly notifyBy: readonly ('push' | 'mail')[] }
  | { readonly type: 'return' }
  | { readonly type: 'end' }
  | { readonly type: 'reopen' }
  | { readonly type: 'close' }
  | {
      readonly type: 'rate';
      readonly score: 1 | 2 | 3 | 4 | 5;
      readonly reasons: readonly string[];
      readonly commentId: MessageId | null;
    };
