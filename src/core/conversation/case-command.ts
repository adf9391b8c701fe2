import type {
  AtMs,
  ConversationId,
  DepartmentId,
  IncidentId,
  MessageId,
  TaskId,
  TeamId,
} from '../ids.ts';
import type { SlaNews } from '../sla/news.ts';
import type { Priority, Status } from '../vocabulary.ts';
import type {
  CasePromise,
  EscalationCause,
  NoticeKind,
  PromiseReason,
  Relation,
  TaskOutcome,
} from './case.ts';
import type { CarriedMessage } from './case-event.ts';
import type { PublicAgent } from './event.ts';

/** What a request hands on when it goes on in another one. */
export interface Brought {
  readonly tags: readonly string[];
  readonly incidentIds: readonly IncidentId[];
  readonly priority: Priority;
  readonly status: Status;
  /** A person has it, or was asked for. */
  readonly withPeople: boolean;
  /** Who has taken it up; null where nobody has. */
  readonly agent: PublicAgent | null;
}

/** A message with the side that may read it. */
export type CarriedEntry = CarriedMessage & { readonly kind: 'message' | 'note' };

/** What may be asked of a case beside the talk in it. Who may ask is decided by the slices that ask. */
export type CaseCommand =
  | {
      readonly type: 'give_notice';
      readonly messageId: MessageId;
      readonly clientMessageId: string;
      readonly notice: NoticeKind;
    }
  | {
      readonly type: 'make_promise';
      readonly promise: CasePromise;
      readonly because: PromiseReason;
      /** What became of the promise before, of another step. */
      readonly ended?: 'kept' | 'lapsed' | 'moot';
    }
  | { readonly type: 'end_promise'; readonly outcome: 'kept' | 'lapsed' | 'moot' }
  | { readonly type: 'warn_promise'; readonly dueAt: AtMs }
  /** It was not kept: the customer is told, another is made, and the case climbs; all of it, or nothing. */
  | {
      readonly type: 'lapse_promise';
      /** Of the promise that lapsed. */
      readonly dueAt: AtMs;
      readonly messageId: MessageId;
      readonly clientMessageId: string;
      readonly promise: CasePromise;
      readonly toTeamId: TeamId | null;
    }
  /** What has come about of the promises, as far as the log was read: not said when it has gone on since. */
  | { readonly type: 'record_sla'; readonly seenSeq: number; readonly news: readonly SlaNews[] }
  /** One tier up. With a team it goes to that team's queue; without, it stays with who has it. */
  | {
      readonly type: 'escalate';
      readonly cause: EscalationCause;
      readonly toTeamId: TeamId | null;
    }
  /** `hold`: nothing is left for us to do until it comes back. */
  | {
      readonly type: 'open_task';
      readonly taskId: TaskId;
      readonly departmentId: DepartmentId;
      readonly expectedAt: AtMs | null;
      readonly hold: boolean;
    }
  | {
      readonly type: 'reschedule_task';
      readonly taskId: TaskId;
      readonly expectedAt: AtMs | null;
    }
  | { readonly type: 'end_task'; readonly taskId: TaskId; readonly outcome: TaskOutcome }
  | {
      readonly type: 'change_tags';
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | { readonly type: 'note_field'; readonly fieldId: string }
  | { readonly type: 'attach_incident'; readonly incidentId: IncidentId }
  | { readonly type: 'detach_incident'; readonly incidentId: IncidentId }
  | {
      readonly type: 'answer_incident';
      readonly incidentId: IncidentId;
      readonly settled: boolean;
    }
  /**
   * Instead of waiting at the screen: an answer by `answerBy`, and with `callAt` not before that moment. The customer
   * keeps the place they waited for.
   */
  | {
      readonly type: 'take_offer';
      readonly answerBy: AtMs;
      readonly callAt: AtMs | null;
      readonly notifyBy: readonly ('push' | 'mail')[];
    }
  /** What another request of the same customer held comes into this one. */
  | {
      readonly type: 'take_over';
      readonly from: ConversationId;
      /** How the other one stood; null where only a part of it comes. */
      readonly brings: Brought | null;
      readonly messages: readonly CarriedEntry[];
      /** Merged: the whole of it. Not merged: some messages that were split off. */
      readonly merged: boolean;
    }
  /** This request goes on in another one, and ends here. */
  | { readonly type: 'merge_into'; readonly conversationId: ConversationId }
  | {
      readonly type: 'split_off';
      readonly conversationId: ConversationId;
      readonly messageIds: readonly MessageId[];
    }
  | {
      readonly type: 'link';
      readonly conversationId: ConversationId;
      readonly relation: Relation;
    }
  | { readonly type: 'unlink'; readonly conversationId: ConversationId }
  | { readonly type: 'open_complaint'; readonly complaintId: string; readonly number: string }
  | { readonly type: 'decide_complaint'; readonly complaintId: string; readonly upheld: boolean }
  /** A rule or the clock moves the status; nobody's hands are asked for. */
  | { readonly type: 'move_status'; readonly to: 'open' | 'pending' | 'on_hold' | 'solved' }
  /** A rule hands it to a team's queue. */
  | { readonly type: 'send_to_team'; readonly teamId: TeamId };
