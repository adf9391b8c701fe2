import assert from 'node:assert/strict';
import { systemIds } from '../src/adapters/system/ids.ts';
import type { TeamId } from '../src/core/ids.ts';
import { passOver } from '../src/features/following/index.ts';
import { ensureCustomer, insertVisitor, saveProfile } from '../src/features/identity/index.ts';
import type { ImportDeps } from '../src/features/importing/deps.ts';
import { type ImportSource, importFiles, type Left } from '../src/features/importing/index.ts';
import { createFileOpener } from '../src/features/importing/open-file.ts';
import { insertDueWork } from '../src/platform/jobs/store.ts';
import type { Database } from '../src/ports/database.ts';
import { conversationWorld } from './conversation-world.ts';

const NO_FILES: Partial<ImportDeps> = {};

/** What taking over stands on, on a test's database; without files unless they are given. */
export const importWorld = (database: Database, files = NO_FILES) => {
  const world = conversationWorld(database);
  const deps: ImportDeps = {
    ...world,
    clock: { now: Date.now },
    dueWork: { schedule: insertDueWork },
    redact: (text) => {
      const safe = text.replaceAll('SECRET', '⟦secret⟧');
      return { text: safe, destroyed: safe === text ? [] : ['password'] };
    },
    teamOf: async () => 'support' as TeamId,
    customerOf: async (trx, externalId, locale) =>
      (
        await ensureCustomer(
          { database: trx, ids: systemIds, clock: { now: Date.now } },
          externalId,
          locale,
        )
      ).customerId,
    addVisitor: (trx, customerId, locale) => insertVisitor(trx, customerId, locale, Date.now()),
    saveProfile: (trx, customerId, profile) => saveProfile(trx, world.vault, customerId, profile),
    passOver,
    openFile: createFileOpener({ folder: null, fetch: null, maxBytes: 1_000 }),
    upload: async () => assert.fail('nothing is uploaded'),
    attach: async () => assert.fail('nothing is attached'),
    ...files,
  };
  return { deps, world };
};

/** Reads these files; what was left as row, id, reason and part. */
export const runImport = async (
  deps: ImportDeps,
  source: ImportSource,
  files: readonly string[],
) => {
  const left: Left[] = [];
  const report = await importFiles({
    deps,
    source,
    files,
    now: Date.parse('2026-01-01T00:00:00Z'),
    onLeft: (one) => left.push(one),
    onProgress: () => undefined,
  });
  return {
    report,
    left: left.map(({ row, sourceId, reason, part }) => [row, sourceId, reason, part]),
  };
};
