import type {
  AtMs,
  ConversationId,
  DepartmentId,
  FileId,
  IncidentId,
  MessageId,
  TaskId,
} from '../ids.ts';
import type { CardKind } from '../selfservice/vocabulary.ts';
import type {
  CasePromise,
  EscalationCause,
  NoticeKind,
  PromiseReason,
  Relation,
  SlaTarget,
  SupportTier,
  TaskOutcome,
} from './case.ts';
import type { PublicAgent } from './event.ts';

/** A message of another request of the same customer, brought into this log. Its words stay where they are. */
export interface CarriedMessage {
  readonly messageId: MessageId;
  readonly by: 'customer' | 'agent' | 'assistant' | 'system';
  readonly agent: PublicAgent | null;
  readonly sentAt: AtMs;
  readonly fileIds: readonly FileId[];
  /** Set where its body is a card's data. */
  readonly card: { readonly cardId: string; readonly cardKind: CardKind } | null;
}

/** What had a rule act: an event of the log, or a moment that came. */
export type RuleCause =
  | { readonly kind: 'event'; readonly seq: number }
  | { readonly kind: 'time'; readonly dueAt: AtMs };

/** What happens to a case beside the talk in it. */
export type CaseEvent =
  /** The system tells the customer something; the words are the body under `messageId`. */
  | {
      readonly type: 'notice_given';
      readonly messageId: MessageId;
      readonly clientMessageId: string;
      readonly notice: NoticeKind;
    }
  /** Takes the place of the promise before, which was for `was`. */
  | {
      readonly type: 'promise_made';
      readonly promise: CasePromise;
      readonly because: PromiseReason;
      readonly was: AtMs | null;
    }
  | { readonly type: 'promise_ended'; readonly outcome: 'kept' | 'lapsed' | 'moot' }
  /** Its owner was warned that it will lapse. */
  | { readonly type: 'promise_warned'; readonly dueAt: AtMs }
  /** `span` tells one promise from another of the same target (core/sla/span.ts). */
  | {
      readonly type: 'sla_warned' | 'sla_breached';
      readonly target: SlaTarget;
      readonly span: string;
      readonly dueAt: AtMs;
    }
  | {
      readonly type: 'escalated';
      readonly from: SupportTier;
      readonly to: SupportTier;
      readonly cause: EscalationCause;
    }
  | {
      readonly type: 'task_opened';
      readonly taskId: TaskId;
      readonly departmentId: DepartmentId;
      readonly expectedAt: AtMs | null;
    }
  | {
      readonly type: 'task_rescheduled';
      readonly taskId: TaskId;
      readonly expectedAt: AtMs | null;
    }
  | { readonly type: 'task_ended'; readonly taskId: TaskId; readonly outcome: TaskOutcome }
  | {
      readonly type: 'tags_changed';
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly type: 'field_changed'; readonly fieldId: string }
  | { readonly type: 'incident_attached'; readonly incidentId: IncidentId }
  | { readonly type: 'incident_detached'; readonly incidentId: IncidentId }
  /** The incident is over, and the customer said whether their own matter is as well. */
  | {
      readonly type: 'incident_answered';
      readonly incidentId: IncidentId;
      readonly settled: boolean;
    }
  | ({ readonly type: 'message_carried'; readonly from: ConversationId } & CarriedMessage)
  | ({ readonly type: 'note_carried'; readonly from: ConversationId } & CarriedMessage)
  | { readonly type: 'merged_into'; readonly conversationId: ConversationId }
  | { readonly type: 'merged_from'; readonly conversationId: ConversationId }
  | {
      readonly type: 'split_off';
      readonly conversationId: ConversationId;
      readonly messageIds: readonly MessageId[];
    }
  | {
      readonly type: 'linked';
      readonly conversationId: ConversationId;
      readonly relation: Relation;
    }
  | { readonly type: 'unlinked'; readonly conversationId: ConversationId }
  /** What stands before it in the same commit is its doing. Actions and refusals are `core/automation` step names. */
  | {
      readonly type: 'rule_applied';
      readonly ruleId: string;
      readonly version: number;
      readonly actions: readonly string[];
      readonly refused: readonly string[];
      readonly cause: RuleCause;
      /** The rules that led here, this one last: a rule that brought about an event that another reacted to. */
      readonly chain: readonly string[];
    }
  | {
      readonly type: 'macro_applied';
      readonly macroId: string;
      readonly actions: readonly string[];
    }
  | { readonly type: 'complaint_opened'; readonly complaintId: string; readonly number: string }
  | { readonly type: 'complaint_decided'; readonly complaintId: string; readonly upheld: boolean };
