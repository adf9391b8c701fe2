import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import sharp from 'sharp';
import {
  attach,
  codeOf,
  good,
  open,
  png,
  text,
  withFilesWorld,
} from '../../../test/fakes/files-world.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { CustomerId, MessageId } from '../../core/ids.ts';
import { discardFiles, fileJobs, listAttachments } from './index.ts';

test('an image goes in, is sealed at rest, and comes out as an attachment with its thumbnail', () =>
  withFilesWorld(async (world) => {
    const file = good(await world.upload(world.ana, '../My receipt 收据.png', png));
    assert.deepEqual(
      [file.name, file.mime, file.width, file.height, file.hasThumbnail, file.status, file.reason],
      ['My receipt 收据.png', 'image/png', 900, 600, true, 'clean', null],
    );
    for (const [key, bytes] of world.blobs.kept) {
      assert.ok(!Buffer.from(bytes).includes('PNG') && !Buffer.from(bytes).includes('WEBP'), key);
    }
    const { rows } = await sql<{ row: string }>`SELECT files::text AS row FROM files`.execute(
      world.database,
    );
    const nameInHex = Buffer.from('receipt').toString('hex');
    assert.ok(!rows[0]?.row.includes('receipt') && !rows[0]?.row.includes(nameInHex));
    const full = good(await open(world, world.ana, file.id));
    assert.equal(full.contentType, 'image/png');
    assert.equal((await sharp(full.bytes).metadata()).width, 900);
    assert.equal(
      full.headers['content-disposition'],
      `attachment; filename="My receipt __.png"; filename*=UTF-8''My%20receipt%20%E6%94%B6%E6%8D%AE.png`,
    );
    assert.equal(full.headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(full.headers['x-content-type-options'], 'nosniff');
    assert.equal(full.headers['cross-origin-resource-policy'], 'same-origin');
    const thumb = good(await open(world, world.ana, file.id, 'thumb'));
    assert.deepEqual(
      [thumb.contentType, (await sharp(thumb.bytes).metadata()).width],
      ['image/webp', 480],
    );
  }));

test('what may not be sent is refused with its reason, and nothing is kept', () =>
  withFilesWorld(async (world) => {
    const svg = text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]);
    const refused: [string, Uint8Array, string][] = [
      ['a.png', new Uint8Array(), 'file_empty'],
      ['a.svg', svg, 'file_type_not_allowed'],
      ['a.txt', svg, 'file_type_not_allowed'],
      ['a.txt', text('  <!DOCTYPE html><script>alert(1)</script>'), 'file_type_not_allowed'],
      ['a.html', text('hello'), 'file_extension_mismatch'],
      ['a.exe', exe, 'file_type_not_allowed'],
      ['a.txt', Buffer.from([0xff, 0xfe, 0x41]), 'file_type_not_allowed'],
      ['a.txt', text('a\u0000b'), 'file_type_not_allowed'],
      ['a.exe', png, 'file_extension_mismatch'],
      ['a.pdf', png, 'file_extension_mismatch'],
      ['a.png', png.subarray(0, 80), 'image_unreadable'],
      ['a.zip', Buffer.from('504b03041400000000000000', 'hex'), 'file_type_not_allowed'],
    ];
    for (const [name, bytes, code] of refused) {
      assert.equal(codeOf(await world.upload(world.ana, name, bytes)), code, name);
    }
    assert.equal(world.blobs.kept.size, 0);
    assert.equal(world.due.length, 0);
  }));

test('names are put right and guarded', () =>
  withFilesWorld(async (world) => {
    const names: [string, Uint8Array, string][] = [
      ['photo.jpg', png, 'photo.png'],
      ['photo', png, 'photo.png'],
      ['notes', text('hello'), 'notes.txt'],
      ['report.csv', text('a,b\n1,2'), 'report.csv'],
      ['x\u202egnp.txt', text('hello'), 'xgnp.txt'],
      ['my code is 482913.txt', text('hello'), 'my code is ⟦secret:one_time_code⟧.txt'],
    ];
    for (const [given, bytes, expected] of names) {
      assert.equal(good(await world.upload(world.ana, given, bytes)).name, expected);
    }
  }));

