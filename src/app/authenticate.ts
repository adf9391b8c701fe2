import type { Principal, StaffPrincipal } from '../contract/principal.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import type { KeyAuthenticator } from '../features/apikeys/index.ts';
import { withAsker } from '../features/audit/index.ts';
import type { CustomerAuthenticator } from '../features/identity/index.ts';
import type { StaffAuthenticator } from '../features/staff/index.ts';
import type { Credentials } from '../platform/http/http-options.ts';

const PUBLIC: Principal = { kind: 'public' };

/**
 * Who is asking: a customer by bearer session, another system by its key, staff by cookie, or nobody known. A bearer session is never mixed with
 * a cookie.
 * `seen` hears of every sign of life of staff.
 */
export const createAuthenticate =
  (
    customers: CustomerAuthenticator,
    staff: StaffAuthenticator,
    keys: KeyAuthenticator,
    seen: (principal: StaffPrincipal) => void,
  ) =>
  async ({ authorization, cookie }: Credentials): Promise<Outcome<Principal>> => {
    if (authorization !== null) {
      return keys.fromHeader(authorization) ?? customers.fromHeader(authorization);
    }
    const member = cookie === null ? undefined : await staff.fromCookie(cookie);
    if (member?.ok === true) seen(member.value);
    return member ?? ok(PUBLIC);
  };

/** What staff and keys do is written down with where it came from; addresses of customers are never stored. */
export const onBehalf = <T>(
  principal: Principal,
  address: string,
  work: () => Promise<T>,
): Promise<T> =>
  principal.kind === 'staff' || principal.kind === 'key'
    ? withAsker({ address, sessionId: principal.sessionId }, work)
    : work();
