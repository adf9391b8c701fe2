import { createHmac } from 'node:crypto';
import { systemClock } from '../adapters/system/clock.ts';
import { createFileFetch } from '../adapters/webhook-http/fetch-file.ts';
import { MAX_STAFF_FILE_BYTES } from '../contract/files.ts';
import type { TeamId } from '../core/ids.ts';
import type { SecretGuard } from '../core/secrets/secret-guard.ts';
import type { Category } from '../core/vocabulary.ts';
import { isPublicMessage, recordAccess } from '../features/conversation/index.ts';
import { attachFiles, type FilesDeps, uploadFile } from '../features/files/index.ts';
import { passOver } from '../features/following/index.ts';
import { ensureCustomer, insertVisitor, saveProfile } from '../features/identity/index.ts';
import { createFileOpener, type ImportDeps } from '../features/importing/index.ts';
import { createIntake, holdsLastingSecret } from '../features/intake/index.ts';
import { createKeepNames, retakeHistory } from '../features/search/index.ts';
import { ensureTeams, teamOfCategory } from '../features/staff/index.ts';
import { createVault } from '../features/vault/index.ts';
import type { Config } from '../platform/config/config.ts';
import { insertDueWork } from '../platform/jobs/store.ts';
import type { Database } from '../ports/database.ts';
import type { Ids } from '../ports/ids.ts';
import type { KeyWrapper } from '../ports/key-wrapper.ts';
import type { Log } from '../ports/log.ts';
import { FIRST_TEAM } from './first-team.ts';
import { createFileParts } from './infrastructure.ts';
import { processGuard } from './scrub-line.ts';

export interface ImportParts {
  /** Where files come from that are not in the export itself. */
  readonly files: { readonly folder: string | null; readonly hosts: readonly string[] };
  readonly log: Log;
  readonly config: Config;
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly ids: Ids;
}

const maxBytes = MAX_STAFF_FILE_BYTES;

/** The files slice, beside a product that may be running and that looks at what stays in quarantine. */
const filesOf = ({
  config,
  log,
  guard,
  ...rest
}: Pick<ImportParts, 'config' | 'log'> &
  Pick<FilesDeps, 'database' | 'ids' | 'vault' | 'dueWork'> & {
    readonly guard: SecretGuard;
  }): FilesDeps => ({
  ...rest,
  ...createFileParts(config, log),
  log,
  clock: systemClock,
  redact: (text) => guard.redact(text).text,
  holdsSecret: holdsLastingSecret(guard),
  customerSeenBy: async () => undefined,
  isPublicMessage: (messageId) => isPublicMessage(rest.database, messageId),
  recordAccess,
  onChecked: () => undefined,
});

/** What taking over another system's conversations stands on, beside a product that may be running. */
export const createImporting = ({
  config,
  database,
  wrapper,
  ids,
  files: from,
  log,
}: ImportParts): {
  readonly deps: ImportDeps;
  readonly begin: () => Promise<void>;
  readonly finish: () => Promise<void>;
} => {
  const guard = processGuard();
  const vault = createVault({ database, wrapper, ids });
  const dueWork = { schedule: insertDueWork, wake: () => undefined };
  const { hash } = config.secrets;
  const files = filesOf({ config, database, ids, log, vault, guard, dueWork });
  const teams = new Map<Category, Promise<TeamId>>();
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
      // Asked once for each: a run is over before teams change.
      teamOf: (category) => {
        const team = teams.get(category) ?? teamOfCategory(database, category);
        teams.set(category, team);
        return team;
      },
      customerOf: async (trx, externalId, locale) =>
        (await ensureCustomer({ database: trx, ids, clock: systemClock }, externalId, locale))
          .customerId,
      addVisitor: (trx, customerId, locale) =>
        insertVisitor(trx, customerId, locale, systemClock.now()),
      saveProfile: async (trx, customerId, profile) => {
        await saveProfile(trx, vault, customerId, profile);
        await keepNames(trx, customerId, profile);
      },
      passOver,
      openFile: createFileOpener({
        folder: from.folder,
        fetch: from.hosts.length === 0 ? null : createFileFetch({ hosts: from.hosts, maxBytes }),
        maxBytes,
      }),
      upload: (upload) => uploadFile(files, { ...upload, conversationId: null }),
      attach: attachFiles,
    },
    /** An installation that was never started has no team yet. */
    begin: () => ensureTeams(database, [FIRST_TEAM]),
    /** What was taken is found by search once it has been read again. */
    finish: () => database.transaction().execute((trx) => retakeHistory({ dueWork }, trx)),
  };
};
