import type { ActingAgent, Command } from '../../core/conversation/command.ts';
import type { Actor } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { CommitRequest, Committed } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';

type Deps = Pick<ConversationDeps, 'committer' | 'checkSolvable'>;

/** A customer's wordless wish for one of their own conversations: leave, return, end, reopen. */
export const askAsCustomer = (
  deps: Deps,
  customerId: CustomerId,
  conversationId: ConversationId,
  command: Extract<Command, { type: 'leave' | 'return' | 'end' | 'reopen' }>,
): Promise<Outcome<Committed>> =>
  deps.committer.commit({
    conversationId,
    actor: { kind: 'customer', id: customerId },
    command,
    maySee: (state) => state.customerId === customerId,
  });

/** Checked under the lock: what must be filled in before it is solved. */
export const whenSolvable = ({
  checkSolvable,
}: Pick<ConversationDeps, 'checkSolvable'>): Pick<CommitRequest, 'guard'> =>
  checkSolvable === undefined
    ? {}
    : { guard: async (trx, state) => (state === undefined ? ok(null) : checkSolvable(trx, state)) };

/** An agent changes how a conversation stands. */
export const changeAsAgent = (
  deps: Deps,
  agent: ActingAgent,
  maySee: (state: Conversation) => boolean,
  conversationId: ConversationId,
  command: Extract<Command, { type: 'set_status' | 'set_priority' | 'set_category' | 'snooze' }>,
): Promise<Outcome<Committed>> => {
  const actor: Actor = { kind: 'agent', id: agent.id };
  const solving = command.type === 'set_status' && command.to === 'solved';
  const guard = solving ? whenSolvable(deps) : {};
  return deps.committer.commit({ conversationId, actor, command, maySee, ...guard });
};

/** The category says which team answers. */
export const setCategory = async (
  deps: Pick<ConversationDeps, 'committer' | 'teamOf' | 'checkSolvable'>,
  agent: ActingAgent,
  maySee: (state: Conversation) => boolean,
  conversationId: ConversationId,
  to: Category,
): Promise<Outcome<Committed>> =>
  changeAsAgent(deps, agent, maySee, conversationId, {
    type: 'set_category',
    to,
    teamId: await deps.teamOf(to),
  });

/** What time does: the handlers of due work. Doing it again changes nothing. */
export const changeByTime = async (
  deps: Deps,
  conversationId: ConversationId,
  command: Extract<Command, { type: 'close' | 'end_snooze' }>,
): Promise<void> => {
  await deps.committer.commit({
    conversationId,
    actor: { kind: 'system' },
    command,
    maySee: () => true,
  });
};
