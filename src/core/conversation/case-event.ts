import type {
  AtMs,
  ConversationId,
  DepartmentId,
  FileId,
  IncidentId,
  MessageId,
  TaskId,
} from '../ids.ts';
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
}

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
  | { readonly type: 'sla_warned'; readonly target: SlaTarget; readonly dueAt: AtMs }
  | { readonly type: 'sla_breached'; readonly target: SlaTarget; readonly dueAt: AtMs }
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
  | {
      readonly type: 'rule_applied';
      readonly ruleId: string;
      readonly version: number;
      readonly actions: readonly string[];
    }
  | {
      readonly type: 'macro_applied';
      readonly macroId: string;
      readonly actions: readonly string[];
    }
  | { readonly type: 'complaint_opened'; readonly complaintId: string; readonly number: string }
  | { readonly type: 'complaint_decided'; readonly complaintId: string; readonly upheld: boolean };
