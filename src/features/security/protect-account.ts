import type { StaffPrincipal } from '../../contract/principal.ts';
import type { ProtectiveAction } from '../../contract/security.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Asked, Exchange, ExchangeUserId, RequestedBy } from '../../ports/exchange.ts';
import { writeAudit } from '../audit/index.ts';
import { findActingCase } from './find-case.ts';
import { lockAccount } from './lock-account.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { saveStep } from './store-takeover.ts';

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

/** As due work: tries again; throwing has it tried later once more. */
export const retryProtection = async (
  deps: SecurityDeps,
  protection: Protection,
): Promise<void> => {
  const outcome = await carryOut(deps, protection);
  if (outcome === undefined) throw new Error('the exchange did not answer a protective action');
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
  const protection: Protection = {
    conversationId,
    userId,
    action,
    key,
    agentId: staff.agentId,
    by,
  };
  await deps.database.transaction().execute((trx) =>
    writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: `protected_${action}`,
      subject: { kind: 'conversation', id: conversationId },
      data: { key },
    }),
  );
  const outcome = await carryOut(deps, protection);
  if (outcome !== undefined)
    return outcome.ok ? ok({ action, state: 'done', count: outcome.value }) : outcome;
  await deps.dueWork.schedule(deps.database, [
    { key, kind: PROTECT_KIND, payload: { ...protection }, dueAt: deps.clock.now() },
  ]);
  deps.dueWork.wake();
  return ok({ action, state: 'retrying', count: null });
};
