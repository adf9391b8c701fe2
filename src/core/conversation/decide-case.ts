import type { IncidentId } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { Status } from '../vocabulary.ts';
import { type CasePromise, SUPPORT_TIERS, type SupportTier } from './case.ts';
import type { CaseCommand } from './case-command.ts';
import { backToWork } from './decide-status.ts';
import type { ConversationEvent } from './event.ts';
import type { Conversation } from './state.ts';
import { isActive, mayBecome } from './transitions.ts';

type Of<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;
type Decision = Outcome<readonly ConversationEvent[]>;

/** Tags are slugs, so that they can stand in an address, a rule and a file. */
const TAG = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;
export const TAGS_MAX = 20;

const sameOwner = (a: CasePromise, b: CasePromise): boolean => {
  if (a.owner.kind === 'agent')
    return b.owner.kind === 'agent' && a.owner.agent.id === b.owner.agent.id;
  if (a.owner.kind === 'team') return b.owner.kind === 'team' && a.owner.teamId === b.owner.teamId;
  if (a.owner.kind === 'department')
    return b.owner.kind === 'department' && a.owner.departmentId === b.owner.departmentId;
  return b.owner.kind === 'customer';
};

/** The same promise again is no event. */
export const decidePromise = (state: Conversation, command: Of<'make_promise'>): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  const { promise, because, ended } = command;
  const before = state.case.promise;
  const ending: ConversationEvent[] =
    before === null || ended === undefined ? [] : [{ type: 'promise_ended', outcome: ended }];
  if (
    ending.length === 0 &&
    before !== null &&
    before.step === promise.step &&
    before.dueAt === promise.dueAt &&
    sameOwner(before, promise)
  )
    return ok([]);
  const was = ending.length > 0 ? null : (before?.dueAt ?? null);
  return ok([...ending, { type: 'promise_made', promise, because, was }]);
};

export const decideEndPromise = (state: Conversation, { outcome }: Of<'end_promise'>): Decision =>
  ok(state.case.promise === null ? [] : [{ type: 'promise_ended', outcome }]);

/** Of a promise that no longer stands nobody is warned. */
export const decideWarnPromise = (state: Conversation, { dueAt }: Of<'warn_promise'>): Decision =>
  ok(state.case.promise?.dueAt === dueAt ? [{ type: 'promise_warned', dueAt }] : []);

/** A promise that has been replaced meanwhile did not lapse: nothing is left to do. */
export const decideLapsePromise = (state: Conversation, command: Of<'lapse_promise'>): Decision => {
  const { dueAt, messageId, clientMessageId, promise, toTeamId } = command;
  if (state.case.promise?.dueAt !== dueAt || !isActive(state.status)) return ok([]);
  const climbing = decideEscalate(state, { type: 'escalate', cause: 'lapse', toTeamId });
  if (!climbing.ok) return climbing;
  return ok([
    { type: 'promise_ended', outcome: 'lapsed' },
    { type: 'notice_given', messageId, clientMessageId, notice: 'promise_lapsed' },
    ...climbing.value,
    { type: 'promise_made', promise, because: 'lapsed', was: dueAt },
  ]);
};

const above = (tier: SupportTier): SupportTier => SUPPORT_TIERS.find((each) => each > tier) ?? tier;

/** To a team's queue, whoever has it now. */
export const queuedWith = (
  state: Conversation,
  teamId: Conversation['teamId'],
): ConversationEvent[] => {
  const from = state.assignee?.id;
  return [
    ...(from === undefined
      ? []
      : [{ type: 'conversation_unassigned', agentId: from, reason: 'transferred' } as const]),
    { type: 'conversation_queued', teamId, reason: 'transferred', preferredAgentId: null },
  ];
};

/** At the highest tier nothing is left to climb; a team can still be asked for. */
export const decideEscalate = (state: Conversation, command: Of<'escalate'>): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  const { cause, toTeamId } = command;
  const from = state.case.supportTier;
  const to = above(from);
  const climbed: ConversationEvent[] = to === from ? [] : [{ type: 'escalated', from, to, cause }];
  const moved = toTeamId === null || toTeamId === state.teamId ? [] : queuedWith(state, toTeamId);
  return ok([...climbed, ...moved]);
};

export const decideSendToTeam = (state: Conversation, { teamId }: Of<'send_to_team'>): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  return ok(teamId === state.teamId ? [] : queuedWith(state, teamId));
};

/** A status set by no person. What is solved already stays so; opening it again asks its last agent first. */
export const decideMoveStatus = (state: Conversation, { to }: Of<'move_status'>): Decision => {
  const from: Status = state.status;
  if (from === to) return ok([]);
  if (!mayBecome(from, to)) return fail('precondition', 'transition_not_allowed', { from, to });
  if (from === 'solved') return ok(backToWork(state));
  return ok([{ type: 'status_changed', from, to }]);
};

export const decideNotice = (state: Conversation, command: Of<'give_notice'>): Decision => {
  if (state.status === 'closed') return fail('precondition', 'conversation_closed');
  const { messageId, clientMessageId, notice } = command;
  return ok([{ type: 'notice_given', messageId, clientMessageId, notice }]);
};

export const decideChangeTags = (state: Conversation, command: Of<'change_tags'>): Decision => {
  const wrong = command.add.find((tag) => !TAG.test(tag));
  if (wrong !== undefined) return fail('invalid', 'tag_not_allowed', { tag: wrong });
  const { tags } = state.case;
  const added = [...new Set(command.add)].filter((tag) => !tags.includes(tag));
  const removed = [...new Set(command.remove)].filter(
    (tag) => tags.includes(tag) && !added.includes(tag),
  );
  if (tags.length + added.length - removed.length > TAGS_MAX)
    return fail('limit_reached', 'too_many_tags', { most: TAGS_MAX });
  return ok(
    added.length === 0 && removed.length === 0 ? [] : [{ type: 'tags_changed', added, removed }],
  );
};

export const decideAttach = (state: Conversation, incidentId: IncidentId): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  return ok(
    state.case.incidentIds.includes(incidentId) ? [] : [{ type: 'incident_attached', incidentId }],
  );
};

export const decideDetach = (state: Conversation, incidentId: IncidentId): Decision =>
  ok(
    state.case.incidentIds.includes(incidentId) ? [{ type: 'incident_detached', incidentId }] : [],
  );
