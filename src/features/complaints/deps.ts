import type { AtMs, TeamId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { OpenHours } from '../../core/sla/open-hours.ts';
import type { Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';
import type { Vault } from '../vault/index.ts';

export interface ComplaintDeps extends Pick<ConversationDeps, 'committer' | 'takeIn' | 'bodyHash'> {
  readonly database: Database;
  readonly dueWork: DueWork;
  readonly ids: Ids;
  readonly log: Log;
  readonly texts: Texts;
  readonly vault: Vault;
  readonly exchangeName: string;
  /** When a team works. */
  readonly hoursOf: (teamId: TeamId, at: AtMs) => Promise<OpenHours>;
  readonly knowTeams: (teamIds: readonly string[]) => Promise<Outcome<null>>;
}
