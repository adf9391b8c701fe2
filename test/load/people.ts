import { connectDatabase } from '../../src/adapters/postgres/connect.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { systemIds } from '../../src/adapters/system/ids.ts';
import type { OpenSessionReply } from '../../src/contract/session.ts';
import type { StaffRole } from '../../src/core/vocabulary.ts';
import { CATEGORIES, type Category, LOCALES, type Locale } from '../../src/core/vocabulary.ts';
import { createStaff, ensureTeams, type NewTeam } from '../../src/features/staff/index.ts';
import type { CustomerFacts, Exchange } from './exchange.ts';
import { ask, askOk, type Credentials } from './request.ts';
import { totpCode } from './totp.ts';

export interface AgentFacts {
  readonly name: string;
  readonly teamIds: readonly string[];
  readonly capacityUnits: number;
  readonly role?: StaffRole;
  readonly skills?: readonly { readonly category: Category; readonly level: number }[];
  readonly languages?: readonly Locale[];
}

/** A member of staff who can sign in. */
export interface Account extends AgentFacts {
  readonly agentId: string;
  readonly email: string;
  readonly password: string;
}

const PASSWORD = 'copper-walnut-tide-4419';

const EVERY_SKILL = CATEGORIES.map((category) => ({ category, level: 3 }));

/** Makes teams and staff as an operator's command does: in the database. Signing in is done over HTTP. */
export const createAccounts = async (
  databaseUrl: string,
  teams: readonly NewTeam[],
  people: readonly AgentFacts[],
): Promise<readonly Account[]> => {
  const handle = connectDatabase({
    url: databaseUrl,
    maxConnections: 2,
    applicationName: 'load setup',
  });
  try {
    await ensureTeams(handle.database, teams);
    const accounts: Account[] = [];
    for (const [index, facts] of people.entries()) {
      const email = `agent-${index + 1}@example.com`;
      const made = await createStaff(
        { database: handle.database, ids: systemIds, clock: systemClock },
        {
          email,
          name: `${facts.name} Load`,
          publicName: facts.name,
          role: facts.role ?? 'agent',
          locale: 'en',
          teamIds: [...facts.teamIds],
          skills: [...(facts.skills ?? EVERY_SKILL)],
          languages: [...(facts.languages ?? LOCALES)],
          capacityUnits: facts.capacityUnits,
          password: PASSWORD,
        },
        { kind: 'system', id: null },
      );
      if (!made.ok) throw new Error(`${email}: ${made.failure.code}`);
      accounts.push({ ...facts, agentId: made.value.agentId, email, password: PASSWORD });
    }
    return accounts;
  } finally {
    await handle.close();
  }
};

const cookieOf = (cookies: readonly string[]): string =>
  cookies.map((cookie) => cookie.split(';', 1)[0] ?? '').join('; ');

/** Signs in as a new member of staff does in production: password, then enrolling the second factor. */
export const signInAgent = async (base: string, account: Account): Promise<Credentials> => {
  const { email, password } = account;
  const first = await ask({
    base,
    method: 'POST',
    path: '/api/auth/sign-in/email',
    body: { email, password },
  });
  if (first.status !== 200)
    throw new Error(`sign-in: ${first.status} ${JSON.stringify(first.body)}`);
  const cookie = cookieOf(first.cookies);
  const enabled = await askOk<{ totpURI: string }>({
    base,
    method: 'POST',
    path: '/api/auth/two-factor/enable',
    as: { cookie },
    body: { password },
  });
  const verified = await ask({
    base,
    method: 'POST',
    path: '/api/auth/two-factor/verify-totp',
    as: { cookie },
    body: { code: totpCode(enabled.totpURI, Date.now()) },
  });
  if (verified.status !== 200)
    throw new Error(`second factor: ${verified.status} ${JSON.stringify(verified.body)}`);
  return { cookie: verified.cookies.length > 0 ? cookieOf(verified.cookies) : cookie };
};

export interface SignedInCustomer extends Credentials {
  readonly session: string;
  readonly customerId: string;
}

/** Exchanges a signed token for a session, as the messenger does. */
export const openCustomer = async (
  base: string,
  exchange: Exchange,
  facts: CustomerFacts,
): Promise<SignedInCustomer> => {
  const token = await exchange.tokenFor(facts);
  const reply = await askOk<OpenSessionReply>({
    base,
    method: 'POST',
    path: '/api/session',
    body: { token },
  });
  return { session: reply.session, customerId: reply.customer.id };
};

/** One team for everything, for measurements that are not about routing. */
export const ONE_TEAM: readonly NewTeam[] = [
  { teamId: 'general', name: 'General support', overflowTeamId: null, categories: CATEGORIES },
];
