import type { PublicAgent } from '../../core/conversation/event.ts';
import type { AgentId, CustomerId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { StaffRole } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import type { recordAccess } from '../conversation/index.ts';
import type { PresenceProof } from '../staff/index.ts';
import type { Vault } from '../vault/index.ts';
import type { LockDeps } from './deps.ts';

/** What the staff's side of an account needs. */
export interface SecurityDeps extends LockDeps {
  readonly vault: Vault;
  readonly recordAccess: typeof recordAccess;
  readonly provePresence: (agentId: AgentId, proof: PresenceProof) => Promise<Outcome<null>>;
  /** What customers may know of a member of staff; null for one who is gone. */
  readonly agentOf: (agentId: AgentId) => Promise<PublicAgent | null>;
  /** The role of a member of staff as it is now; `agent`, the least, for one who is gone. */
  readonly roleOf: (agentId: AgentId) => Promise<StaffRole>;
  /** How many customers an agent may reveal in a day by the teams' settings; null: the default. */
  readonly revealsADay: (connection: Connection, agentId: AgentId) => Promise<number | null>;
  readonly redact: (text: string) => string;
  /** The exchange's id and the mail address that a customer's identity token gave. */
  readonly profileOf: (
    customerId: CustomerId,
  ) => Promise<{ readonly externalId: string | null; readonly email: string | null }>;
}