test('nobody but its customer and the staff who see the conversation reads a file; staff leave a trace', () =>
  withFilesWorld(async (world) => {
    const file = good(await world.upload(world.ana, 'a.png', png));
    assert.equal(codeOf(await open(world, world.ben, file.id)), 'file_not_found');
    assert.equal(codeOf(await open(world, world.agent, file.id)), 'file_not_found', 'not sent yet');
    good(await attach(world, [file.id]));
    assert.equal(codeOf(await open(world, world.ben, file.id)), 'file_not_found');
    assert.equal(codeOf(await open(world, world.stranger, file.id)), 'file_not_found');
    assert.equal(codeOf(await open(world, world.ana, systemIds.uuid())), 'file_not_found');
    good(await open(world, world.ana, file.id));
    good(await open(world, world.agent, file.id));
    good(await open(world, world.agent, file.id, 'thumb'));
    const { rows } =
      await sql`SELECT agent_id, subject_id, reason FROM access_events ORDER BY access_id`.execute(
        world.database,
      );
    assert.deepEqual(rows, [
      { agent_id: 'agent-1', subject_id: file.id, reason: 'file_opened' },
      { agent_id: 'agent-1', subject_id: file.id, reason: 'file_preview' },
    ]);
  }));

test('a file of an internal note is not for the customer; one of an answer is', () =>
  withFilesWorld(async (world) => {
    const uploader = { kind: 'agent', id: 'agent-1' } as const;
    const inNote = good(await world.upload(world.agent, 'note.txt', text('internal')));
    const inAnswer = good(await world.upload(world.agent, 'answer.txt', text('hello')));
    assert.equal(
      codeOf(await open(world, world.ana, inAnswer.id)),
      'file_not_found',
      'not sent yet',
    );
    const note = systemIds.uuid() as MessageId;
    world.notes.add(note);
    good(await attach(world, [inNote.id], { uploader, messageId: note }));
    good(await attach(world, [inAnswer.id], { uploader }));
    assert.equal(codeOf(await open(world, world.ana, inNote.id)), 'file_not_found');
    assert.deepEqual(
      Buffer.from(good(await open(world, world.ana, inAnswer.id)).bytes).toString(),
      'hello',
    );
    assert.equal(
      good(await open(world, world.agent, inNote.id)).contentType,
      'text/plain; charset=utf-8',
    );
  }));

test('files go into one message, once, in order, and only their uploader sends them', () =>
  withFilesWorld(async (world) => {
    const [first, second] = await Promise.all(
      ['1.txt', '2.txt'].map(async (name) => good(await world.upload(world.ana, name, text(name)))),
    );
    assert.ok(first && second);
    const ben = (world.ben as { customerId: CustomerId }).customerId;
    const asBen = { customerId: ben, uploader: { kind: 'customer', id: ben } as const };
    assert.equal(codeOf(await attach(world, [first.id], asBen)), 'file_not_found');
    assert.equal(
      codeOf(await attach(world, [first.id], { uploader: { kind: 'agent', id: 'agent-1' } })),
      'file_not_found',
    );
    assert.equal(codeOf(await attach(world, [first.id, systemIds.uuid()])), 'file_not_found');
    const messageId = systemIds.uuid() as MessageId;
    good(await attach(world, [second.id, first.id], { messageId }));
    assert.equal(codeOf(await attach(world, [first.id])), 'file_already_sent');
    const lists = await listAttachments(world.deps, world.database, [
      messageId,
      systemIds.uuid() as MessageId,
    ]);
    assert.deepEqual([...lists.keys()], [messageId]);
    assert.deepEqual(
      lists.get(messageId)?.map((file) => file.name),
      ['2.txt', '1.txt'],
    );
  }));

test('the same file in two messages at once: one wins', () =>
  withFilesWorld(async (world) => {
    const file = good(await world.upload(world.ana, 'a.txt', text('a')));
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => attach(world, [file.id])));
    assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1);
  }));

test('a scanner that is down leaves the file in quarantine; it may be sent, and is looked at again', () =>
  withFilesWorld(async (world) => {
    world.scanner.verdict = 'down';
    const file = good(await world.upload(world.ana, 'a.png', png));
    assert.deepEqual([file.status, file.hasThumbnail], ['quarantined', false]);
    assert.equal(codeOf(await open(world, world.ana, file.id)), 'file_being_checked');
    good(await attach(world, [file.id]));
    world.due.splice(0, world.due.length, ...world.due.filter(({ kind }) => kind === 'scan_file'));
    await world.runDue();
    assert.deepEqual(
      world.due.map(({ kind }) => kind),
      ['scan_file'],
      'planned again',
    );
    world.scanner.verdict = 'clean';
    await world.runDue();
    assert.deepEqual(world.checked, [file.id]);
    assert.deepEqual(world.due, []);
    good(await open(world, world.ana, file.id));
    const scans = world.scanner.scans;
    await fileJobs(world.deps).get('scan_file')?.({ fileId: file.id });
    assert.equal(world.scanner.scans, scans, 'a clean file is not scanned again');
  }));

