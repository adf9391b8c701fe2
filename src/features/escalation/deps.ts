import type { Outcome } from '../../core/outcome.ts';
import type { Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Ids } from '../../ports/ids.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface EscalationDeps
  extends Pick<ConversationDeps, 'committer' | 'takeIn' | 'bodyHash'> {
  readonly database: Database;
  readonly dueWork: DueWork;
  readonly ids: Ids;
  /** `team_not_found` where one of them does not exist. */
  readonly knowTeams: (teamIds: readonly string[]) => Promise<Outcome<null>>;
}
