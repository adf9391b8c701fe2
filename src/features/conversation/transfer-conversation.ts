import type { ActingAgent } from '../../core/conversation/command.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId, ConversationId, TeamId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Committed } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';
import { prepareMessage } from './send-message.ts';

export interface TransferInput {
  readonly conversationId: ConversationId;
  readonly agent: ActingAgent;
  readonly maySee: (state: Conversation) => boolean;
  readonly toTeamId: TeamId;
  readonly toAgentId: AgentId | null;
  readonly summary: string;
}

/** Hands a conversation on with what the next person needs to know. */
export const transferConversation = async (
  deps: ConversationDeps,
  input: TransferInput,
): Promise<Outcome<Committed>> => {
  const { agent, toAgentId, toTeamId } = input;
  const content = { clientMessageId: deps.ids.uuid(), text: input.summary, fileIds: [] };
  const prepared = prepareMessage(deps, content, agent.id, 'summary');
  if (!prepared.ok) return prepared;
  const { words } = prepared.value;
  return deps.committer.commit({
    conversationId: input.conversationId,
    actor: { kind: 'agent', id: agent.id },
    command: { type: 'transfer', agent, toAgentId, toTeamId, summaryId: words.messageId },
    maySee: input.maySee,
    words,
  });
};
