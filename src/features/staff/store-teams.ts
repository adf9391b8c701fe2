import { sql } from 'kysely';
import type { AgentId, TeamId } from '../../core/ids.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Connection, Database } from '../../ports/database.ts';
import './tables.ts';

export interface NewTeam {
  readonly teamId: string;
  readonly name: string;
  /** Who takes over what this team cannot serve in time; named earlier in the list, or null. */
  readonly overflowTeamId: string | null;
  readonly categories: readonly Category[];
}

/** Makes these teams where an installation has none at all; otherwise changes nothing. */
export const ensureTeams = async (database: Database, teams: readonly NewTeam[]): Promise<void> => {
  await database.transaction().execute(async (trx) => {
    await sql`LOCK TABLE teams IN SHARE ROW EXCLUSIVE MODE`.execute(trx);
    const { rows } = await sql`SELECT 1 FROM teams LIMIT 1`.execute(trx);
    if (rows.length > 0) return;
    for (const { teamId, name, overflowTeamId, categories } of teams) {
      await sql`INSERT INTO teams (team_id, name, overflow_team_id)
        VALUES (${teamId}, ${name}, ${overflowTeamId})`.execute(trx);
      await sql`INSERT INTO team_categories (category, team_id)
        SELECT category, ${teamId} FROM unnest(${[...categories]}::text[]) AS c(category)`.execute(
        trx,
      );
    }
  });
};

/** Which team a category goes to first. Throws when it goes to none: `ensureTeams` has not run. */
export const teamOfCategory = async (
  connection: Connection,
  category: Category,
): Promise<TeamId> => {
  const { rows } = await sql<{ team_id: TeamId }>`
    SELECT team_id FROM team_categories WHERE category = ${category}`.execute(connection);
  const teamId = rows[0]?.team_id;
  if (teamId === undefined) throw new Error(`no team answers ${category}`);
  return teamId;
};

/** How many customers one agent may reveal in a day: the most that any of the agent's teams allows; null: the default. */
export const revealsADay = async (
  connection: Connection,
  agentId: AgentId,
): Promise<number | null> => {
  const { rows } = await sql<{ most: number | null }>`
    SELECT max(t.reveals_a_day)::int AS most FROM agent_teams AS a JOIN teams AS t USING (team_id)
    WHERE a.agent_id = ${agentId}`.execute(connection);
  return rows[0]?.most ?? null;
};
