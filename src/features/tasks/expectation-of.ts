import type { AtMs, DepartmentId } from '../../core/ids.ts';
import { type Expectation, expect } from '../../core/tasks/expectation.ts';
import type { Connection } from '../../ports/database.ts';
import type { DepartmentRow } from '../departments/index.ts';
import type { TasksDeps } from './deps.ts';
import { measureTasks } from './store.ts';

const MINUTE_MS = 60_000;

/** How long a task of this department takes: what its own past says, and until there is one, what was set. */
export const expectationOf = async (
  connection: Connection,
  department: { readonly departmentId: DepartmentId; readonly defaultMinutes: number },
): Promise<Expectation> =>
  expect(
    await measureTasks(connection, department.departmentId),
    department.defaultMinutes * MINUTE_MS,
  );

/** By when a task that is sent now is due where nobody says otherwise. What was measured holds nights and holidays already. */
export const usualDue = async (
  deps: Pick<TasksDeps, 'afterOpenTime'>,
  connection: Connection,
  department: DepartmentRow,
  expectation: Expectation,
  at: AtMs,
): Promise<AtMs> =>
  expectation.source === 'measured'
    ? at + expectation.ms
    : deps.afterOpenTime(connection, department.departmentId, at, expectation.ms);
