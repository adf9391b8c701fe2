import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findPasswordFault } from '../../core/identity/password-strength.ts';
import { type FailureClass, fail, type Outcome, ok } from '../../core/outcome.ts';
import { ADDRESS_HEADER, BASE_PATH, type SignIn } from './sign-in.ts';
import type { StaffOptions } from './staff-options.ts';
import { clearPasswordChange, deleteSessionByToken, findAccount } from './store.ts';

const password = z.string().min(1).max(512);
const code = z.string().min(1).max(64);
const nothing = z.strictObject({});

/**
 * All that may be asked of the sign-in library, each with the body it takes: what is not here does not exist.
 * A device is never trusted to skip the second factor, so no body has a field for it.
 */
const ENDPOINTS: Readonly<Record<string, z.ZodType>> = {
  'GET /get-session': z.undefined(),
  'POST /sign-in/email': z.strictObject({ email: z.email().max(254), password }),
  'POST /sign-out': nothing,
  'POST /change-password': z.strictObject({ currentPassword: password, newPassword: password }),
  'POST /revoke-other-sessions': nothing,
  'POST /two-factor/enable': z.strictObject({ password }),
  'POST /two-factor/disable': z.strictObject({ password }),
  'POST /two-factor/verify-totp': z.strictObject({ code }),
  'POST /two-factor/verify-backup-code': z.strictObject({ code }),
  'POST /two-factor/generate-backup-codes': z.strictObject({ password }),
};

/** Wrong passwords for one account, from wherever they come. */
const ATTEMPTS = { max: 20, windowMs: 15 * 60_000 };

const CLASS_OF_STATUS: Readonly<Record<number, FailureClass>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  429: 'limit_reached',
};

const readJson = async (request: Request): Promise<unknown> => {
  if (request.method === 'GET') return undefined;
  const text = await request.text();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const tooMany = (retryAfterSeconds: number): Outcome<never> => ({
  ok: false,
  failure: { class: 'limit_reached', code: 'too_many_requests', retryAfterSeconds },
});

const checkAttempts = async (options: StaffOptions, email: string): Promise<Outcome<undefined>> => {
  if (options.floodScale === 0) return ok(undefined);
  const account = createHash('sha256').update(email.toLowerCase()).digest('base64url');
  const verdict = await options.limits.take(`sign-in|account|${account}`, ATTEMPTS);
  return verdict.allowed ? ok(undefined) : tooMany(Math.ceil(verdict.retryAfterMs / 1000));
};

const checkNewPassword = async (
  options: StaffOptions,
  userId: string,
  body: { readonly currentPassword: string; readonly newPassword: string },
): Promise<Outcome<undefined>> => {
  if (body.newPassword === body.currentPassword) return fail('invalid', 'password_unchanged');
  const account = await findAccount(options.database, userId);
  const own = account ? [account.name, account.email, account.publicName] : [];
  const fault = findPasswordFault(body.newPassword, own);
  return fault === undefined ? ok(undefined) : fail('invalid', fault);
};

/** The library's answer as it is, or its error as one of our failures. */
const toOutcome = async (response: Response): Promise<Outcome<Response>> => {
  if (response.status < 400) return ok(response);
  const body: unknown = await response.json().catch(() => undefined);
  const theirs =
    typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  const retryAfter = Number(response.headers.get('x-retry-after') ?? Number.NaN);
  if (response.status === 429 && Number.isFinite(retryAfter)) return tooMany(retryAfter);
  if (response.status >= 500) return fail('internal', 'internal_error');
  const known = typeof theirs === 'string' ? theirs.toLowerCase().replace(/[^a-z0-9]+/g, '_') : '';
  return fail(CLASS_OF_STATUS[response.status] ?? 'invalid', known || 'sign_in_refused');
};

/** A code counts for three steps of 30 s, its own and one to each side (RFC 6238 §5.2). */
const CODE_LIFE_MS = 90_000;

/** RFC 6238 §5.2: a code is accepted once. The library does not remember; so a session made by a second use ends here. */
const isFirstUse = async (
  options: StaffOptions,
  response: Response,
  body: unknown,
): Promise<boolean> => {
  const { code: used } = body as { code: string };
  const { user, token } = (await response.clone().json()) as {
    user: { id: string };
    token: string;
  };
  const key = createHash('sha256').update(`${user.id}:${used}`).digest('base64url');
  const verdict = await options.limits.take(`totp|${key}`, { max: 1, windowMs: CODE_LIFE_MS });
  if (!verdict.allowed) await deleteSessionByToken(options.database, token);
  return verdict.allowed;
};

/** Answers everything below /api/auth. Each request is checked here before the library sees it. */
export const createSignInHandler = (options: StaffOptions, signIn: SignIn) => {
  const changePassword = async (request: Request, body: unknown): Promise<Outcome<undefined>> => {
    const session = await signIn.api.getSession({ headers: request.headers });
    if (!session) return fail('unauthorized', 'unauthorized');
    return checkNewPassword(options, session.user.id, body as never);
  };

  const check = async (
    path: string,
    request: Request,
    body: unknown,
  ): Promise<Outcome<undefined>> => {
    if (path === '/sign-in/email') return checkAttempts(options, (body as { email: string }).email);
    if (path === '/change-password') return changePassword(request, body);
    if (path === '/two-factor/disable' && options.secondFactorRequired) {
      return fail('forbidden', 'second_factor_required');
    }
    return ok(undefined);
  };

  return async (request: Request, ip: string): Promise<Outcome<Response>> => {
    const path = new URL(request.url).pathname.slice(BASE_PATH.length);
    const schema = ENDPOINTS[`${request.method} ${path}`];
    if (!schema) return fail('not_found', 'unknown_route');
    const parsed = schema.safeParse(await readJson(request));
    if (!parsed.success) return fail('invalid', 'invalid_request');
    const checked = await check(path, request, parsed.data);
    if (!checked.ok) return checked;
    const headers = new Headers(request.headers);
    headers.set(ADDRESS_HEADER, ip);
    // Whoever else is signed in with the old password has to know the new one.
    const extra = path === '/change-password' ? { revokeOtherSessions: true } : {};
    const body =
      parsed.data === undefined ? null : JSON.stringify({ ...(parsed.data as object), ...extra });
    if (body !== null) headers.set('content-type', 'application/json');
    const response = await signIn.handler(
      new Request(request.url, { method: request.method, headers, body }),
    );
    if (path === '/change-password' && response.ok) {
      const { user } = (await response.clone().json()) as { user: { id: string } };
      await clearPasswordChange(options.database, user.id);
      options.bus.publish({ kind: 'agent_changed', agentId: user.id as never });
    }
    if (path === '/two-factor/verify-totp' && response.ok) {
      if (!(await isFirstUse(options, response, parsed.data)))
        return fail('unauthorized', 'invalid_code');
    }
    return toOutcome(response);
  };
};
