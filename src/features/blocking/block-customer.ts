import type { BlockReply } from '../../contract/blocking.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { lockCustomer, readCustomer } from '../identity/index.ts';
import { type BlockingOptions, reasonContext, sealText } from './blocking-options.ts';
import { findBlock, grantWaitingAppeals, insertBlock, liftBlocks } from './store.ts';

export interface BlockRequest {
  readonly reason: string;
  readonly until: number | null;
}

/**
 * Blocks a customer, from now on: they may read what is theirs and appeal once. Failures: `not_found`,
 * `already_blocked`, `until_is_past`.
 */
export const blockCustomer = async (
  options: BlockingOptions,
  actor: StaffPrincipal,
  customerId: CustomerId,
  request: BlockRequest,
): Promise<Outcome<BlockReply>> => {
  const now = options.clock.now();
  const { until } = request;
  const reason = options.redact(request.reason);
  if (until !== null && until <= now) return fail('invalid', 'until_is_past');
  const customer = await readCustomer(options.database, options.vault, customerId);
  if (!customer) return fail('not_found', 'not_found');
  const blockId = options.ids.uuid();
  const reasonSealed = await sealText(options, customerId, reason, reasonContext(blockId));
  const blocked = await options.database.transaction().execute(async (transaction) => {
    await lockCustomer(transaction, customerId);
    if (await findBlock(transaction, customerId, now)) return false;
    // One whose time has passed may still stand there.
    await liftBlocks(transaction, customerId, 'time', now);
    const block = { blockId, customerId, reasonSealed, blockedAt: now, until };
    await insertBlock(transaction, { ...block, blockedBy: actor.agentId });
    await writeAudit(transaction, {
      actor: { kind: 'staff', id: actor.agentId },
      action: 'customer_blocked',
      subject: { kind: 'customer', id: customerId },
      data: { blockId, until },
    });
    return true;
  });
  if (!blocked) return fail('conflict', 'already_blocked');
  options.bus.publish({ kind: 'customer_changed', customerId });
  return ok({ customerId, reason, blockedAt: now, until });
};

/** Failures: `not_found` (no such customer), `not_blocked`. */
export const unblockCustomer = async (
  options: BlockingOptions,
  actor: StaffPrincipal,
  customerId: CustomerId,
): Promise<Outcome<undefined>> => {
  const now = options.clock.now();
  const outcome = await options.database.transaction().execute(async (transaction) => {
    if (!(await lockCustomer(transaction, customerId))) return fail('not_found', 'not_found');
    if (!(await findBlock(transaction, customerId, now))) return fail('conflict', 'not_blocked');
    const blockIds = await liftBlocks(transaction, customerId, actor.agentId, now);
    await grantWaitingAppeals(transaction, blockIds, actor.agentId, now);
    await writeAudit(transaction, {
      actor: { kind: 'staff', id: actor.agentId },
      action: 'customer_unblocked',
      subject: { kind: 'customer', id: customerId },
      data: { blockIds },
    });
    return ok(undefined);
  });
  if (outcome.ok) options.bus.publish({ kind: 'customer_changed', customerId });
  return outcome;
};
