import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, MessageId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import type { WatchingDeps } from './deps.ts';
import { insertNews } from './store.ts';

/**
 * Tells colleagues that a note names them. Naming gives nobody access: whoever may not see the conversation cannot be
 * named. Failures: `agent_not_found`, `mention_may_not_see` with the name.
 */
export const keepMentions = async (
  deps: Pick<WatchingDeps, 'ids' | 'colleagues'>,
  trx: Transaction,
  state: Conversation,
  mention: {
    readonly messageId: MessageId;
    readonly by: AgentId;
    readonly mentions: readonly AgentId[];
  },
): Promise<Outcome<null>> => {
  const { messageId, by, mentions } = mention;
  for (const agentId of new Set(mentions)) {
    if (agentId === by) continue;
    const [colleague] = await deps.colleagues(trx, agentId);
    if (colleague === undefined) return fail('not_found', 'agent_not_found');
    if (!staffMaySee(colleague.view, state))
      return fail('precondition', 'mention_may_not_see', { agent: colleague.agent.name });
    await insertNews(trx, {
      newsId: deps.ids.uuid(),
      agentId,
      conversationId: state.id,
      kind: 'mention',
      what: 'note_added',
      seq: state.lastSeq,
      messageId,
      by,
    });
  }
  return ok(null);
};
