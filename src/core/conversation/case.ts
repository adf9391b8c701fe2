import type { ConversationId, DepartmentId, IncidentId, TaskId, TeamId } from '../ids.ts';
import type { PublicAgent } from './event.ts';

type At = number;

/** How far up a case has climbed: 1 is whoever answers first. */
export const SUPPORT_TIERS = [1, 2, 3] as const;
export type SupportTier = (typeof SUPPORT_TIERS)[number];

/** What the customer may expect next. */
export const PROMISE_STEPS = [
  'first_answer',
  'answer',
  'department_result',
  'decision',
  'resolution',
  'customer_move',
] as const;
export type PromiseStep = (typeof PROMISE_STEPS)[number];

/** Why a promise was made, or another put in its place. The customer reads it as a sentence. */
export const PROMISE_REASONS = [
  'started',
  'taken_up',
  'answered',
  'customer_answered',
  'busier',
  'quieter',
  'transferred',
  'given_back',
  'escalated',
  'department',
  'department_later',
  'department_done',
  'incident',
  'lapsed',
  'policy',
  'set_by_agent',
] as const;
export type PromiseReason = (typeof PROMISE_REASONS)[number];

/** Who owes the next step: somebody by name, or a unit. */
export type PromiseOwner =
  | { readonly kind: 'agent'; readonly agent: PublicAgent }
  | { readonly kind: 'team'; readonly teamId: TeamId }
  | { readonly kind: 'department'; readonly departmentId: DepartmentId }
  | { readonly kind: 'customer' };

export interface CasePromise {
  readonly step: PromiseStep;
  readonly owner: PromiseOwner;
  /** By when; null while it is the customer's move. */
  readonly dueAt: At | null;
}

export const SLA_TARGETS = ['first_response', 'next_response', 'resolution', 'department'] as const;
export type SlaTarget = (typeof SLA_TARGETS)[number];

export const ESCALATION_CAUSES = ['agent', 'rule', 'lapse', 'not_solved', 'complaint'] as const;
export type EscalationCause = (typeof ESCALATION_CAUSES)[number];

/** What the system tells a customer by itself. */
export const NOTICES = [
  'promise_lapsed',
  'task_update',
  'incident_attached',
  'incident_update',
  'incident_closed',
  'reminder',
  'auto_close',
  'survey',
  'review_result',
  'complaint_received',
  'complaint_decided',
  'rule_message',
  'merged',
  'split',
  'call',
] as const;
export type NoticeKind = (typeof NOTICES)[number];

/** `returned`: it came back with a question or a refusal; `done`: with a result. */
export const TASK_OUTCOMES = ['done', 'returned', 'withdrawn'] as const;
export type TaskOutcome = (typeof TASK_OUTCOMES)[number];

export const RELATIONS = ['parent', 'child', 'related', 'duplicate', 'follow_up'] as const;
export type Relation = (typeof RELATIONS)[number];

/** A piece of work that a department has, as far as the parent shows it. */
export interface OpenTask {
  readonly taskId: TaskId;
  readonly departmentId: DepartmentId;
  readonly since: At;
  readonly expectedAt: At | null;
}

/** How the case stands beside what is said in it; a fold of the log like the rest. */
export interface CasePart {
  readonly supportTier: SupportTier;
  readonly promise: CasePromise | null;
  readonly tasks: readonly OpenTask[];
  readonly incidentIds: readonly IncidentId[];
  /** Slugs, in alphabetical order. Only staff know them. */
  readonly tags: readonly string[];
  /** Transfers, departments and reopenings: how often the customer was passed around. Only staff count. */
  readonly passes: number;
  readonly mergedInto: ConversationId | null;
  readonly complaintId: string | null;
}

export const NEW_CASE: CasePart = {
  supportTier: 1,
  promise: null,
  tasks: [],
  incidentIds: [],
  tags: [],
  passes: 0,
  mergedInto: null,
  complaintId: null,
};
