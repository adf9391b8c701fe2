import type { Principal, StaffPrincipal } from '../contract/principal.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import type { CustomerAuthenticator } from '../features/identity/index.ts';
import type { StaffAuthenticator } from '../features/staff/index.ts';
import type { Credentials } from '../platform/http/http-options.ts';

const PUBLIC: Principal = { kind: 'public' };

/**
 * Who is asking: a customer by bearer session, staff by cookie, or nobody known. A bearer session is never mixed with
 * a cookie.
 * `seen` hears of every sign of life of staff.
 */
export const createAuthenticate =
  (
    customers: CustomerAuthenticator,
    staff: StaffAuthenticator,
    seen: (principal: StaffPrincipal) => void,
  ) =>
  async ({ authorization, cookie }: Credentials): Promise<Outcome<Principal>> => {
    if (authorization !== null) return customers.fromHeader(authorization);
    const member = cookie === null ? undefined : await staff.fromCookie(cookie);
    if (member?.ok === true) seen(member.value);
    return member ?? ok(PUBLIC);
  };
