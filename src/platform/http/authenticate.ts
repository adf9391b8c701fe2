import type { Failure, Outcome } from '../../contract/error.ts';
import type { CustomerPrincipal, Principal, StaffPrincipal } from '../../contract/principal.ts';
import type { Authenticate } from './http-options.ts';

export interface AuthenticatorParts {
  /** From an `Authorization` header. */
  readonly customerFromHeader: (authorization: string) => Promise<Outcome<CustomerPrincipal>>;
  /** From the bare session secret. */
  readonly customerFromSecret: (secret: string) => Promise<Outcome<CustomerPrincipal>>;
  /** From a `Cookie` header; undefined where it holds no staff session at all. */
  readonly staffFromCookie: (cookie: string) => Promise<Outcome<StaffPrincipal> | undefined>;
}

const fail = (failureClass: Failure['class'], code: string) => ({
  ok: false as const,
  failure: { class: failureClass, code },
});

/** A session that is sent on purpose wins over a cookie that a browser adds by itself. */
export const createAuthenticate =
  (parts: AuthenticatorParts): Authenticate =>
  async ({ authorization, cookie }) => {
    if (authorization !== null) return parts.customerFromHeader(authorization);
    const staff: Outcome<Principal> | undefined =
      cookie === null ? undefined : await parts.staffFromCookie(cookie);
    return staff ?? { ok: true, value: { kind: 'public' } };
  };

export interface SocketCredentials {
  readonly origin: string | null;
  readonly cookie: string | null;
  /** A customer's session secret, as the client's first message or subprotocol carries it. */
  readonly secret: string | null;
}

/** Failures: `origin_refused` (forbidden), `unauthorized`, `session_expired` and the staff sign-in's codes. */
export type AuthenticateSocket = (
  credentials: SocketCredentials,
) => Promise<Outcome<CustomerPrincipal | StaffPrincipal>>;

/**
 * Browsers let any page open a socket to us and send our cookies with it, and no CORS stands in between: so a
 * foreign Origin is always refused, and a cookie counts only together with an Origin of ours.
 */
export const createAuthenticateSocket = (
  parts: AuthenticatorParts,
  allowedOrigins: ReadonlySet<string>,
): AuthenticateSocket => {
  return async ({ origin, cookie, secret }) => {
    if (origin !== null && !allowedOrigins.has(origin)) return fail('forbidden', 'origin_refused');
    if (secret !== null) return parts.customerFromSecret(secret);
    if (cookie === null) return fail('unauthorized', 'unauthorized');
    if (origin === null) return fail('forbidden', 'origin_refused');
    return (await parts.staffFromCookie(cookie)) ?? fail('unauthorized', 'unauthorized');
  };
};
