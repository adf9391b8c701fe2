import type { AgentId, AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { Command } from './command.ts';
import type { ConversationEvent, PublicAgent, RequeueReason } from './event.ts';
import { needsPerson } from './evolve.ts';
import { type Conversation, publicAgentOf } from './state.ts';
import { isActive } from './transitions.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Decision = Outcome<readonly ConversationEvent[]>;

const opening = (state: Conversation): ConversationEvent[] =>
  state.status === 'new' ? [{ type: 'status_changed', from: 'new', to: 'open' }] : [];

/** The matcher offers it to an agent. Only what waits can be offered. */
export const decideAssign = (state: Conversation, command: Of<'assign'>): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  if (state.assignee !== null)
    return fail('conflict', 'already_assigned', { agent: state.assignee.name });
  if (state.queuedAt === null) return fail('conflict', 'not_waiting');
  return ok([
    {
      type: 'conversation_assigned',
      agent: publicAgentOf(command.agent),
      via: command.via,
      accepted: false,
    },
  ]);
};

/** An agent takes it from the queue; the second of two is told who was first. */
export const decideClaim = (state: Conversation, command: Of<'claim'>): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  const agent = publicAgentOf(command.agent);
  if (state.assignee !== null) {
    if (state.assignee.id !== agent.id) {
      return fail('conflict', 'already_assigned', { agent: state.assignee.name });
    }
    return ok(state.accepted ? [] : [{ type: 'assignment_accepted', agent }, ...opening(state)]);
  }
  return ok([
    { type: 'conversation_assigned', agent, via: 'claim', accepted: true },
    ...opening(state),
  ]);
};

/** The offered agent takes it up. */
export const decideAccept = (state: Conversation, command: Of<'accept'>): Decision => {
  if (state.assignee === null) return fail('conflict', 'offer_lapsed');
  if (state.assignee.id !== command.agent.id) {
    return fail('conflict', 'already_assigned', { agent: state.assignee.name });
  }
  if (state.accepted) return ok([]);
  return ok([
    { type: 'assignment_accepted', agent: publicAgentOf(command.agent) },
    ...opening(state),
  ]);
};

const queued = (
  state: Conversation,
  reason: RequeueReason,
  preferredAgentId: AgentId | null,
): ConversationEvent => ({
  type: 'conversation_queued',
  teamId: state.teamId,
  reason,
  preferredAgentId,
});

/** Back to the queue. Nothing happens when that agent no longer has it: somebody was faster. */
export const decideRequeue = (state: Conversation, command: Of<'requeue'>): Decision => {
  const { agentId, reason } = command;
  if (state.assignee?.id !== agentId || !isActive(state.status)) return ok([]);
  // An offer that has been taken up meanwhile has not gone unanswered.
  if (reason === 'no_answer' && state.accepted) return ok([]);
  const preferred = reason === 'agent_dropped' ? agentId : null;
  return ok([
    { type: 'conversation_unassigned', agentId, reason },
    queued(state, reason, preferred),
  ]);
};

export const decideAdopt = (state: Conversation, at: AtMs): Decision =>
  ok(needsPerson(state, at) ? [queued(state, 'liveness', state.preferredAgentId)] : []);

/** Hands it to another team or person, with a summary. The person is asked first, then the team. */
export const decideTransfer = (state: Conversation, command: Of<'transfer'>): Decision => {
  const { agent, toAgentId, toTeamId, summaryId } = command;
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  if (state.assignee?.id !== agent.id && !agent.leads) return fail('precondition', 'not_assigned');
  if (toAgentId === state.assignee?.id && toAgentId !== null)
    return fail('invalid', 'transfer_to_same_agent');
  const from = state.assignee?.id ?? null;
  const leaving: ConversationEvent[] =
    from === null
      ? []
      : [{ type: 'conversation_unassigned', agentId: from, reason: 'transferred' }];
  return ok([
    ...leaving,
    { type: 'conversation_transferred', from, toAgentId, toTeamId, summaryId },
    {
      type: 'conversation_queued',
      teamId: toTeamId,
      reason: 'transferred',
      preferredAgentId: toAgentId,
    },
  ]);
};

/** A supervisor decides who has it. */
export const decideReassign = (state: Conversation, command: Of<'reassign'>): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  const to: PublicAgent = publicAgentOf(command.to);
  if (state.assignee?.id === to.id) return ok([]);
  const leaving: ConversationEvent[] =
    state.assignee === null
      ? []
      : [
          { type: 'conversation_unassigned', agentId: state.assignee.id, reason: 'reassigned' },
          queued(state, 'reassigned', to.id),
        ];
  return ok([
    ...leaving,
    { type: 'conversation_assigned', agent: to, via: 'supervisor', accepted: false },
  ]);
};
