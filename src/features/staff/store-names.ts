import { sql } from 'kysely';
import type { AgentId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import './tables.ts';

export interface StaffName {
  /** As customers see it. */
  readonly name: string;
  readonly badge: string;
  /** False once the account was closed. */
  readonly works: boolean;
}

/** What these people are called; those who are not known are not in the map. */
export const namesOf = async (
  connection: Connection,
  agentIds: readonly string[],
): Promise<ReadonlyMap<AgentId, StaffName>> => {
  if (agentIds.length === 0) return new Map();
  const { rows } = await sql<{
    agent_id: AgentId;
    public_name: string;
    badge: string;
    works: boolean;
  }>`SELECT agent_id, public_name, badge, disabled_at IS NULL AS works FROM agents
    WHERE agent_id = ANY(${[...new Set(agentIds)]}::text[])`.execute(connection);
  return new Map(
    rows.map((row) => [
      row.agent_id,
      { name: row.public_name, badge: row.badge, works: row.works },
    ]),
  );
};
