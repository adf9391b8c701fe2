import type { RestrictionSecret } from '../../contract/exchange/account.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { findCase } from './find-case.ts';
import type { SecurityDeps } from './staff-deps.ts';

/**
 * The layer of a restriction that must not be told: for compliance alone, recorded before it is given, asked for with a
 * key of its own and kept nowhere. Failures: those of the case, `forbidden`, `exchange_unreachable`.
 */
export const readRestrictionSecrets = async (
  deps: SecurityDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<
  Outcome<{ readonly asOf: number; readonly restrictions: readonly RestrictionSecret[] }>
> => {
  // The access table says so already; said again here, because a slip there would be a crime.
  if (staff.role !== 'compliance') return fail('forbidden', 'forbidden');
  const found = await findCase(deps, staff, conversationId);
  if (!found.ok) return found;
  const { customerId } = found.value.state;
  await deps.database.transaction().execute((trx) =>
    deps.recordAccess(trx, {
      agentId: staff.agentId,
      subjectKind: 'customer',
      subjectId: customerId,
      customerId,
      reason: 'restriction_secrets',
    }),
  );
  const asked = await deps.exchange.compliance.restrictionSecrets(found.value.userId);
  return asked.ok
    ? ok({ asOf: asked.asOf, restrictions: asked.value })
    : fail('precondition', 'exchange_unreachable');
};
