import type { AgentId, ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { mayReveal, revealLimit } from '../../core/security/reveal-limit.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { countReveals, dayOf, insertReveal, serialiseReveals } from './store-reveals.ts';

export type RevealDeps = Pick<SecurityDeps, 'database' | 'clock' | 'recordAccess' | 'revealsADay'>;

export interface Spending {
  readonly agentId: AgentId;
  readonly customerId: CustomerId;
  readonly conversationId: ConversationId;
  /** What is opened, for example `account.email` or `card.deposit.<id>`. */
  readonly field: string;
  readonly reason: string;
}

/**
 * Writes down that an agent opens something of a customer, and counts it, in one transaction; what was opened may be
 * given only after it. Failure: `reveal_limit_reached` (with `limit`).
 */
export const spendReveal = (deps: RevealDeps, spending: Spending): Promise<Outcome<null>> =>
  deps.database.transaction().execute(async (trx) => {
    const { agentId, customerId, field } = spending;
    const at = deps.clock.now();
    const day = dayOf(at);
    await serialiseReveals(trx, agentId);
    const counts = await countReveals(trx, agentId, customerId, day);
    const teamLimit = await deps.revealsADay(trx, agentId);
    if (!mayReveal({ ...counts, teamLimit })) {
      const limit = revealLimit({ teamLimit, extra: counts.extra });
      return fail('limit_reached', 'reveal_limit_reached', { limit });
    }
    await deps.recordAccess(trx, {
      agentId,
      subjectKind: 'customer',
      subjectId: customerId,
      customerId,
      reason: `revealed ${field}`,
    });
    await insertReveal(trx, { ...spending, day, at });
    return ok(null);
  });
