import type { CannedResponse } from '../../contract/desk.ts';
import type { BusinessTime } from '../../core/automation/decide-time-rules.ts';
import type { Action } from '../../core/automation/rule.ts';
import type { PublicAgent } from '../../core/conversation/event.ts';
import type { Field } from '../../core/fields/field.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { SecretGuard } from '../../core/secrets/secret-guard.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Log } from '../../ports/log.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';
import type { Given } from '../fields/index.ts';

export interface AutomationDeps extends ConversationDeps {
  readonly dueWork: DueWork;
  readonly clock: Clock;
  readonly log: Log;
  readonly texts: Texts;
  readonly guard: SecretGuard;
  readonly exchangeName: string;
  /** Business time by team, as the calendars are now. Within a transaction it must be asked of that transaction. */
  readonly readHours: (connection: Connection) => Promise<BusinessTime>;
  readonly listTeamIds: () => Promise<readonly string[]>;
  readonly listAgents: () => Promise<readonly PublicAgent[]>;
  readonly listDepartmentIds: () => Promise<readonly string[]>;
  readonly listTexts: () => Promise<readonly CannedResponse[]>;
  /** Macros that everyone may use, by id. */
  readonly listMacros: () => Promise<ReadonlyMap<string, readonly Action[]>>;
  /** Fields that the installation keeps, retired ones as well. */
  readonly listFields: () => Promise<readonly Field[]>;
  /** What is filled in there, opened where it is asked about. Reads in this connection alone. */
  readonly readGiven: (
    connection: Connection,
    conversationIds: readonly ConversationId[],
    asked: ReadonlySet<string>,
  ) => Promise<Given>;
}
