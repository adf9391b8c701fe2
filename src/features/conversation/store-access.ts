import { sql } from 'kysely';
import type { AgentId, CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import { currentAsker } from '../audit/index.ts';

export interface Access {
  readonly agentId: AgentId;
  readonly subjectKind: 'conversation' | 'customer' | 'file';
  readonly subjectId: string;
  readonly customerId: CustomerId;
  readonly reason: string;
}

/** A read of a customer's data by staff. Written before the data is read, in the same transaction: no row, no data. */
export const recordAccess = async (connection: Connection, access: Access): Promise<void> => {
  const asker = currentAsker();
  await sql`
    INSERT INTO access_events (agent_id, subject_kind, subject_id, customer_id, reason, from_address, session_id)
    VALUES (${access.agentId}, ${access.subjectKind}, ${access.subjectId}, ${access.customerId}, ${access.reason},
      ${asker?.address ?? null}, ${asker?.sessionId ?? null})`.execute(connection);
};

/** Several reads of one person for one reason, in one statement. */
export const recordAccesses = async (
  connection: Connection,
  agentId: AgentId,
  reason: string,
  subjects: readonly Pick<Access, 'subjectKind' | 'subjectId' | 'customerId'>[],
): Promise<void> => {
  if (subjects.length === 0) return;
  const asker = currentAsker();
  await sql`
    INSERT INTO access_events (agent_id, subject_kind, subject_id, customer_id, reason, from_address, session_id)
    SELECT ${agentId}, s.kind, s.id, s.customer, ${reason}, ${asker?.address ?? null}, ${asker?.sessionId ?? null}
    FROM unnest(${subjects.map((one) => one.subjectKind)}::text[], ${subjects.map((one) => one.subjectId)}::text[],
      ${subjects.map((one) => one.customerId)}::uuid[]) AS s(kind, id, customer)`.execute(
    connection,
  );
};
