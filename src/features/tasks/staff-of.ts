import type { Principal, StaffPrincipal } from '../../contract/principal.ts';

/** The access table lets nobody else through; this only tells the compiler. */
export const staffOf = (principal: Principal): StaffPrincipal => {
  if (principal.kind === 'staff') return principal;
  throw new TypeError(`a staff route was reached by ${principal.kind}`);
};
