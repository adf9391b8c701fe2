import type { Database } from '../../ports/database.ts';
import { listComponents, replaceComponents, type StatusComponent } from './store.ts';

/** What the status page begins with, where nobody has said yet what it shows. */
export const seedComponents = (
  database: Database,
  components: readonly StatusComponent[],
): Promise<void> =>
  database.transaction().execute(async (trx) => {
    if ((await listComponents(trx)).length === 0) await replaceComponents(trx, components);
  });
