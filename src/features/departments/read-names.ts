import { labelIn } from '../../core/tasks/department.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import { listDepartments } from './store.ts';

/**
 * What customers know departments by, by id: as the operator named them in the reader's language, where that is missing
 * in the operator's own. Those that are closed too: they are in logs.
 */
export const readDepartmentNames = async (
  connection: Connection,
  locale: Locale,
  operators: Locale,
): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await listDepartments(connection)).map(({ departmentId, names }) => [
      departmentId,
      labelIn(names, locale, operators),
    ]),
  );
