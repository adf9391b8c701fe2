import { createHmac } from 'node:crypto';
import { systemClock } from '../adapters/system/clock.ts';
import type { CustomerId } from '../core/ids.ts';
import { passOver } from '../features/following/index.ts';
import { ensureCustomer, insertVisitor, saveProfile } from '../features/identity/index.ts';
import type { ImportDeps } from '../features/importing/index.ts';
import { createIntake } from '../features/intake/index.ts';
import { createKeepNames, retakeHistory } from '../features/search/index.ts';
import { ensureTeams, teamOfCategory } from '../features/staff/index.ts';
import { createVault } from '../features/vault/index.ts';
import type { Config } from '../platform/config/config.ts';
import { insertDueWork } from '../platform/jobs/store.ts';
import type { Database } from '../ports/database.ts';
import type { Ids } from '../ports/ids.ts';
import type { KeyWrapper } from '../ports/key-wrapper.ts';
import { FIRST_TEAM } from './first-team.ts';
import { processGuard } from './scrub-line.ts';

export interface ImportParts {
  readonly config: Config;
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly ids: Ids;
}

/** What taking over another system's conversations stands on, beside a product that may be running. */
export const createImporting = ({
  config,
  database,
  wrapper,
  ids,
}: ImportParts): {
  readonly deps: ImportDeps;
  readonly begin: () => Promise<void>;
  readonly finish: () => Promise<void>;
} => {
  const guard = processGuard();
  const vault = createVault({ database, wrapper, ids });
  const dueWork = { schedule: insertDueWork, wake: () => undefined };
  const { hash } = config.secrets;
  const keepNames = createKeepNames((text) => createHmac('sha256', hash).update(text).digest());
  return {
    deps: {
      database,
      ids,
      clock: systemClock,
      vault,
      dueWork,
      bodyHash: (parts) => createHmac('sha256', hash).update(JSON.stringify(parts)).digest(),
      redact: (text) => guard.redact(text),
      takeIn: createIntake(guard).takeIn,
      teamOf: (category) => teamOfCategory(database, category),
      customerOf: async (trx, externalId, locale) =>
        (await ensureCustomer({ database: trx, ids, clock: systemClock }, externalId, locale))
          .customerId,
      addVisitor: async (trx, locale) => {
        const customerId = ids.uuid() as CustomerId;
        await insertVisitor(trx, customerId, locale, systemClock.now());
        return customerId;
      },
      saveProfile: async (trx, customerId, profile) => {
        await saveProfile(trx, vault, customerId, profile);
        await keepNames(trx, customerId, profile);
      },
      passOver,
    },
    /** An installation that was never started has no team yet. */
    begin: () => ensureTeams(database, [FIRST_TEAM]),
    /** What was taken is found by search once it has been read again. */
    finish: () => database.transaction().execute((trx) => retakeHistory({ dueWork }, trx)),
  };
};
