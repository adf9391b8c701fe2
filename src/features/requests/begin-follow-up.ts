import type { CustomerPrincipal } from '../../contract/principal.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { type Committed, type Content, startConversation } from '../conversation/index.ts';
import type { RequestsDeps } from './deps.ts';
import { findOwn } from './read-public-log.ts';

/**
 * A new request that goes on where a closed one ended: same matter, linked both ways, so that nobody has to tell the
 * story again. Failures: `not_found`; `precondition` while the old one can still be opened again.
 */
export const beginFollowUp = async (
  deps: RequestsDeps,
  customer: CustomerPrincipal,
  conversationId: ConversationId,
  content: Content,
): Promise<Outcome<Committed>> => {
  const found = await findOwn(deps.database, customer.customerId, conversationId);
  if (!found.ok) return found;
  const before = found.value;
  if (before.status !== 'closed') return fail('precondition', 'follow_up_when_closed');
  const begun = await startConversation(deps, customer, {
    ...content,
    category: before.category,
    locale: customer.locale,
  });
  if (!begun.ok || begun.value.duplicate) return begun;
  const { id } = begun.value.state;
  for (const [from, to] of [
    [id, before.id],
    [before.id, id],
  ] as const) {
    await deps.committer.commit({
      conversationId: from,
      actor: { kind: 'system' },
      command: { type: 'link', conversationId: to, relation: 'follow_up' },
      maySee: () => true,
    });
  }
  return ok(begun.value);
};
