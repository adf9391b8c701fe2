import { generalFinding } from '../../core/selfservice/general-findings.ts';
import type { Tool } from '../../core/selfservice/vocabulary.ts';
import type { SelfServiceDeps } from './deps.ts';
import {
  lookForFeeTier,
  lookForPassword,
  lookForPayment,
  lookForRestriction,
  lookForTwoFactor,
  lookForVerification,
} from './look-account.ts';
import { lookForOrder } from './look-order.ts';
import { lookAtPlatform, lookForApi } from './look-platform.ts';
import { lookForDeposit, lookForTransaction, lookForWithdrawal } from './look-transfers.ts';
import { found, type Looked, type Search } from './looked.ts';

/** Tools that read; the customer's line is tested by the page itself. */
export type LookingTool = Exclude<Tool, 'network'>;

const LOOKERS: Readonly<
  Record<LookingTool, (deps: SelfServiceDeps, search: Search) => Promise<Looked>>
> = {
  order: lookForOrder,
  deposit: lookForDeposit,
  withdrawal: lookForWithdrawal,
  restriction: lookForRestriction,
  platform: lookAtPlatform,
  past_transaction: lookForTransaction,
  payment: lookForPayment,
  api: lookForApi,
  password: lookForPassword,
  two_factor: lookForTwoFactor,
  verification: lookForVerification,
  fee_tier: lookForFeeTier,
};

/**
 * Asks the exchange and the chain, for the user of the conversation alone. Whatever fails is said as a finding of its
 * own and carries no figure; it never throws for what others answer.
 */
export const look = async (
  deps: SelfServiceDeps,
  tool: LookingTool,
  search: Search,
): Promise<Exclude<Looked, { kind: 'none' }>> => {
  const looked = await LOOKERS[tool](deps, search);
  return looked.kind === 'none'
    ? (found(generalFinding(tool, looked.code)) as Extract<Looked, { kind: 'found' }>)
    : looked;
};
