import type { ActingAgent } from '../../core/conversation/command.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { AgentId, ConversationId, TeamId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Transaction } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Ids } from '../../ports/ids.ts';
import type { CommitRequest, Committer } from '../conversation/index.ts';
import type { ReadyMacro } from '../macros/index.ts';

/** Whoever asked, as they are allowed now. */
export interface Asker {
  readonly view: StaffView;
  readonly agent: ActingAgent;
}

export interface BulkDeps {
  readonly database: Database;
  readonly committer: Committer;
  readonly dueWork: DueWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly teamOf: (category: Category) => Promise<TeamId>;
  /** Whether there is such a team. */
  readonly hasTeam: (teamId: TeamId) => Promise<boolean>;
  /** Undefined where the account is gone or disabled. */
  readonly askerOf: (agentId: AgentId) => Promise<Asker | undefined>;
  /** Each in its one form, by the name that it has now. */
  readonly readTags: (tags: readonly string[]) => Promise<Outcome<readonly string[]>>;
  readonly assigning: (
    conversationId: ConversationId,
    toAgentId: AgentId,
  ) => Pick<CommitRequest, 'command'> & Required<Pick<CommitRequest, 'alsoWrite'>>;
  /** Failures: `macro_not_found`, `macro_outdated`. */
  readonly readyMacro: (asker: Asker, macroId: string) => Promise<Outcome<ReadyMacro>>;
  readonly checkSolvable: (trx: Transaction, state: Conversation) => Promise<Outcome<null>>;
}
