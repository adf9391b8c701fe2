import type { StaffPrincipal } from '../../contract/principal.ts';
import type { ProtectiveAction } from '../../contract/security.ts';
import type { AgentId, AtMs, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { nextLockTry } from '../../core/security/retry-lock.ts';
import type { DueItem } from '../../ports/due-work.ts';
import type { Asked, Exchange, ExchangeUserId, RequestedBy } from '../../ports/exchange.ts';
import { writeAudit } from '../audit/index.ts';
import { findActingCase } from './find-case.ts';
import { lockAccount } from './lock-account.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { listSteps, saveStep } from './store-takeover.ts';

export const PROTECT_KIND = 'protect_account';

type Plain = Exclude<ProtectiveAction, 'lock'>;

const STEP_OF = {
  revoke_sessions: 'sessions_revoked',
  revoke_api_keys: 'api_keys_revoked',
  cancel_withdrawals: 'withdrawals_cancelled',
} as const satisfies Record<Plain, string>;

/** A protective action as it is sent, and sent again until the exchange answers. */
export interface Protection {
  readonly conversationId: ConversationId;
  readonly userId: ExchangeUserId;
  readonly action: Plain;
  readonly key: string;
  readonly agentId: AgentId;
  readonly by: RequestedBy;
  readonly requestedAt: AtMs;
  /** How often the exchange was asked without an answer. */
  readonly attempts: number;
}

const send = async (
  exchange: Exchange,
  { userId, action, by, key }: Protection,
): Promise<Asked<number>> => {
  switch (action) {
    case 'revoke_sessions':
      return exchange.actions.revokeSessions(userId, by, key);
    case 'revoke_api_keys':
      return exchange.actions.revokeApiKeys(userId, by, key);
    case 'cancel_withdrawals': {
      const asked = await exchange.actions.cancelWithdrawals(userId, by, key);
      return asked.ok ? { ...asked, value: asked.value.cancelled.length } : asked;
    }
  }
};

/** Sends it and ticks its step. Undefined: the exchange did not answer. Failure: `exchange_refused`. */
const carryOut = async (
  deps: SecurityDeps,
  protection: Protection,
): Promise<Outcome<number> | undefined> => {
  const asked = await send(deps.exchange, protection);
  if (!asked.ok)
    return asked.failure.kind === 'refused' || asked.failure.kind === 'not_found'
      ? fail('precondition', 'exchange_refused')
      : undefined;
  await saveStep(deps.database, protection.conversationId, {
    step: STEP_OF[protection.action],
    done: true,
    agentId: protection.agentId,
    at: deps.clock.now(),
    noteSealed: null,
  });
  return ok(asked.value);
};

/** The next try, as due work of its own: due work that only threw would be given up after half an hour. */
const nextTry = (protection: Protection, dueAt: AtMs): DueItem => ({
  key: `${protection.key}|${protection.attempts}`,
  kind: PROTECT_KIND,
  payload: { ...protection },
  dueAt,
});

/** Should this process end while it asks, due work asks again; later than an answer may take. */
const TAKEN_UP_AFTER_MS = 15_000;

/** As due work: asks again until the exchange answers. What was answered meanwhile is left alone. */
export const retryProtection = async (
  deps: SecurityDeps,
  protection: Protection,
): Promise<void> => {
  const steps = await listSteps(deps.database, protection.conversationId);
  const isDone = steps.some(
    ({ step, done, at }) =>
      step === STEP_OF[protection.action] && done && at >= protection.requestedAt,
  );
  if (isDone || (await carryOut(deps, protection)) !== undefined) return;
  const attempts = protection.attempts + 1;
  const dueAt = nextLockTry(attempts, deps.clock.now());
  await deps.dueWork.schedule(deps.database, [nextTry({ ...protection, attempts }, dueAt)]);
};

export interface Protected {
  readonly action: ProtectiveAction;
  readonly state: 'done' | 'retrying';
  readonly count: number | null;
}

/**
 * What one person with the case may do alone, because it only ever makes the account safer. It is written down before
 * the exchange is asked. Failures: those of the case, `exchange_refused`.
 */
export const protectAccount = async (
  deps: SecurityDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  wish: { readonly action: ProtectiveAction; readonly reason: string },
): Promise<Outcome<Protected>> => {
  const found = await findActingCase(deps, staff, conversationId);
  if (!found.ok) return found;
  const { state, userId } = found.value;
  const { action } = wish;
  if (action === 'lock') {
    const { customerId, locale } = state;
    const asked = { externalId: userId, customerId, locale, badge: staff.badge } as const;
    const lock = await lockAccount(deps, {
      ...asked,
      origin: 'agent',
      stopTrading: true,
      conversationId,
    });
    return ok({ action, state: lock.state === 'done' ? 'done' : 'retrying', count: null });
  }
  const by = { kind: 'agent', badge: staff.badge, conversationNumber: state.number } as const;
  const key = `mainstay-protect-${deps.ids.uuid()}`;
  const requestedAt = deps.clock.now();
  const protection: Protection = {
    conversationId,
    userId,
    action,
    key,
    agentId: staff.agentId,
    by,
    requestedAt,
    attempts: 0,
  };
  await deps.database.transaction().execute(async (trx) => {
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: `protected_${action}`,
      subject: { kind: 'conversation', id: conversationId },
      data: { key },
    });
    await deps.dueWork.schedule(trx, [nextTry(protection, requestedAt + TAKEN_UP_AFTER_MS)]);
  });
  const outcome = await carryOut(deps, protection);
  if (outcome !== undefined)
    return outcome.ok ? ok({ action, state: 'done', count: outcome.value }) : outcome;
  return ok({ action, state: 'retrying', count: null });
};
