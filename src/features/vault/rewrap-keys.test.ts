import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import {
  activateNewestMasterKey,
  addMasterKey,
  createKeyFile,
  openKeyFile,
} from '../../adapters/key-file/key-file.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { CustomerId } from '../../core/ids.ts';
import { createVault, rewrapKeys } from './index.ts';

const CUSTOMERS = 1_201;

test('after a rotation every key is under the new master, and what was sealed still opens', () =>
  withTestDatabase(async (database) => {
    const folder = mkdtempSync(join(tmpdir(), 'mainstay-rotation-'));
    try {
      const path = join(folder, 'keys.json');
      await createKeyFile(path, { demo: false });
      const wrapper = await openKeyFile(path);
      const vault = createVault({ database, wrapper, ids: systemIds });
      const ids = Array.from({ length: CUSTOMERS }, () => systemIds.uuid() as CustomerId);
      await sql`insert into customers (customer_id, kind, tier, locale)
        select id, 'visitor', 'standard', 'en' from unnest(${ids}::uuid[]) as id`.execute(database);
      const sealed = new Map<CustomerId, Uint8Array>();
      for (const id of ids) sealed.set(id, await vault.seal(id, Buffer.from(id), 'body:1'));

      const added = await addMasterKey(path, { demo: false });
      await activateNewestMasterKey(path);
      const fresh = await openKeyFile(path);
      assert.equal(await rewrapKeys(database, fresh), CUSTOMERS);
      assert.equal(await rewrapKeys(database, fresh), 0);

      const { rows } = await sql<{
        id: string;
      }>`select distinct master_key_id as id from customer_keys`.execute(database);
      assert.deepEqual(rows, [{ id: added }]);
      const reader = createVault({ database, wrapper, ids: systemIds });
      for (const [id, envelope] of sealed) {
        assert.equal(Buffer.from(await reader.open(id, envelope, 'body:1')).toString(), id);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }));
