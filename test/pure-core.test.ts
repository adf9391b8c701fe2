import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

/** Time and randomness are arguments in src/core, so that every decision can be replayed. */
const ROOT = resolve(import.meta.dirname, '..');
const IMPURE =
  /\b(Date\.now|new Date\(\s*\)|Math\.random|process\.|fetch\(|Temporal\.Now|performance\.|setTimeout|setInterval|crypto\.|globalThis)/;

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\/\/.*$/gm, '');

test('the core asks nobody for time, randomness or the outer world', () => {
  const files = globSync('src/core/**/*.ts', { cwd: ROOT }).filter(
    (name) => !name.endsWith('.test.ts'),
  );
  assert.ok(files.length > 5);
  const impure = files.filter((name) =>
    IMPURE.test(withoutComments(readFileSync(resolve(ROOT, name), 'utf8'))),
  );
  assert.deepEqual(impure, []);
});

test('only the configuration reads the environment', () => {
  const files = globSync('src/**/*.ts', { cwd: ROOT }).filter(
    (name) => !name.endsWith('.test.ts') && name !== 'src/app/load-config.ts',
  );
  const readers = files.filter((name) =>
    /process\.env\b/.test(withoutComments(readFileSync(resolve(ROOT, name), 'utf8'))),
  );
  assert.deepEqual(readers, []);
});
