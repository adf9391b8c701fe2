import { noExchange } from '../adapters/exchange-none/no-exchange.ts';
import type { CustomerPrincipal } from '../contract/principal.ts';
import type { Route } from '../contract/route.ts';
import type { AgentId, CustomerId } from '../core/ids.ts';
import type { Locale } from '../core/vocabulary.ts';
import { type ConversationDeps, recordAccess } from '../features/conversation/index.ts';
import { ensureCustomer, type Identity, readCustomer } from '../features/identity/index.ts';
import {
  LOCK_KIND,
  lockByLink,
  lockRoutes,
  PROTECT_KIND,
  type Protection,
  retryLock,
  retryProtection,
  SEND_APPROVED_KIND,
  type SecurityDeps,
  securityRoutes,
  sendApproved,
} from '../features/security/index.ts';
import { findStaff, revealsADay, type Staff } from '../features/staff/index.ts';
import type { DueHandler, DueWork } from '../ports/due-work.ts';
import type { Infrastructure } from './infrastructure.ts';

interface Neighbours {
  readonly dueWork: DueWork;
  readonly conversation: ConversationDeps;
  readonly identity: Identity;
  readonly staff: Staff;
}

const depsOf = (base: Infrastructure, neighbours: Neighbours): SecurityDeps => {
  const profileOf = async (customerId: CustomerId) => {
    const card = await readCustomer(base.database, base.vault, customerId);
    return { externalId: card?.externalId ?? null, email: card?.email ?? null };
  };
  const { dueWork, conversation, identity, staff } = neighbours;
  return {
    ...base,
    exchange: base.exchange ?? noExchange,
    dueWork,
    conversation,
    recordAccess,
    revealsADay,
    profileOf,
    redact: (text) => base.guard.redact(text).text,
    readLockLink: identity.readLockLink,
    provePresence: staff.provePresence,
    ensureCustomer: (externalId, locale) => ensureCustomer(base, externalId, locale),
    agentOf: async (agentId: AgentId) => (await findStaff(base.database, agentId))?.agent ?? null,
    roleOf: async (agentId: AgentId) => (await findStaff(base.database, agentId))?.role ?? 'agent',
  };
};

/** Locks, the takeover's playbook, masked accounts and what needs two people, with the due work behind them. */
export const createSecurity = (
  base: Infrastructure,
  neighbours: Neighbours,
): {
  readonly routes: readonly Route[];
  readonly handlers: readonly (readonly [kind: string, handler: DueHandler])[];
  /** For the page of the one-time link; null where no exchange is connected. */
  readonly lockByLink: ((token: string, locale: Locale) => ReturnType<typeof lockByLink>) | null;
} => {
  const deps = depsOf(base, neighbours);
  const externalIdOf = async ({ customerId }: CustomerPrincipal): Promise<string | null> =>
    (await deps.profileOf(customerId)).externalId;
  return {
    routes: [...lockRoutes({ ...deps, externalIdOf }), ...securityRoutes(deps)],
    lockByLink: base.exchange && ((token, locale) => lockByLink(deps, token, locale)),
    handlers: [
      [LOCK_KIND, (payload) => retryLock(deps, String(payload.lockId))],
      [
        SEND_APPROVED_KIND,
        (payload) => sendApproved(deps, String(payload.approvalId), Number(payload.attempts ?? 0)),
      ],
      [PROTECT_KIND, (payload) => retryProtection(deps, payload as unknown as Protection)],
    ],
  };
};
