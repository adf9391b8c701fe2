import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins';
import { MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS } from '../../core/identity/password-strength.ts';
import { SIGN_IN_TABLES, TWO_FACTOR_TABLES } from './sign-in-tables.ts';
import type { StaffOptions } from './staff-options.ts';
import { findAccount } from './store.ts';

/** A shift. After it the password is asked for again, whatever happened in between. */
const SESSION_SECONDS = 12 * 60 * 60;
const LOCKED_SECONDS = 15 * 60;
const MAX_FAILED_CODES = 10;
/** Set by us on every request that we hand on; what a client sent under this name is overwritten. */
export const ADDRESS_HEADER = 'x-mainstay-address';
export const BASE_PATH = '/api/auth';

const databaseHooks = (options: StaffOptions) => ({
  session: {
    create: {
      before: async (session: { userId: string }): Promise<void> => {
        const account = await findAccount(options.database, session.userId);
        if (account && account.disabledAt === null) return;
        throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED', message: 'account disabled' });
      },
    },
    delete: {
      after: async (session: { id: string }): Promise<void> => {
        options.bus.publish({ kind: 'session_revoked', sessionId: session.id });
      },
    },
  },
});

const rateLimit = (options: StaffOptions) => ({
  enabled: options.floodScale > 0,
  customStorage: {
    consume: async (key: string, rule: { window: number; max: number }) => {
      const max = Math.max(1, Math.round(rule.max * options.floodScale));
      const verdict = await options.limits.take(`sign-in|${key}`, {
        max,
        windowMs: rule.window * 1000,
      });
      return verdict.allowed
        ? { allowed: true, retryAfter: null }
        : { allowed: false, retryAfter: Math.ceil(verdict.retryAfterMs / 1000) };
    },
  },
});

/** better-auth for the desk: no sign-up, no links by mail, no social accounts; passwords and TOTP only. */
export const createSignIn = (options: StaffOptions) =>
  betterAuth({
    appName: 'Mainstay',
    baseURL: options.publicOrigin,
    basePath: BASE_PATH,
    secret: options.secret,
    database: { db: options.database, type: 'postgres', transaction: true },
    trustedOrigins: [options.publicOrigin],
    telemetry: { enabled: false },
    // Its messages hold addresses of people; only that something went wrong is kept.
    logger: {
      level: 'error',
      log: () => options.log.warn({}, 'the sign-in library reported an error'),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_CHARS,
      maxPasswordLength: MAX_PASSWORD_CHARS,
    },
    ...SIGN_IN_TABLES,
    session: {
      ...SIGN_IN_TABLES.session,
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    advanced: {
      cookiePrefix: 'mainstay',
      useSecureCookies: options.publicOrigin.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
      // Both are on by default, but not where NODE_ENV says `test`: never leave them to that.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => options.ids.uuid(), validateSchema: false },
    },
    rateLimit: rateLimit(options),
    plugins: [
      twoFactor({
        issuer: 'Mainstay',
        schema: TWO_FACTOR_TABLES,
        accountLockout: {
          enabled: true,
          maxFailedAttempts: MAX_FAILED_CODES,
          durationSeconds: LOCKED_SECONDS,
        },
      }),
    ],
    databaseHooks: databaseHooks(options),
  });

export type SignIn = ReturnType<typeof createSignIn>;
