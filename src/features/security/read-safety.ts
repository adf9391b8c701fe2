import type { CustomerPrincipal } from '../../contract/principal.ts';
import { SAFETY_STEPS, type SafetyReply } from '../../contract/security.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';
import { showLock } from './show-lock.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { type ApprovalRow, listApprovalsOfCustomer } from './store-approvals.ts';
import { findLatestLock } from './store-locks.ts';

type Step = SafetyReply['steps'][number];

const stepOf = (row: ApprovalRow, now: number): Step | undefined => {
  switch (row.state) {
    case 'waiting':
      return { step: row.step, state: 'waiting_for_approval', readyAt: null };
    case 'approved':
      return { step: row.step, state: 'sending', readyAt: null };
    case 'sent': {
      const isOver = row.readyAt !== null && row.readyAt <= now;
      return { step: row.step, state: isOver ? 'done' : 'cooling_off', readyAt: row.readyAt };
    }
    case 'refused':
      return { step: row.step, state: 'refused', readyAt: null };
    case 'lapsed':
      return undefined;
  }
};

/** What the owner of an account sees of its lock, and of the clocks that run until it is open again. */
export const readSafety = async (
  deps: SecurityDeps,
  customer: CustomerPrincipal,
  externalId: string,
): Promise<SafetyReply> => {
  const [account, security] = await Promise.all([
    deps.exchange.reads.account(externalId as ExchangeUserId),
    deps.exchange.reads.security(externalId as ExchangeUserId),
  ]);
  const lock = await findLatestLock(deps.database, externalId);
  const rows = await listApprovalsOfCustomer(deps.database, customer.customerId);
  const now = deps.clock.now();
  const steps = SAFETY_STEPS.flatMap((step) => {
    const newest = rows.find((row) => row.step === step);
    const shown = newest === undefined ? undefined : stepOf(newest, now);
    return shown === undefined ? [] : [shown];
  });
  const reset = security.ok ? security.value.twoFactorReset : null;
  const isResetShown = steps.some(({ step }) => step === 'two_factor_reset');
  return {
    accountState: account.ok ? account.value.state : null,
    asOf: account.ok ? account.asOf : null,
    lock: lock === undefined ? null : await showLock(deps.database, lock),
    steps:
      reset === null || isResetShown
        ? steps
        : [
            ...steps,
            {
              step: 'two_factor_reset',
              state: reset.readyAt <= now ? 'done' : 'cooling_off',
              readyAt: reset.readyAt,
            },
          ],
  };
};
