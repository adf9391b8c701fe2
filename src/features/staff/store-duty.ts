import { sql } from 'kysely';
import type { PublicAgent } from '../../core/conversation/event.ts';
import type { AgentId, AtMs, TeamId } from '../../core/ids.ts';
import type { OverflowTeams, SkillLevel } from '../../core/routing/work.ts';
import type { AgentStatus, Category, Locale, StaffRole } from '../../core/vocabulary.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import './tables.ts';

// The duty of agents: status, presence, idle time and missed offers, beside who they are and what they can.

/** An agent with all that routing, sweeps and the desk need, save the load. */
export interface AgentRecord {
  readonly agent: PublicAgent;
  readonly role: StaffRole;
  readonly status: AgentStatus;
  readonly statusSince: AtMs;
  readonly capacity: number;
  readonly teamIds: readonly TeamId[];
  readonly skills: Readonly<Partial<Record<Category, SkillLevel>>>;
  readonly locales: readonly Locale[];
  readonly idleSince: AtMs;
  readonly emergencyRun: number;
  readonly missedInARow: number;
  readonly presentAt: AtMs | null;
}

interface AgentRow {
  agent_id: AgentId;
  public_name: string;
  badge: string;
  role: StaffRole;
  status: AgentStatus;
  status_since: Date;
  capacity_units: number;
  team_ids: TeamId[];
  skills: Partial<Record<Category, SkillLevel>> | null;
  locales: Locale[];
  idle_since: Date | null;
  emergency_run: number;
  missed_in_row: number;
  last_seen_at: Date | null;
}

const toRecord = (row: AgentRow): AgentRecord => ({
  agent: { id: row.agent_id, name: row.public_name, badge: row.badge },
  role: row.role,
  status: row.status,
  statusSince: row.status_since.getTime(),
  capacity: row.capacity_units,
  teamIds: row.team_ids,
  skills: row.skills ?? {},
  locales: row.locales,
  idleSince: (row.idle_since ?? row.status_since).getTime(),
  emergencyRun: row.emergency_run,
  missedInARow: row.missed_in_row,
  presentAt: row.last_seen_at?.getTime() ?? null,
});

/** All agents who are not disabled; or one of them. */
export const listAgentRecords = async (
  connection: Connection,
  agentId?: AgentId,
): Promise<readonly AgentRecord[]> => {
  const only = agentId === undefined ? sql`` : sql`AND a.agent_id = ${agentId}`;
  const { rows } = await sql<AgentRow>`
    SELECT a.agent_id, a.public_name, a.badge, a.role, a.status, a.status_since, a.capacity_units,
      ARRAY(SELECT t.team_id FROM agent_teams t WHERE t.agent_id = a.agent_id ORDER BY 1) AS team_ids,
      (SELECT jsonb_object_agg(s.category, s.level) FROM agent_skills s WHERE s.agent_id = a.agent_id) AS skills,
      ARRAY(SELECT l.locale FROM agent_languages l WHERE l.agent_id = a.agent_id ORDER BY 1) AS locales,
      r.idle_since, coalesce(r.emergency_run, 0) AS emergency_run, coalesce(r.missed_in_row, 0) AS missed_in_row,
      p.last_seen_at
    FROM agents a
    LEFT JOIN agent_routing r ON r.agent_id = a.agent_id
    LEFT JOIN agent_presence p ON p.agent_id = a.agent_id
    WHERE a.disabled_at IS NULL ${only}
    ORDER BY a.badge`.execute(connection);
  return rows.map(toRecord);
};

export interface LockedAgent {
  readonly agent: PublicAgent;
  readonly status: AgentStatus;
  readonly capacity: number;
}

/** The agent's row, locked until the transaction ends: nobody else gives this agent work meanwhile. */
export const lockAgent = async (
  trx: Transaction,
  agentId: AgentId,
): Promise<LockedAgent | undefined> => {
  const { rows } = await sql<
    Pick<AgentRow, 'agent_id' | 'public_name' | 'badge' | 'status' | 'capacity_units'>
  >`
    SELECT agent_id, public_name, badge, status, capacity_units FROM agents
    WHERE agent_id = ${agentId} AND disabled_at IS NULL FOR UPDATE`.execute(trx);
  const row = rows[0];
  return (
    row && {
      agent: { id: row.agent_id, name: row.public_name, badge: row.badge },
      status: row.status,
      capacity: row.capacity_units,
    }
  );
};

