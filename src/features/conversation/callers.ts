import type { CustomerPrincipal, Principal, StaffPrincipal } from '../../contract/principal.ts';
import type { ActingAgent } from '../../core/conversation/command.ts';
import { isLeadRole } from '../../core/vocabulary.ts';

/** Allowances of a session, requests a minute. */
export const CUSTOMER_PER_MINUTE = { start: 6, send: 60 } as const;

/** The access table lets only these through; anyone else here is a bug. */
export const customerOf = (principal: Principal): CustomerPrincipal => {
  if (principal.kind === 'customer' || principal.kind === 'visitor') return principal;
  throw new Error(`a ${principal.kind} came to a customer's route`);
};

export const staffOf = (principal: Principal): StaffPrincipal => {
  if (principal.kind === 'staff') return principal;
  throw new Error(`a ${principal.kind} came to a route of the desk`);
};

export const actingAgentOf = (staff: StaffPrincipal): ActingAgent => ({
  id: staff.agentId,
  name: staff.publicName,
  badge: staff.badge,
  leads: isLeadRole(staff.role),
  ...(staff.outside === true && { outside: true }),
});
