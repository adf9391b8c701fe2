import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

const ROOT = resolve(import.meta.dirname, '..');

/** Breaks every rule of .dependency-cruiser.cjs at least once. */
const PLANTED: Readonly<Record<string, string>> = {
  'src/core/bad.ts':
    "import 'node:fs'; import 'zod'; import type { D } from '../ports/good.ts'; export type X = D;",
  'src/contract/bad.ts': "import 'kysely'; import 'node:fs'; import '../adapters/x/bad.ts';",
  'src/ports/good.ts': "import type { Kysely } from 'kysely'; export type D = Kysely<object>;",
  'src/ports/bad.ts':
    "import { Kysely } from 'kysely'; import '../adapters/x/bad.ts'; export const x = Kysely;",
  'src/features/a/index.ts':
    "import '../b/store.ts'; import '../b/index.ts'; import '../../adapters/x/bad.ts';",
  'src/features/b/store.ts': 'export const b = 1;',
  'src/features/b/index.ts': "import '../a/index.ts';",
  'src/channels/c.ts': "import '../features/b/index.ts';",
  'src/adapters/x/bad.ts': "import '../../features/b/index.ts';",
  'src/platform/y.ts': "import '../features/b/index.ts';",
  'web/k.ts':
    "import '../src/adapters/x/bad.ts'; import '../test/t.ts'; import 'fast-check'; import 'node:fs'; import './missing.ts';",
  'test/t.ts': 'export const z = 1;',
};

const RULES = [
  'adapters-know-no-features',
  'channels-know-no-features',
  'contract-imports-core',
  'contract-with-zod-only',
  'contract-without-node',
  'core-imports-core',
  'core-without-node',
  'core-without-npm',
  'everything-resolves',
  'features-know-no-edges',
  'no-cycles',
  'no-cycles-between-slices',
  'no-dev-dependencies-in-product',
  'no-tests-in-product',
  'platform-knows-no-features',
  'ports-are-types',
  'ports-import-vocabulary',
  'slices-meet-at-index',
  'web-shares-contract-and-core',
  'web-without-node',
];

test('every import rule catches what it forbids, and the harmless passes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-rules-'));
  try {
    for (const [name, text] of Object.entries(PLANTED)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), `${text}\n`);
    }
    for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
      copyFileSync(join(ROOT, name), join(folder, name));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    const run = spawnSync(process.execPath, [join(ROOT, 'scripts/check-imports.ts'), folder], {
      encoding: 'utf8',
    });
    assert.equal(run.status, 1);
    const lines = run.stdout.split('\n').filter((line) => line.includes(' → '));
    const caught = new Set(lines.map((line) => line.slice(0, line.indexOf(':'))));
    assert.deepEqual([...caught].sort(), RULES);
    assert.equal(
      lines.some((line) => line.includes(': src/ports/good.ts')),
      false,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
