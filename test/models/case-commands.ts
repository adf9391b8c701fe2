/** Commands of the case beside the talk, for random walks through a conversation's life. */
import type { CaseCommand } from '../../src/core/conversation/case-command.ts';
import type { Conversation } from '../../src/core/conversation/state.ts';
import type {
  ConversationId,
  DepartmentId,
  IncidentId,
  MessageId,
  TaskId,
  TeamId,
} from '../../src/core/ids.ts';

const OTHER = '00000000-0000-4000-8000-00000000beef' as ConversationId;

/** How often each is tried, beside the commands of the talk. */
export const CASE_WEIGHTS: readonly (readonly [CaseCommand['type'], number])[] = [
  ['give_notice', 1],
  ['make_promise', 3],
  ['end_promise', 1],
  ['record_sla', 2],
  ['escalate', 2],
  ['open_task', 3],
  ['reschedule_task', 1],
  ['end_task', 3],
  ['change_tags', 2],
  ['note_field', 1],
  ['attach_incident', 1],
  ['detach_incident', 1],
  ['answer_incident', 1],
  ['take_offer', 1],
  ['take_over', 1],
  ['merge_into', 1],
  ['split_off', 1],
  ['link', 1],
  ['unlink', 1],
  ['open_complaint', 1],
  ['decide_complaint', 1],
  ['move_status', 2],
  ['send_to_team', 1],
];

export interface Choice {
  readonly pick: number;
  readonly flag: boolean;
  readonly now: number;
  readonly messageId: MessageId;
  readonly teamId: TeamId;
  readonly state: Conversation | undefined;
}

const STATUSES = ['open', 'pending', 'on_hold', 'solved'] as const;
const OUTCOMES = ['done', 'returned', 'withdrawn'] as const;

const taskCommand = (
  type: 'open_task' | 'reschedule_task' | 'end_task',
  { pick, flag, now, state }: Choice,
): CaseCommand => {
  const known = state?.case.tasks[pick % 3]?.taskId;
  const taskId = (known ?? `t-${pick % 5}`) as TaskId;
  const expectedAt = flag ? now + pick * 60_000 : null;
  if (type === 'reschedule_task') return { type, taskId, expectedAt };
  if (type === 'end_task')
    return { type, taskId, outcome: OUTCOMES[pick % OUTCOMES.length] ?? 'done' };
  const departmentId = 'risk-control' as DepartmentId;
  return { type, taskId: `t-${pick % 5}` as TaskId, departmentId, expectedAt, hold: flag };
};

const relationCommand = (
  type: 'take_over' | 'merge_into' | 'split_off' | 'link' | 'unlink',
  { pick, flag, now, messageId, state }: Choice,
): CaseCommand => {
  const conversationId = pick % 7 === 0 && state !== undefined ? state.id : OTHER;
  if (type === 'split_off') return { type, conversationId, messageIds: flag ? [messageId] : [] };
  if (type === 'link') return { type, conversationId, relation: flag ? 'parent' : 'related' };
  if (type !== 'take_over') return { type, conversationId };
  const by = flag ? 'customer' : 'agent';
  const kind = flag ? 'message' : 'note';
  const carried = {
    kind,
    messageId,
    by,
    agent: null,
    sentAt: now - 1_000,
    fileIds: [],
    card: null,
  } as const;
  const brings =
    flag && state !== undefined
      ? {
          tags: ['merged'],
          incidentIds: [],
          priority: 'high' as const,
          status: pick % 2 === 0 ? ('open' as const) : ('solved' as const),
          withPeople: pick % 3 === 0,
          agent: pick % 5 === 0 ? state.assignee : null,
        }
      : null;
  return { type, from: conversationId, messages: [carried], merged: flag, brings };
};

const recordCommand = (
  type: 'record_sla' | 'note_field' | 'open_complaint' | 'decide_complaint',
  { pick, flag, now, state }: Choice,
): CaseCommand => {
  switch (type) {
    case 'record_sla': {
      const target = flag ? 'resolution' : 'first_response';
      const kind = pick % 2 === 0 ? 'warned' : 'breached';
      const news = [{ kind, target, span: target, dueAt: now + pick } as const];
      return { type, seenSeq: pick % 5 === 0 ? 0 : (state?.lastSeq ?? 0), news };
    }
    case 'note_field':
      return { type, fieldId: 'txid' };
    case 'open_complaint':
      return { type, complaintId: `c-${pick}`, number: 'C-1' };
    case 'decide_complaint':
      return { type, complaintId: `c-${pick}`, upheld: flag };
  }
};

const promiseCommand = (
  type: 'make_promise' | 'end_promise' | 'warn_promise' | 'lapse_promise',
  { pick, flag, now, teamId, messageId, state }: Choice,
): CaseCommand => {
  const promise = {
    step: flag ? ('answer' as const) : ('resolution' as const),
    owner: flag ? { kind: 'team' as const, teamId } : { kind: 'customer' as const },
    dueAt: flag ? now + pick * 1_000 : null,
  };
  const dueAt = pick % 3 === 0 ? now : (state?.case.promise?.dueAt ?? now);
  const toTeamId = pick % 2 === 0 ? teamId : null;
  switch (type) {
    case 'make_promise':
      return { type, promise, because: 'started', ...(pick % 4 === 0 ? { ended: 'kept' } : {}) };
    case 'end_promise':
      return { type, outcome: flag ? 'kept' : 'lapsed' };
    case 'warn_promise':
      return { type, dueAt };
    case 'lapse_promise':
      return { type, dueAt, messageId, clientMessageId: messageId, promise, toTeamId };
  }
};

/** A command of that kind as a random walk may ask for it. */
export const caseCommand = (type: CaseCommand['type'], choice: Choice): CaseCommand => {
  const { pick, flag, messageId, teamId } = choice;
  switch (type) {
    case 'give_notice':
      return { type, messageId, clientMessageId: messageId, notice: 'reminder' };
    case 'make_promise':
    case 'end_promise':
    case 'warn_promise':
    case 'lapse_promise':
      return promiseCommand(type, choice);
    case 'escalate':
      return { type, cause: 'rule', toTeamId: flag ? teamId : null };
    case 'open_task':
    case 'reschedule_task':
    case 'end_task':
      return taskCommand(type, choice);
    case 'change_tags':
      return flag
        ? { type, add: [`tag-${pick % 4}`], remove: [] }
        : { type, add: [], remove: [`tag-${pick % 4}`] };
    case 'attach_incident':
    case 'detach_incident':
      return { type, incidentId: `i-${pick % 3}` as IncidentId };
    case 'answer_incident':
      return { type, incidentId: `i-${pick % 3}` as IncidentId, settled: flag };
    case 'take_offer':
      return {
        type,
        answerBy: choice.now + pick * 1_000,
        callAt: flag ? choice.now + pick * 500 : null,
        notifyBy: flag ? ['mail'] : [],
      };
    case 'take_over':
    case 'merge_into':
    case 'split_off':
    case 'link':
    case 'unlink':
      return relationCommand(type, choice);
    case 'move_status':
      return { type, to: STATUSES[pick % STATUSES.length] ?? 'open' };
    case 'send_to_team':
      return { type, teamId };
    default:
      return recordCommand(type, choice);
  }
};
