import type { AutomationDeps } from './deps.ts';
import { READY_RULES } from './ready-rules.ts';
import { insertRule, lockRules, publishVersion } from './store-rules.ts';

/** Gives an installation the ready-made rules that it has never had; one that was removed does not come back. */
export const seedRules = ({
  database,
  ids,
}: Pick<AutomationDeps, 'database' | 'ids'>): Promise<void> =>
  database.transaction().execute(async (trx) => {
    await lockRules(trx);
    for (const { key, definition, live } of READY_RULES) {
      const ruleId = ids.uuid();
      const isNew = await insertRule(trx, { ruleId, ready: key, draft: definition, by: null });
      if (isNew && live) await publishVersion(trx, ruleId, { definition, note: '', by: null });
    }
  });
