import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SETTING_NOTES } from '../platform/config/settings.ts';

/** Empty is not set; and a variable that is there is not read from a developer's own .env. */
const NOTHING = Object.fromEntries(Object.keys(SETTING_NOTES).map((name) => [name, '']));

/** `npm run serve` as its own process, with nothing but what is given. */
const serve = (environment: Record<string, string>) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'serve.ts')], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...NOTHING, ...environment },
    timeout: 30_000,
  });

test('production without settings names each that is missing, with code 78 and no stack', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mainstay-serve-'));
  try {
    const { status, stdout, stderr } = serve({ MAINSTAY_DATA_DIR: dataDir });
    assert.equal(status, 78);
    assert.equal(stdout, '');
    const lines = stderr.trim().split('\n');
    assert.ok(lines.length > 10);
    for (const line of lines)
      assert.match(line, /^(MAINSTAY_[A-Z0-9_]+|DATABASE_URL)( or [A-Z0-9_]+)? is missing/);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
