import type { AgentId, DepartmentId } from '../../core/ids.ts';
import type { Expectation } from '../../core/tasks/expectation.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Connection, Database } from '../../ports/database.ts';
import type { Texts } from '../../ports/texts.ts';

export interface DepartmentsDeps {
  readonly database: Database;
  /** Names and forms of the first departments. */
  readonly texts: Texts;
  /** From so many passes on a request counts as passed around. */
  readonly passesAlarm: number;
  /** Names exist in this language at least. */
  readonly defaultLocale: Locale;
  /** How long tasks of a department take. */
  readonly expectationOf: (
    connection: Connection,
    department: { readonly departmentId: DepartmentId; readonly defaultMinutes: number },
  ) => Promise<Expectation>;
  /** Which of these are accounts of staff that work. */
  readonly workingStaff: (
    connection: Connection,
    agentIds: readonly AgentId[],
  ) => Promise<ReadonlySet<AgentId>>;
}
