import type { StaffPrincipal } from '../../contract/principal.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { findOwnCase } from './find-case.ts';
import { gatherAccount } from './gather-account.ts';
import { spendReveal } from './spend-reveal.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { dayOf, insertExtension } from './store-reveals.ts';

export interface Revealed {
  readonly key: string;
  readonly value: string;
  readonly asOf: number;
}

/**
 * Opens one masked field. The access event, the reveal and the count stand in one transaction, and the value is given
 * only after it: no event, no data. Failures: those of the case, `field_not_found`, `exchange_unreachable`,
 * `reveal_limit_reached` (with `limit`).
 */
export const revealField = async (
  deps: SecurityDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  wish: { readonly key: string; readonly reason: string },
): Promise<Outcome<Revealed>> => {
  const found = await findOwnCase(deps, staff, conversationId);
  if (!found.ok) return found;
  const { customerId } = found.value.state;
  const sections = await gatherAccount(deps.exchange, found.value);
  const field = sections
    .flatMap(({ asOf, items }) => items.map(({ fields }) => ({ asOf, fields })))
    .flatMap(({ asOf, fields }) => fields.map((one) => ({ asOf, ...one })))
    .find(({ key, isGuarded }) => key === wish.key && isGuarded);
  if (field === undefined || field.value === null || field.asOf === null)
    return sections.some(({ absent }) => absent === 'unreachable')
      ? fail('precondition', 'exchange_unreachable')
      : fail('not_found', 'field_not_found');
  const reason = deps.redact(wish.reason);
  const { agentId } = staff;
  const spending = { agentId, customerId, conversationId, field: wish.key, reason };
  const recorded = await spendReveal(deps, spending);
  if (!recorded.ok) return recorded;
  return ok({ key: wish.key, value: field.value, asOf: field.asOf });
};

/** A supervisor lets an agent reveal more customers today. Failure: `already_extended`, `own_account`. */
export const extendReveals = async (
  deps: SecurityDeps,
  lead: StaffPrincipal,
  agentId: AgentId,
  wish: { readonly extra: number; readonly reason: string },
): Promise<Outcome<undefined>> => {
  if (lead.agentId === agentId) return fail('forbidden', 'own_account');
  if ((await deps.agentOf(agentId)) === null) return fail('not_found', 'agent_not_found');
  return deps.database.transaction().execute(async (trx) => {
    const at = deps.clock.now();
    const given = await insertExtension(trx, {
      agentId,
      day: dayOf(at),
      extra: wish.extra,
      givenBy: lead.agentId,
      reason: deps.redact(wish.reason),
      at,
    });
    if (!given) return fail('conflict', 'already_extended');
    await writeAudit(trx, {
      actor: { kind: 'staff', id: lead.agentId },
      action: 'reveals_extended',
      subject: { kind: 'agent', id: agentId },
      data: { extra: wish.extra },
    });
    return ok(undefined);
  });
};
