import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, TeamId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { OpenHours } from '../../core/sla/open-hours.ts';
import type { Database, Transaction } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Letters } from '../../ports/letters.ts';
import type { Log } from '../../ports/log.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';
import type { Vault } from '../vault/index.ts';
import type { Alarm } from '../watching/index.ts';

export interface ComplaintDeps extends Pick<ConversationDeps, 'committer' | 'takeIn' | 'bodyHash'> {
  readonly database: Database;
  readonly dueWork: DueWork;
  readonly ids: Ids;
  readonly log: Log;
  readonly texts: Texts;
  readonly vault: Vault;
  readonly exchangeName: string;
  readonly letters: Letters;
  /** Tells those who lead, with the transaction. */
  readonly raiseAlarm: (trx: Transaction, state: Conversation, alarm: Alarm) => Promise<void>;
  /** When a team works. */
  readonly hoursOf: (teamId: TeamId, at: AtMs) => Promise<OpenHours>;
  readonly knowTeams: (teamIds: readonly string[]) => Promise<Outcome<null>>;
}
