import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId, IncidentId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { IncidentsDeps } from './deps.ts';
import { moveAttachment } from './store-attachments.ts';

/**
 * The customer says whether their matter is settled now that the incident is over. Yes: it is solved. No: it is work for
 * people again. Answered before: nothing happens. Failures: `conversation_not_found`, `reopen_expired`.
 */
export const answerIncident = async (
  deps: Pick<IncidentsDeps, 'committer'>,
  customerId: CustomerId,
  conversationId: ConversationId,
  { incidentId, settled }: { readonly incidentId: IncidentId; readonly settled: boolean },
): Promise<Outcome<Conversation>> => {
  const committed = await deps.committer.commit({
    conversationId,
    actor: { kind: 'customer', id: customerId },
    command: { type: 'answer_incident', incidentId, settled },
    maySee: (state) => state.customerId === customerId,
    alsoWrite: async (trx) => {
      const to = settled ? 'settled' : 'unsettled';
      await moveAttachment(trx, incidentId, conversationId, ['waiting', 'attached'], to);
      return ok(null);
    },
  });
  return committed.ok ? ok(committed.value.state) : committed;
};
