import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { SelfServiceStep } from '../../core/selfservice/vocabulary.ts';
import type { SelfServiceDeps } from './deps.ts';

/** The customer takes a step that the assistant's last words ask for or offer. The answer comes as the next event. */
export const tap = async (
  deps: Pick<SelfServiceDeps, 'committer'>,
  customerId: CustomerId,
  conversationId: ConversationId,
  turnId: string,
  step: SelfServiceStep,
): Promise<Outcome<Conversation>> => {
  const committed = await deps.committer.commit({
    conversationId,
    actor: { kind: 'customer', id: customerId },
    command: { type: 'take_step', turnId, step },
    maySee: (state) => state.customerId === customerId,
  });
  return committed.ok ? ok(committed.value.state) : committed;
};
