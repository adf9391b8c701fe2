import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import {
  activateNewestMasterKey,
  addMasterKey,
  createKeyFile,
  hasDemoKey,
  KeyFileProblem,
  openKeyFile,
} from './key-file.ts';

let folder = '';
let path = '';
// In a block of their own: the hooks must not run for the tests of other files in the same process.
describe('the key file', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mainstay-keys-'));
    path = join(folder, 'master-keys.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const DATA_KEY = new Uint8Array(32).fill(7);

  test('a wrapped key opens again, and only unchanged', async () => {
    await createKeyFile(path, { demo: false });
    const wrapper = await openKeyFile(path);
    const wrapped = await wrapper.wrap(DATA_KEY);
    assert.deepEqual(new Uint8Array(await wrapper.unwrap(wrapped, wrapper.currentKeyId)), DATA_KEY);
    for (let place = 0; place < wrapped.length; place += 1) {
      const changed = Uint8Array.from(wrapped);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await assert.rejects(wrapper.unwrap(changed, wrapper.currentKeyId), `byte ${place}`);
    }
  });

  test('a running process follows a rotation by another', async () => {
    await createKeyFile(path, { demo: false });
    const running = await openKeyFile(path);
    const before = await running.wrap(DATA_KEY);
    const firstId = running.currentKeyId;
    const added = await addMasterKey(path, { demo: false });
    await running.wrap(DATA_KEY);
    assert.equal(running.currentKeyId, firstId, 'an added key is known, and not used yet');
    assert.equal(await activateNewestMasterKey(path), added);
    const elsewhere = await (await openKeyFile(path)).wrap(DATA_KEY);
    assert.deepEqual(new Uint8Array(await running.unwrap(elsewhere, added)), DATA_KEY);
    await running.wrap(DATA_KEY);
    assert.equal(running.currentKeyId, added);
    assert.deepEqual(new Uint8Array(await running.unwrap(before, firstId)), DATA_KEY);
  });

  test('a file is never overwritten, and must be for its owner only', async () => {
    await createKeyFile(path, { demo: true });
    assert.equal(await hasDemoKey(path), true);
    await assert.rejects(createKeyFile(path, { demo: true }), KeyFileProblem);
    chmodSync(path, 0o644);
    await assert.rejects(openKeyFile(path), /chmod 600/);
  });

  test('a wrong file is told in one sentence', async () => {
    const contents = ['', '{}', '{"current":"a","keys":{}}', '{"current":"a","keys":{"a":"AAAA"}}'];
    for (const content of contents) {
      writeFileSync(path, content, { mode: 0o600 });
      await assert.rejects(openKeyFile(path), KeyFileProblem);
    }
  });
});
