import type { AppealListReply, AppealStatusReply } from '../../contract/blocking.ts';
import type { CustomerPrincipal, StaffPrincipal } from '../../contract/principal.ts';
import type { CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { lockCustomer, readCustomer } from '../identity/index.ts';
import {
  appealContext,
  type BlockingOptions,
  openText,
  reasonContext,
  sealText,
} from './blocking-options.ts';
import {
  type AppealRow,
  type AppealState,
  type BlockRow,
  decideAppealRow,
  findAppealOfBlock,
  findBlock,
  insertAppeal,
  liftBlocks,
  listAppeals,
  lockAppeal,
} from './store.ts';

export const getAppealStatus = async (
  options: BlockingOptions,
  customerId: CustomerId,
): Promise<AppealStatusReply> => {
  const block = await findBlock(options.database, customerId, options.clock.now());
  if (!block) return { blocked: false, until: null, appeal: null };
  const appeal = await findAppealOfBlock(options.database, block.blockId);
  return {
    blocked: true,
    until: block.until,
    appeal: appeal
      ? { state: appeal.state, sentAt: appeal.sentAt, decidedAt: appeal.decidedAt }
      : null,
  };
};

/** One appeal for each block. Failures: `not_blocked`, `appeal_already_sent`. */
export const sendAppeal = async (
  options: BlockingOptions,
  customer: CustomerPrincipal,
  text: string,
): Promise<Outcome<AppealStatusReply>> => {
  const { customerId } = customer;
  const now = options.clock.now();
  const block = await findBlock(options.database, customerId, now);
  if (!block) return fail('conflict', 'not_blocked');
  const appealId = options.ids.uuid();
  const kept = options.redact(text);
  const textSealed = await sealText(options, customerId, kept, appealContext(appealId));
  const appeal = { appealId, blockId: block.blockId, customerId, textSealed, sentAt: now };
  const sent = await options.database.transaction().execute(async (transaction) => {
    if (!(await insertAppeal(transaction, appeal))) return false;
    await writeAudit(transaction, {
      actor: { kind: 'customer', id: customerId },
      action: 'appeal_sent',
      subject: { kind: 'appeal', id: appealId },
      data: { blockId: block.blockId },
    });
    return true;
  });
  if (!sent) return fail('conflict', 'appeal_already_sent');
  return ok(await getAppealStatus(options, customerId));
};

const present = async (
  options: BlockingOptions,
  { appeal, block }: { readonly appeal: AppealRow; readonly block: BlockRow },
): Promise<AppealListReply['appeals'][number]> => {
  const { appealId, customerId, state, sentAt, decidedAt } = appeal;
  const customer = await readCustomer(options.database, options.vault, customerId);
  return {
    appealId,
    customerId,
    customerName: customer?.name ?? null,
    state,
    text: await openText(options, customerId, appeal.textSealed, appealContext(appealId)),
    sentAt,
    decidedAt,
    block: {
      reason: await openText(options, customerId, block.reasonSealed, reasonContext(block.blockId)),
      blockedAt: block.blockedAt,
      until: block.until,
    },
  };
};

/** Reading them is reading customers' words: each is recorded as an access before it is opened. */
export const showAppeals = async (
  options: BlockingOptions,
  actor: StaffPrincipal,
  state: AppealState,
): Promise<AppealListReply> => {
  const found = await options.database.transaction().execute(async (transaction) => {
    const entries = await listAppeals(transaction, state);
    for (const { appeal } of entries) {
      await options.recordAccess(transaction, {
        agentId: actor.agentId,
        subjectKind: 'customer',
        subjectId: appeal.customerId,
        customerId: appeal.customerId,
        reason: 'appeal',
      });
    }
    return entries;
  });
  return { appeals: await Promise.all(found.map((entry) => present(options, entry))) };
};

/** Granting lifts the block. Failures: `not_found`, `appeal_already_decided`. */
export const decideAppeal = async (
  options: BlockingOptions,
  actor: StaffPrincipal,
  appealId: string,
  decision: 'granted' | 'refused',
): Promise<Outcome<{ readonly appealId: string; readonly state: AppealState }>> => {
  const now = options.clock.now();
  const outcome = await options.database.transaction().execute(async (transaction) => {
    const appeal = await lockAppeal(transaction, appealId);
    if (!appeal) return fail('not_found', 'not_found');
    if (appeal.state !== 'waiting') return fail('conflict', 'appeal_already_decided');
    await lockCustomer(transaction, appeal.customerId);
    await decideAppealRow(transaction, appealId, decision, actor.agentId, now);
    if (decision === 'granted') {
      await liftBlocks(transaction, appeal.customerId, actor.agentId, now);
    }
    await writeAudit(transaction, {
      actor: { kind: 'staff', id: actor.agentId },
      action: `appeal_${decision}`,
      subject: { kind: 'appeal', id: appealId },
      data: { blockId: appeal.blockId, customerId: appeal.customerId },
    });
    return ok(appeal.customerId);
  });
  if (!outcome.ok) return outcome;
  options.bus.publish({ kind: 'customer_changed', customerId: outcome.value });
  return ok({ appealId, state: decision });
};