test('malware is rejected, its bytes are gone, and the rejection is on record', () =>
  withFilesWorld(async (world) => {
    world.scanner.verdict = 'infected';
    const file = good(await world.upload(world.ana, 'a.pdf', text('%PDF-1.7\n%%EOF')));
    assert.deepEqual([file.status, file.reason], ['rejected', 'malware']);
    assert.equal(world.blobs.kept.size, 0);
    assert.equal(codeOf(await attach(world, [file.id])), 'file_rejected');
    assert.equal(codeOf(await open(world, world.ana, file.id)), 'file_rejected');
    const { rows } = await sql`SELECT action, subject_id FROM audit_events`.execute(world.database);
    assert.deepEqual(rows, [{ action: 'file_rejected', subject_id: file.id }]);
  }));

test('what is never sent goes after a day; what was sent stays', () =>
  withFilesWorld(async (world) => {
    const left = good(await world.upload(world.ana, 'left.png', png));
    const sent = good(await world.upload(world.ana, 'sent.txt', text('x')));
    good(await attach(world, [sent.id]));
    const purges = world.due.filter(({ kind }) => kind === 'purge_file');
    assert.ok(purges.every(({ dueAt }) => Math.abs(dueAt - Date.now() - 86_400_000) < 60_000));
    await world.runDue();
    assert.equal(codeOf(await open(world, world.ana, left.id)), 'file_not_found');
    assert.deepEqual([...world.blobs.kept.keys()], [`files/${sent.id}/full`]);
    good(await open(world, world.ana, sent.id));
  }));

test('with its message a file is destroyed', () =>
  withFilesWorld(async (world) => {
    const file = good(await world.upload(world.ana, 'a.png', png));
    const messageId = systemIds.uuid() as MessageId;
    good(await attach(world, [file.id], { messageId }));
    world.due.length = 0;
    await world.database.transaction().execute((trx) => discardFiles(world.deps, trx, messageId));
    assert.equal(codeOf(await open(world, world.ana, file.id)), 'file_not_found');
    assert.equal((await listAttachments(world.deps, world.database, [messageId])).size, 0);
    await world.runDue();
    assert.equal(world.blobs.kept.size, 0);
    const { rows } = await sql`SELECT 1 FROM files WHERE file_id = ${file.id}`.execute(
      world.database,
    );
    assert.equal(rows.length, 0);
  }));

test('nobody hoards unsent files', () =>
  withFilesWorld(async (world) => {
    for (let i = 0; i < 40; i += 1) good(await world.upload(world.ana, `${i}.txt`, text('x')));
    assert.equal(codeOf(await world.upload(world.ana, 'more.txt', text('x'))), 'too_many_files');
    good(await world.upload(world.ben, 'ben.txt', text('x')));
  }));

test('a file with a recovery phrase or a key in it is destroyed at once, and its sender is told why', () =>
  withFilesWorld(async (world) => {
    const phrase =
      'velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit';
    const refused = await world.upload(world.ana, 'backup.txt', text(`my words: ${phrase}`));
    assert.equal(codeOf(refused), 'file_holds_secret');
    assert.equal(world.blobs.kept.size, 0);
    const { rows } = await sql<{ status: string; reason: string }>`
      SELECT status, reason FROM files`.execute(world.database);
    assert.deepEqual(rows, [{ status: 'rejected', reason: 'secret' }]);
    const log = text('12:30 login ok, verification code 482913 accepted');
    assert.equal(good(await world.upload(world.ana, 'app.log', log)).status, 'clean');
  }));

test('a file that turns out to hold a secret after it was sent is destroyed, and both sides see it', () =>
  withFilesWorld(async (world) => {
    world.scanner.verdict = 'down';
    const key = '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ';
    const file = good(await world.upload(world.ana, 'key.txt', text(`here: ${key}`)));
    assert.equal(file.status, 'quarantined');
    const messageId = systemIds.uuid() as MessageId;
    good(await attach(world, [file.id], { messageId }));
    world.scanner.verdict = 'clean';
    await world.runDue();
    const [seen] =
      (await listAttachments(world.deps, world.database, [messageId])).get(messageId) ?? [];
    assert.deepEqual([seen?.status, seen?.reason], ['rejected', 'secret']);
    assert.deepEqual(world.checked, [file.id]);
    assert.equal(world.blobs.kept.size, 0);
    assert.equal(codeOf(await open(world, world.ana, file.id)), 'file_rejected');
  }));
