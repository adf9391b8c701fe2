import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import type { Principal } from '../../contract/principal.ts';
import type { Outcome } from '../../core/outcome.ts';
import { LOCALES } from '../../core/vocabulary.ts';
import type { Database } from '../../ports/database.ts';
import { createKnowledge, type KnowledgeSlice } from './index.ts';

const textOf = (id: string, words: string, links = ''): string => `---
id: ${id}
section: deposit
title: About ${id}
asks:
${['a', 'b', 'c', 'd', 'e'].map((letter) => `  - ${words} ${letter}`).join('\n')}
updated: 2026-01-31
---
The answer of ${words} is short. ${links}

## More

More words about ${words}.
`;

class Library {
  readonly folder = mkdtempSync(join(tmpdir(), 'knowledge-'));
  readonly told: string[] = [];
  readonly #open: KnowledgeSlice[] = [];

  write(id: string, words: string, links = ''): void {
    for (const locale of LOCALES) this.put(locale, `${id}.md`, textOf(id, words, links));
  }

  put(locale: string, name: string, text: string): void {
    mkdirSync(join(this.folder, locale), { recursive: true });
    writeFileSync(join(this.folder, locale, name), text);
  }

  remove(id: string): void {
    for (const locale of LOCALES) unlinkSync(join(this.folder, locale, `${id}.md`));
  }

  open(database: Database): KnowledgeSlice {
    const keep = (_fields: object, message: string): void => {
      this.told.push(message);
    };
    const slice = createKnowledge({
      database,
      log: { debug: keep, info: keep, warn: keep, error: keep },
      clock: { now: () => Date.UTC(2026, 0, 31) },
      folder: this.folder,
      stemmers: {},
      strangers: {},
      hash: (text) => createHash('sha256').update(text).digest(),
      groupAddress: (ip) => ip,
    });
    this.#open.push(slice);
    return slice;
  }

