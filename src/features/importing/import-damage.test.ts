import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import { png, withFilesWorld } from '../../../test/fakes/files-world.ts';
import { withFiles } from '../../../test/files-of.ts';
import { importWorld, runImport } from '../../../test/import-world.ts';
import { fail, ok } from '../../core/outcome.ts';
import type { Database } from '../../ports/database.ts';
import { attachFiles, uploadFile } from '../files/index.ts';
import { createFileOpener } from './open-file.ts';

const AT = '2024-03-01T09:00:00Z';
const ticket = (id: number | string, comments: readonly object[], changes: object = {}) => ({
  id,
  status: 'open',
  requester: { id: 7, name: 'Mina', role: 'end-user' },
  created_at: AT,
  comments: comments.map((comment, index) => ({
    id: `${id}-${index}`,
    author_id: 7,
    plain_body: 'words',
    created_at: AT,
    ...comment,
  })),
  ...changes,
});
const lines = (records: readonly object[]): string =>
  records.map((one) => JSON.stringify(one)).join('\n');

const countOf = async (database: Database, table: string): Promise<number> => {
  const { rows } = await sql<{
    n: number;
  }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`.execute(database);
  return rows[0]?.n ?? 0;
};

test('files: in the export, beside it or from a host that was named; each through the checks of all files, each refusal told', () =>
  withFilesWorld(async ({ deps: filesDeps, database, blobs }) => {
    const root = mkdtempSync(join(tmpdir(), 'mainstay-import-files-'));
    const folder = join(root, 'files');
    mkdirSync(join(folder, '2'), { recursive: true });
    writeFileSync(join(folder, '2', 'shot.png'), png);
    writeFileSync(join(root, 'secret.txt'), 'not of the export');
    symlinkSync(join(root, 'secret.txt'), join(folder, '3'));
    writeFileSync(join(folder, '4-large.txt'), 'x'.repeat(100_001));
    const asked: string[] = [];
    const { deps } = importWorld(database, {
      openFile: createFileOpener({
        folder,
        maxBytes: 100_000,
        fetch: async (url) => {
          asked.push(url);
          return url.startsWith('https://files.example.org/')
            ? ok(new TextEncoder().encode('fetched'))
            : fail('invalid', 'file_host_not_allowed');
        },
      }),
      upload: (upload) => uploadFile(filesDeps, { ...upload, conversationId: null }),
      attach: attachFiles,
    });
    const data = (text: string): string => Buffer.from(text).toString('base64');
    const phrase =
      'velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit';
    const attachments = [
      { id: 1, file_name: 'note.txt', data: data('inside') },
      { id: 2, file_name: 'shot.png', content_url: 'https://elsewhere.example/shot.png' },
      { id: 3, file_name: 'a.txt', content_url: 'https://elsewhere.example/a' },
      { id: 4, file_name: 'large.txt' },
      { id: 5, file_name: 'page.png', data: data('<html><script>1</script></html>') },
      { id: 6, file_name: 'phrase.txt', data: data(phrase) },
      { id: '../../secret.txt', file_name: '../secret.txt' },
      { id: 8, content_url: 'https://files.example.org/of/8.txt?token=1' },
      { id: 9, file_name: 'x.txt', content_url: 'http://169.254.169.254/latest' },
      { id: 10, file_name: 'bad.txt', content_url: 'data:text/plain;base64,***' },
    ];
    const files = { 'tickets.jsonl': lines([ticket(1, [{ attachments, plain_body: '' }])]) };
    try {
      await withFiles(files, async (paths) => {
        const { report, left } = await runImport(deps, 'zendesk', paths);
        assert.deepEqual(
          left.map(([, , reason, part]) => `${part} ${reason}`),
          [
            'file 3 file_host_not_allowed',
            'file 4 file_too_large',
            'file 5 file_type_not_allowed',
            'file 6 file_holds_secret',
            'file ../../secret.txt file_not_given',
            'file 9 file_host_not_allowed',
            'file 10 file_unreadable',
          ],
        );
        assert.deepEqual(
          [report.taken, report.messages, report.filesTaken, report.filesLeft],
          [1, 1, 3, 7],
        );
        assert.equal((await runImport(deps, 'zendesk', paths)).report.known, 1);
      });
      const { rows } = await sql<{
        mime: string;
        status: string;
      }>`SELECT f.mime, f.status FROM files f
        JOIN messages m USING (message_id) ORDER BY f.mime`.execute(database);
      assert.deepEqual(
        rows.map(({ mime, status }) => `${mime} ${status}`),
        ['image/png clean', 'text/plain clean', 'text/plain clean'],
      );
      const kept = await Promise.all(
        [...blobs.kept.values()].map((bytes) => Buffer.from(bytes).toString('latin1')),
      );
      assert.ok(kept.every((bytes) => !bytes.includes('inside') && !bytes.includes('PNG')));
      assert.deepEqual(asked, [
        'https://elsewhere.example/a',
        'https://files.example.org/of/8.txt?token=1',
        'http://169.254.169.254/latest',
      ]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }));

test('one record that cannot be stored costs its neighbours nothing, and twice the same is once', () =>
  withTestDatabase(async (database) => {
    const { deps } = importWorld(database);
    const files = {
      'tickets.jsonl': lines([
        ticket(1, [{}]),
        ticket('2\0', [{}]),
        ticket(3, [{}]),
        ticket(1, [{}]),
        ticket(4, [{ plain_body: '' }, { plain_body: '   ' }]),
        ticket(5, [{}, { plain_body: '' }]),
      ]),
    };
    await withFiles(files, async (paths) => {
      // Two at once, of the same export: each conversation is one's or the other's.
      const [{ report, left }, other] = await Promise.all([
        runImport(deps, 'zendesk', paths),
        runImport(importWorld(database).deps, 'zendesk', paths),
      ]);
      assert.deepEqual(left, [
        [2, '2\0', 'not_storable', null],
        [5, '4', 'no_messages', null],
      ]);
      assert.equal(report.taken + other.report.taken, 3);
      assert.equal(report.known + other.report.known, 5);
      assert.equal(report.emptyLeft + other.report.emptyLeft, 1);
    });
    assert.equal(await countOf(database, 'conversations'), 3);
    assert.equal(await countOf(database, 'follow_cursors'), 3);
    assert.equal(await countOf(database, 'customers'), 1);
  }));

test('where a transaction of many breaks, nothing of it stays, and the next run takes all', () =>
  withTestDatabase(async (database) => {
    const { deps } = importWorld(database);
    const files = { 'tickets.jsonl': lines([1, 2, 3].map((id) => ticket(id, [{}]))) };
    await withFiles(files, async (paths) => {
      const broken = { ...deps, passOver: async () => assert.fail('the power went out') };
      await assert.rejects(runImport(broken, 'zendesk', paths), /power/);
      for (const table of ['conversations', 'events', 'imported_records', 'customers'])
        assert.equal(await countOf(database, table), 0, table);
      assert.equal((await runImport(deps, 'zendesk', paths)).report.taken, 3);
    });
  }));
