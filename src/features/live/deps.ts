import type { Principal } from '../../contract/principal.ts';
import type { AgentId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { AgentStatus } from '../../core/vocabulary.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface AgentState {
  readonly status: AgentStatus;
  readonly loadUnits: number;
  readonly capacityUnits: number;
}

export interface LiveDeps extends ConversationDeps {
  readonly log: Log;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Messages a minute that one customer may send. */
  readonly customerSendsPerMinute: number;
  readonly authenticate: (credentials: {
    authorization: string | null;
    cookie: string | null;
  }) => Promise<Outcome<Principal>>;
  /** The agent's line is alive. */
  readonly touchPresence: (agentId: AgentId) => Promise<void>;
  readonly describeAgent: (agentId: AgentId) => Promise<AgentState | undefined>;
}