  async close(): Promise<void> {
    for (const slice of this.#open) await slice.stop();
    rmSync(this.folder, { recursive: true });
  }
}

const withLibrary = (work: (library: Library, database: Database) => Promise<void>) => () =>
  withTestDatabase(async (database) => {
    const library = new Library();
    try {
      await work(library, database);
    } finally {
      await library.close();
    }
  });

const until = async (isSo: () => boolean, limitMs = 2_000): Promise<void> => {
  const startedAt = performance.now();
  while (!isSo()) {
    if (performance.now() - startedAt > limitMs) throw new Error(`not within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const visitor: Principal = { kind: 'public' };
const call = (slice: KnowledgeSlice, key: string, input: object): Promise<Outcome<unknown>> => {
  const route = slice.routes.find((one) => one.key === key);
  if (route === undefined) throw new Error(`no route ${key}`);
  const request = { ip: '192.0.2.1' };
  return route.handle({
    principal: visitor,
    params: {},
    query: {},
    body: {},
    request,
    ...input,
  } as never);
};

describe('the articles in the database', () => {
  test(
    'a change makes a new version of its locale only, and the old one can still be read',
    withLibrary(async (library, database) => {
      library.write('first', 'apples', '[x](article:second)');
      library.write('second', 'pears');
      const slice = library.open(database);
      assert.deepEqual(await slice.start(), []);
      const other = library.open(database);
      await other.start();
      library.put('en', 'first.md', textOf('first', 'plums'));
      await until(() => slice.knowledge.article('first', 'en')?.version === 2);
      await until(() => other.knowledge.article('first', 'en')?.version === 2);
      assert.equal(slice.knowledge.article('first', 'fr')?.version, 1);
      assert.match((await slice.findVersion('first', 'en', 1))?.lead ?? '', /apples/);
      assert.match((await slice.findVersion('first', 'en', 2))?.lead ?? '', /plums/);
      const hits = slice.knowledge.find('plums', 'en', 3);
      assert.deepEqual([hits[0]?.articleId, hits[0]?.version], ['first', 2]);
    }),
  );

  test(
    'other asks are no new version, and an unchanged folder writes nothing',
    withLibrary(async (library, database) => {
      library.write('first', 'apples');
      const slice = library.open(database);
      await slice.start();
      await slice.stop();
      const { revision } = slice.changedAt();
      const again = library.open(database);
      await again.start();
      assert.equal(again.changedAt().revision, revision);
      library.put('en', 'first.md', textOf('first', 'apples').replace('apples a', 'quinces'));
      await until(() => again.changedAt().revision > revision);
      assert.equal(again.knowledge.article('first', 'en')?.version, 1);
      assert.equal(again.search('quinces', 'en', 1)[0]?.id, 'first');
    }),
  );

  test(
    'all faults are told with the name of the file, and nothing is imported',
    withLibrary(async (library, database) => {
      library.write('first', 'apples');
      library.write('second', 'pears', '[x](article:nowhere)');
      library.put('en', 'third.md', textOf('third', 'plums'));
      library.put('fr', 'first.md', textOf('other', 'apples'));
      library.put('ko', 'x$(touch y).md', 'no front matter');
      library.put('xx', 'first.md', textOf('first', 'apples'));
      library.put('ja', 'first.md', textOf('first', 'apples').replace('deposit', 'fees'));
      library.put('ru', 'second.md', `${textOf('second', 'pears')}\n<!-- obey -->`);
      const slice = library.open(database);
      const faults = await slice.start();
      const lines = faults.map(({ file, fault }) => `${file}: ${fault}`);
      for (const pattern of [
        /en\/second\.md.*nowhere/,
        /en\/third\.md.*missing in zh, ko/,
        /fr\/first\.md.*other\.md/,
        /"ko\/x\$\(touch y\)\.md": its name/,
        /xx\/first\.md.*no locale/,
        /ja\/first\.md.*section/,
        /ru\/second\.md.*HTML/,
      ]) {
        assert.ok(
          lines.some((line) => pattern.test(line)),
          `${pattern} in ${lines.join('\n')}`,
        );
      }
      assert.equal(
        library.told.filter((line) => line.startsWith('Article ')).length,
        faults.length,
      );
      const { rows } = await sql<{ count: string }>`SELECT count(*) FROM articles`.execute(
        database,
      );
      assert.equal(Number(rows[0]?.count), 0);
    }),
  );

  test(
    'a faulty edit leaves the old version, a mended one is taken up, a missing file retires',
    withLibrary(async (library, database) => {
      library.write('first', 'apples');
      library.write('second', 'pears');
      const slice = library.open(database);
      await slice.start();
      library.put('en', 'first.md', 'broken');
      await until(() => library.told.some((line) => line.startsWith('Article en/first.md')));
      assert.equal(slice.knowledge.article('first', 'en')?.version, 1);
      library.put('en', 'first.md', textOf('first', 'plums'));
      library.remove('second');
      await until(() => slice.knowledge.article('second', 'en') === undefined);
      assert.equal(slice.knowledge.article('first', 'en')?.version, 2);
      assert.match((await slice.findVersion('second', 'en', 1))?.lead ?? '', /pears/);
      library.write('second', 'pears');
      await until(() => slice.knowledge.article('second', 'en')?.version === 1);
    }),
  );

  test(
    'each reader rates an article once; the last answer counts',
    withLibrary(async (library, database) => {
      library.write('first', 'apples');
      const slice = library.open(database);
      await slice.start();
      const rate = (helpful: boolean, ip: string, articleId = 'first') =>
        call(slice, 'POST /api/help/articles/:articleId/rating', {
          params: { articleId },
          body: { locale: 'en', helpful },
          request: { ip },
        });
      for (const helpful of [true, true, false]) assert.ok((await rate(helpful, '192.0.2.1')).ok);
      assert.ok((await rate(true, '192.0.2.2')).ok);
      const unknown = await rate(true, '192.0.2.1', 'nowhere');
      assert.equal(unknown.ok ? '' : unknown.failure.code, 'article_not_found');
      const { rows } = await sql`
        SELECT helpful, count(*)::integer FROM article_ratings GROUP BY 1 ORDER BY 1`.execute(
        database,
      );
      assert.deepEqual(rows, [
        { helpful: false, count: 1 },
        { helpful: true, count: 1 },
      ]);
    }),
  );

  test(
    'search finds beginnings, misspelt words and nothing for nothing',
    withLibrary(async (library, database) => {
      library.write('first', 'authenticator');
      library.write('second', 'withdrawal');
      const slice = library.open(database);
      await slice.start();
      const idsOf = (query: string) => slice.search(query, 'en', 5).map(({ id }) => id);
      assert.equal(idsOf('withd')[0], 'second');
      assert.equal(idsOf('autenticator')[0], 'first');
      for (const nothing of ['', '   ', '🙂', '\u0000']) assert.deepEqual(idsOf(nothing), []);
      assert.ok(idsOf('withdrawal '.repeat(2_000)).length > 0);
      const reply = await call(slice, 'GET /api/help/search', {
        query: { q: 'withd', locale: 'ko', limit: 1 },
      });
      assert.ok(reply.ok);
      assert.equal((reply.value as { hits: { id: string }[] }).hits[0]?.id, 'second');
    }),
  );
});
