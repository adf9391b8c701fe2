import type { StaffPrincipal } from '../../contract/principal.ts';
import type { AccountReply } from '../../contract/security.ts';
import type { ConversationId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { showField } from '../../core/security/account-fields.ts';
import { revealLimit } from '../../core/security/reveal-limit.ts';
import { findOwnCase } from './find-case.ts';
import { gatherAccount } from './gather-account.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { countReveals, dayOf, listRevealed } from './store-reveals.ts';

/**
 * The account of a case, masked: for the one who has the case in hand, and recorded before anything is given. Fields
 * that this agent revealed here today are open. Failures: `conversation_not_found`, `no_account`, `not_your_case`.
 */
export const readAccount = async (
  deps: SecurityDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<Outcome<AccountReply>> => {
  const found = await findOwnCase(deps, staff, conversationId);
  if (!found.ok) return found;
  const about = found.value;
  const { customerId } = about.state;
  const day = dayOf(deps.clock.now());
  const { revealed, counts, teamLimit } = await deps.database.transaction().execute(async (trx) => {
    await deps.recordAccess(trx, {
      agentId: staff.agentId,
      subjectKind: 'customer',
      subjectId: customerId,
      customerId,
      reason: 'account_masked',
    });
    return {
      revealed: await listRevealed(trx, staff.agentId, conversationId, day),
      counts: await countReveals(trx, staff.agentId, customerId, day),
      teamLimit: await deps.revealsADay(trx, staff.agentId),
    };
  });
  const sections = await gatherAccount(deps.exchange, about);
  return ok({
    sections: sections.map((section) => ({
      ...section,
      items: section.items.map(({ itemId, fields }) => ({
        itemId,
        fields: fields.map((field) => showField(field, revealed)),
      })),
    })),
    reveals: {
      used: counts.customersToday,
      limit: revealLimit({ teamLimit, extra: counts.extra }),
      includesThis: counts.includesThis,
    },
  });
};
