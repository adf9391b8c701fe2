import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { test } from 'node:test';

/**
 * Only a slice's own store names its tables: a store (`store.ts`, `store-*.ts`, `tables.ts`) declares the tables it
 * owns by merging into `Tables`, and no other slice's code may name one of them in a query.
 */
const ROOT = resolve(import.meta.dirname, '..');
const STORE = /^(store(-[a-z-]+)?|tables)\.ts$/;

interface Source {
  readonly slice: string;
  readonly name: string;
  readonly text: string;
  readonly isStore: boolean;
}

const readSlices = (): readonly Source[] =>
  globSync('src/features/*/**/*.ts', { cwd: ROOT })
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => ({
      slice: name.split('/')[2] ?? '',
      name,
      text: withoutComments(readFileSync(resolve(ROOT, name), 'utf8')),
      isStore: STORE.test(basename(name)),
    }));

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');

/** Table names in an `interface Tables { … }` block. */
const declaredTables = (text: string): readonly string[] => {
  const [, block] = /interface Tables \{([^}]*)\}/.exec(text) ?? [];
  return [...(block ?? '').matchAll(/^\s*'?([a-z_]+)'?\s*:/gm)].map(([, name]) => name ?? '');
};

/** A table is named in SQL after from, join, into, update or table; in the query builder as the first argument. */
const namesTable = (text: string, table: string): boolean =>
  new RegExp(`\\b(from|join|into|update|table)\\s+"?${table}\\b`, 'i').test(text) ||
  new RegExp(`(From|Into|Table|Join|\\.with|using)\\(\\s*\\[?['"\`]${table}\\b`).test(text);

test('every table of the migrations has exactly one owner at most', () => {
  const owners = new Map<string, Set<string>>();
  for (const { slice, text } of readSlices()) {
    for (const table of declaredTables(text)) {
      owners.set(table, (owners.get(table) ?? new Set()).add(slice));
    }
  }
  assert.ok(owners.size > 5, 'the declarations of tables were not found');
  const shared = [...owners].filter(([, slices]) => slices.size > 1);
  assert.deepEqual(
    shared.map(([table, slices]) => `${table}: ${[...slices].join(', ')}`),
    [],
  );
});

test("only a slice's own store names its tables", () => {
  const sources = readSlices();
  const wrong: string[] = [];
  for (const owner of sources) {
    for (const table of declaredTables(owner.text)) {
      for (const { slice, name, text, isStore } of sources) {
        const allowed = slice === owner.slice && isStore;
        if (!allowed && namesTable(text, table))
          wrong.push(`${name} names ${table} of ${owner.slice}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test('the check sees the ways a table can be named', () => {
  const ways = [
    'sql`SELECT 1 FROM events e`',
    'sql`update events set x = 1`',
    'sql`INSERT INTO events (a)`',
    'sql`delete from events`',
    "db.selectFrom('events')",
    "db.insertInto('events')",
    "db.updateTable('events as e')",
    "q.innerJoin('events', 'a', 'b')",
    'sql`x left join events on true`',
  ];
  for (const way of ways) assert.equal(namesTable(way, 'events'), true, way);
  assert.equal(
    namesTable("const events = []; for (const e of events) emit('events')", 'events'),
    false,
  );
});
