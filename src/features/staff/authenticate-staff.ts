import { createHash } from 'node:crypto';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { AgentId, TeamId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Hint } from '../../ports/bus.ts';
import type { SignIn } from './sign-in.ts';
import type { StaffOptions } from './staff-options.ts';
import { type Account, findAccount } from './store.ts';

/** As for customers: hints end it at once, this bounds what a lost hint costs. */
const REMEMBER_MS = 5_000;
const MAX_REMEMBERED = 5_000;

export interface StaffAuthenticator {
  /**
   * From a `Cookie` header; undefined where it holds no staff session. Failures: `session_expired`
   * (unauthorized); `account_disabled`, `password_change_required`, `second_factor_enrolment_required` (forbidden):
   * then only the sign-in under /api/auth is open.
   */
  fromCookie(cookie: string): Promise<Outcome<StaffPrincipal> | undefined>;
  close(): void;
}

interface Remembered {
  readonly principal: StaffPrincipal;
  readonly until: number;
}

const toPrincipal = (account: Account, sessionId: string): StaffPrincipal => ({
  kind: 'staff',
  agentId: account.agentId,
  role: account.role,
  teamIds: account.teamIds as TeamId[],
  locale: account.locale,
  publicName: account.publicName,
  badge: account.badge,
  sessionId,
});

const decideEntry = (
  account: Account | undefined,
  secondFactorRequired: boolean,
): string | undefined => {
  if (!account || account.disabledAt !== null) return 'account_disabled';
  if (account.mustChangePassword) return 'password_change_required';
  if (secondFactorRequired && !account.twoFactorEnabled) return 'second_factor_enrolment_required';
  return undefined;
};

/** The cookie's value, which is what a session is remembered by; undefined where there is none. */
const sessionCookie = (cookie: string, name: string): string | undefined =>
  cookie
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);

export const createStaffAuthenticator = (
  options: StaffOptions,
  signIn: SignIn,
): StaffAuthenticator => {
  const remembered = new Map<string, Remembered>();
  const secure = options.publicOrigin.startsWith('https:') ? '__Secure-' : '';
  const cookieName = `${secure}mainstay.session_token`;

  const forget = (belongs: (principal: StaffPrincipal) => boolean): void => {
    for (const [key, entry] of remembered) if (belongs(entry.principal)) remembered.delete(key);
  };
  const unsubscribe = options.bus.subscribe((hint: Hint) => {
    if (hint.kind === 'session_revoked') forget((one) => one.sessionId === hint.sessionId);
    if (hint.kind === 'agent_changed') forget((one) => one.agentId === hint.agentId);
  });

  const load = async (cookie: string): Promise<Outcome<StaffPrincipal>> => {
    const found = await signIn.api.getSession({ headers: new Headers({ cookie }) });
    if (!found) return fail('unauthorized', 'session_expired');
    const account = await findAccount(options.database, found.user.id as AgentId);
    const refused = decideEntry(account, options.secondFactorRequired);
    if (refused !== undefined || !account) return fail('forbidden', refused ?? 'account_disabled');
    return ok(toPrincipal(account, found.session.id));
  };

  return {
    fromCookie: async (cookie) => {
      const value = sessionCookie(cookie, cookieName);
      if (value === undefined || value === '') return undefined;
      const key = createHash('sha256').update(value).digest('base64url');
      const now = options.clock.now();
      const known = remembered.get(key);
      if (known && known.until > now) return ok(known.principal);
      const outcome = await load(cookie);
      if (outcome.ok) {
        const oldest =
          remembered.size >= MAX_REMEMBERED ? remembered.keys().next().value : undefined;
        if (oldest !== undefined) remembered.delete(oldest);
        remembered.set(key, { principal: outcome.value, until: now + REMEMBER_MS });
      }
      return outcome;
    },
    close: unsubscribe,
  };
};
