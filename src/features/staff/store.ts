import { sql } from 'kysely';
import type { Preferences, Skill } from '../../contract/staff.ts';
import type { PublicAgent } from '../../core/conversation/event.ts';
import type { AgentId } from '../../core/ids.ts';
import {
  type AgentStatus,
  isLeadRole,
  type Locale,
  type StaffRole,
} from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import './tables.ts';

export interface Account {
  readonly agentId: AgentId;
  readonly name: string;
  readonly email: string;
  readonly publicName: string;
  readonly badge: string;
  readonly role: StaffRole;
  readonly locale: Locale;
  readonly capacityUnits: number;
  readonly status: AgentStatus;
  readonly statusSince: number;
  readonly preferences: Preferences;
  readonly twoFactorEnabled: boolean;
  readonly mustChangePassword: boolean;
  readonly disabledAt: number | null;
  readonly teamIds: readonly string[];
}

const selectAccounts = (connection: Connection) =>
  connection
    .selectFrom('agents')
    .innerJoin('staff_users', 'staff_users.id', 'agents.agent_id')
    .select([
      'agents.agent_id',
      'staff_users.name',
      'staff_users.email',
      'staff_users.two_factor_enabled',
      'agents.public_name',
      'agents.badge',
      'agents.role',
      'agents.locale',
      'agents.capacity_units',
      'agents.status',
      'agents.status_since',
      'agents.preferences',
      'agents.must_change_password',
      'agents.disabled_at',
      sql<string[]>`array(select team_id from agent_teams
        where agent_teams.agent_id = agents.agent_id order by team_id)`.as('team_ids'),
    ])
    .orderBy('agents.badge');

type AccountRow = Awaited<ReturnType<ReturnType<typeof selectAccounts>['execute']>>[number];

const toAccount = (row: AccountRow): Account => ({
  agentId: row.agent_id as AgentId,
  name: row.name,
  email: row.email,
  publicName: row.public_name,
  badge: row.badge,
  role: row.role,
  locale: row.locale,
  capacityUnits: row.capacity_units,
  status: row.status,
  statusSince: row.status_since.getTime(),
  preferences: row.preferences,
  twoFactorEnabled: row.two_factor_enabled,
  mustChangePassword: row.must_change_password,
  disabledAt: row.disabled_at?.getTime() ?? null,
  teamIds: row.team_ids,
});

export const findAccount = async (
  connection: Connection,
  agentId: string,
): Promise<Account | undefined> => {
  const row = await selectAccounts(connection)
    .where('agents.agent_id', '=', agentId)
    .executeTakeFirst();
  return row && toAccount(row);
};

/** Who a member of staff is to others: the public side, and the role as it is now. */
export const findStaff = async (
  connection: Connection,
  agentId: AgentId,
): Promise<{ readonly agent: PublicAgent; readonly role: StaffRole } | undefined> => {
  const account = await findAccount(connection, agentId);
  return (
    account && {
      agent: { id: account.agentId, name: account.publicName, badge: account.badge },
      role: account.role,
    }
  );
};

/** What a member of staff proves themselves by; null where there is none. Never leaves this slice. */
export const findProofs = async (
  connection: Connection,
  agentId: string,
): Promise<{ readonly passwordHash: string | null; readonly totpSealed: string | null }> => {
  const account = await connection
    .selectFrom('staff_accounts')
    .select('password')
    .where('user_id', '=', agentId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  const factor = await connection
    .selectFrom('staff_two_factors')
    .select('secret')
    .where('user_id', '=', agentId)
    .where('verified', '=', true)
    .executeTakeFirst();
  return { passwordHash: account?.password ?? null, totpSealed: factor?.secret ?? null };
};

export const listAccounts = async (connection: Connection): Promise<readonly Account[]> =>
  (await selectAccounts(connection).execute()).map(toAccount);

/** Those who lead and are not disabled. */
export const listLeads = async (connection: Connection): Promise<readonly string[]> =>
  (await listAccounts(connection))
    .filter(({ role, disabledAt }) => isLeadRole(role) && disabledAt === null)
    .map(({ agentId }) => agentId);

/** What colleagues are called on the desk, by id; those who are not there are left out. */
export const namesOfStaff = async (
  connection: Connection,
  agentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const asked = new Set(agentIds);
  const accounts = await listAccounts(connection);
  return new Map(
    accounts
      .filter(({ agentId }) => asked.has(agentId))
      .map(({ agentId, publicName, badge }) => [agentId, `${publicName} ${badge}`]),
  );
};

/** Where admins who may sign in read what concerns the whole installation. */
export const listAdminMails = async (
  connection: Connection,
): Promise<readonly { readonly email: string; readonly locale: Locale }[]> =>
  (await listAccounts(connection))
    .filter(({ role, disabledAt }) => role === 'admin' && disabledAt === null)
    .map(({ email, locale }) => ({ email, locale }));

export interface Abilities {
  readonly skills: readonly Skill[];
  readonly languages: readonly Locale[];
}

/** Skills and languages of each agent asked for; those without any have empty lists. */
export const findAbilities = async (
  connection: Connection,
  agentIds: readonly string[],
): Promise<ReadonlyMap<string, Abilities>> => {
  if (agentIds.length === 0) return new Map();
  const skills = await connection
    .selectFrom('agent_skills')
    .selectAll()
    .where('agent_id', 'in', agentIds)
    .orderBy('category')
    .execute();
  const languages = await connection
    .selectFrom('agent_languages')
    .selectAll()
    .where('agent_id', 'in', agentIds)
    .orderBy('locale')
    .execute();
  return new Map(
    agentIds.map((agentId) => [
      agentId,
      {
        skills: skills
          .filter((row) => row.agent_id === agentId)
          .map(({ category, level }) => ({ category, level })),
        languages: languages.filter((row) => row.agent_id === agentId).map((row) => row.locale),
      },
    ]),
  );
};

export const findTeams = async (
  connection: Connection,
  teamIds: readonly string[],
): Promise<readonly { readonly teamId: string; readonly name: string }[]> => {
  if (teamIds.length === 0) return [];
  const rows = await connection
    .selectFrom('teams')
    .select(['team_id', 'name'])
    .where('team_id', 'in', teamIds)
    .orderBy('team_id')
    .execute();
  return rows.map((row) => ({ teamId: row.team_id, name: row.name }));
};

export const setPreferences = async (
  connection: Connection,
  agentId: AgentId,
  preferences: Preferences,
): Promise<void> => {
  await connection
    .updateTable('agents')
    .set({ preferences })
    .where('agent_id', '=', agentId)
    .execute();
};

export const clearPasswordChange = async (
  connection: Connection,
  agentId: string,
): Promise<void> => {
  await connection
    .updateTable('agents')
    .set({ must_change_password: false })
    .where('agent_id', '=', agentId)
    .execute();
};

export const deleteSessionByToken = async (
  connection: Connection,
  token: string,
): Promise<void> => {
  await connection.deleteFrom('staff_sessions').where('token', '=', token).execute();
};

/** Deletes staff sessions and half-done sign-ins that have ended. Returns how many rows went. */
export const deleteExpiredSignIns = async (
  connection: Connection,
  now: number,
): Promise<number> => {
  const at = new Date(now);
  const sessions = await connection
    .deleteFrom('staff_sessions')
    .where('expires_at', '<=', at)
    .executeTakeFirst();
  const verifications = await connection
    .deleteFrom('staff_verifications')
    .where('expires_at', '<=', at)
    .executeTakeFirst();
  return Number(sessions.numDeletedRows + verifications.numDeletedRows);
};