/** Written with every assignment: the agent is no longer idle, and the run of emergencies grows or ends. */
export const noteAssignment = async (
  trx: Transaction,
  agentId: AgentId,
  emergency: boolean,
  takenUp: boolean,
): Promise<void> => {
  await sql`
    INSERT INTO agent_routing AS r (agent_id, idle_since, emergency_run)
    VALUES (${agentId}, clock_timestamp(), ${emergency ? 1 : 0})
    ON CONFLICT (agent_id) DO UPDATE SET
      idle_since = excluded.idle_since,
      emergency_run = CASE WHEN ${emergency} THEN r.emergency_run + 1 ELSE 0 END,
      missed_in_row = CASE WHEN ${takenUp} THEN 0 ELSE r.missed_in_row END`.execute(trx);
  await sql`UPDATE agents SET last_assigned_at = clock_timestamp() WHERE agent_id = ${agentId}`.execute(
    trx,
  );
};

/** An offer was taken up or missed. */
export const noteAnswer = async (
  trx: Transaction,
  agentId: AgentId,
  answered: boolean,
): Promise<void> => {
  await sql`
    INSERT INTO agent_routing AS r (agent_id, idle_since, missed_in_row)
    VALUES (${agentId}, clock_timestamp(), ${answered ? 0 : 1})
    ON CONFLICT (agent_id) DO UPDATE SET
      missed_in_row = CASE WHEN ${answered} THEN 0 ELSE r.missed_in_row + 1 END`.execute(trx);
};

/** Undefined where there is no such agent. Coming on duty begins a new idle time and forgets missed offers. */
export const writeStatus = async (
  connection: Connection,
  agentId: AgentId,
  status: AgentStatus,
  onlyFrom: readonly AgentStatus[],
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE agents SET status = ${status}, status_since = clock_timestamp()
    WHERE agent_id = ${agentId} AND disabled_at IS NULL AND status <> ${status}
      AND status = ANY(${[...onlyFrom]}::text[]) RETURNING 1`.execute(connection);
  if (rows.length === 0) return false;
  await sql`
    INSERT INTO agent_routing (agent_id, idle_since) VALUES (${agentId}, clock_timestamp())
    ON CONFLICT (agent_id) DO UPDATE SET missed_in_row = 0,
      idle_since = CASE WHEN ${status} = 'available' THEN excluded.idle_since ELSE agent_routing.idle_since END`.execute(
    connection,
  );
  return true;
};

export const writePresence = async (connection: Connection, agentId: AgentId): Promise<void> => {
  await sql`
    INSERT INTO agent_presence (agent_id, last_seen_at) VALUES (${agentId}, clock_timestamp())
    ON CONFLICT (agent_id) DO UPDATE SET last_seen_at = excluded.last_seen_at`.execute(connection);
};

export interface TeamRecord {
  readonly id: TeamId;
  readonly name: string;
  readonly overflowTeamId: TeamId | null;
  readonly categories: readonly Category[];
}

export const listTeamRecords = async (connection: Connection): Promise<readonly TeamRecord[]> => {
  const { rows } = await sql<{
    team_id: TeamId;
    name: string;
    overflow_team_id: TeamId | null;
    categories: Category[];
  }>`
    SELECT t.team_id, t.name, t.overflow_team_id,
      ARRAY(SELECT c.category FROM team_categories c WHERE c.team_id = t.team_id ORDER BY 1) AS categories
    FROM teams t ORDER BY t.team_id`.execute(connection);
  return rows.map((row) => ({
    id: row.team_id,
    name: row.name,
    overflowTeamId: row.overflow_team_id,
    categories: row.categories,
  }));
};

export const overflowOf = (teams: readonly TeamRecord[]): OverflowTeams =>
  new Map(teams.map(({ id, overflowTeamId }) => [id, overflowTeamId]));
