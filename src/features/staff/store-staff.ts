import { sql } from 'kysely';
import type { CreateStaffRequest, UpdateStaffRequest } from '../../contract/staff.ts';
import type { Connection } from '../../ports/database.ts';
import './tables.ts';

export interface NewAccount extends CreateStaffRequest {
  readonly agentId: string;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  /** Undefined takes the next free one. */
  readonly badge: string | undefined;
  readonly now: number;
}

export const insertAccount = async (connection: Connection, account: NewAccount): Promise<void> => {
  const at = new Date(account.now);
  const dates = { created_at: at, updated_at: at };
  await connection
    .insertInto('staff_users')
    .values({
      id: account.agentId,
      name: account.name,
      email: account.email.toLowerCase(),
      email_verified: true,
      image: null,
      ...dates,
    })
    .execute();
  await connection
    .insertInto('staff_accounts')
    .values({
      id: account.agentId,
      account_id: account.agentId,
      provider_id: 'credential',
      user_id: account.agentId,
      password: account.passwordHash,
      ...dates,
    })
    .execute();
  await connection
    .insertInto('agents')
    .values({
      agent_id: account.agentId,
      public_name: account.publicName,
      badge: account.badge ?? sql<string>`'M-' || nextval('agent_badge_numbers')`,
      role: account.role,
      locale: account.locale,
      capacity_units: account.capacityUnits,
      last_assigned_at: null,
      must_change_password: account.mustChangePassword,
      disabled_at: null,
    })
    .execute();
};

export const replaceTeams = async (
  connection: Connection,
  agentId: string,
  teamIds: readonly string[],
): Promise<void> => {
  await connection.deleteFrom('agent_teams').where('agent_id', '=', agentId).execute();
  if (teamIds.length === 0) return;
  const rows = [...new Set(teamIds)].map((team_id) => ({ agent_id: agentId, team_id }));
  await connection.insertInto('agent_teams').values(rows).execute();
};

/** Of a category named twice the last level counts. */
export const replaceSkills = async (
  connection: Connection,
  agentId: string,
  skills: CreateStaffRequest['skills'],
): Promise<void> => {
  await connection.deleteFrom('agent_skills').where('agent_id', '=', agentId).execute();
  if (skills.length === 0) return;
  const levels = new Map(skills.map((skill) => [skill.category, skill.level]));
  const rows = [...levels].map(([category, level]) => ({ agent_id: agentId, category, level }));
  await connection.insertInto('agent_skills').values(rows).execute();
};

export const replaceLanguages = async (
  connection: Connection,
  agentId: string,
  languages: CreateStaffRequest['languages'],
): Promise<void> => {
  await connection.deleteFrom('agent_languages').where('agent_id', '=', agentId).execute();
  if (languages.length === 0) return;
  const rows = [...new Set(languages)].map((locale) => ({ agent_id: agentId, locale }));
  await connection.insertInto('agent_languages').values(rows).execute();
};

/** False where there is no such agent. The row is locked until the transaction ends. */
export const lockAgent = async (connection: Connection, agentId: string): Promise<boolean> => {
  const row = await connection
    .selectFrom('agents')
    .select('agent_id')
    .where('agent_id', '=', agentId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
};

export const updateAgent = async (
  connection: Connection,
  agentId: string,
  change: UpdateStaffRequest,
  now: number,
): Promise<void> => {
  const { publicName, role, locale, capacityUnits, disabled } = change;
  const columns = {
    ...(publicName !== undefined && { public_name: publicName }),
    ...(role !== undefined && { role }),
    ...(locale !== undefined && { locale }),
    ...(capacityUnits !== undefined && { capacity_units: capacityUnits }),
    ...(disabled === false && { disabled_at: null }),
    ...(disabled === true && {
      disabled_at: new Date(now),
      status: 'offline' as const,
      status_since: new Date(now),
    }),
  };
  if (Object.keys(columns).length > 0) {
    await connection.updateTable('agents').set(columns).where('agent_id', '=', agentId).execute();
  }
};

/** Returns the ids of the sessions that ended by it. */
export const deleteSessionsOf = async (
  connection: Connection,
  agentId: string,
): Promise<readonly string[]> => {
  const rows = await connection
    .deleteFrom('staff_sessions')
    .where('user_id', '=', agentId)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
};

/** A new password that must be changed, and no second factor: as on the first day. */
export const resetAccount = async (
  connection: Connection,
  agentId: string,
  passwordHash: string,
  now: number,
): Promise<void> => {
  await connection
    .updateTable('staff_accounts')
    .set({ password: passwordHash, updated_at: new Date(now) })
    .where('user_id', '=', agentId)
    .where('provider_id', '=', 'credential')
    .execute();
  await connection.deleteFrom('staff_two_factors').where('user_id', '=', agentId).execute();
  await connection
    .updateTable('staff_users')
    .set({ two_factor_enabled: false, updated_at: new Date(now) })
    .where('id', '=', agentId)
    .execute();
  await connection
    .updateTable('agents')
    .set({ must_change_password: true })
    .where('agent_id', '=', agentId)
    .execute();
};
