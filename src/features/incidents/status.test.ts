import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import { opened, tell, worldOn } from '../../../test/incident-world.ts';
import type { OutgoingMail } from '../../ports/mail.ts';
import { createStatusSource } from './status-source.ts';
import { subscribeByMail } from './subscribe.ts';
import { askAddress, fanOut, tellSubscriber } from './tell-subscribers.ts';

const queryOf = (mail: OutgoingMail | undefined, path: string): URLSearchParams => {
  const [, query = ''] = new RegExp(`/status/${path}\\?(\\S+)`).exec(mail?.text ?? '') ?? [];
  return new URLSearchParams(query);
};

test('an address is told only after its owner pressed the link, each update once, until they end it', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, mails, current } = world;
    const source = createStatusSource(deps, current);
    assert.equal((await subscribeByMail(deps, 'no address', 'ru', '1')).ok, false);
    assert.ok((await subscribeByMail(deps, 'Mina@example.org', 'ru', '1')).ok);
    const row = await sql<{ id: string; kept: Buffer }>`
      SELECT subscription_id AS id, address_sealed AS kept FROM status_subscriptions`.execute(
      database,
    );
    const id = row.rows[0]?.id ?? '';
    assert.ok(!row.rows[0]?.kept.toString('latin1').includes('example'));
    await askAddress(deps, id, 1);
    assert.equal(mails[0]?.to, 'Mina@example.org');
    const incidentId = await opened(world);
    const updateId = await tell(world, incidentId, 'found');
    await fanOut(deps, updateId, null);
    await tellSubscriber(deps, updateId, id);
    assert.equal(mails.length, 1);
    const link = queryOf(mails[0], 'confirm');
    assert.equal(await source.pressLink('confirm', id, 'x'.repeat(32)), false);
    assert.equal(await source.pressLink('end', id, link.get('p') ?? ''), false);
    assert.equal(await source.pressLink('confirm', id, link.get('p') ?? ''), true);
    await fanOut(deps, updateId, null);
    const due = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM due_work WHERE kind = 'status_tell'`.execute(database);
    assert.equal(due.rows[0]?.n, 1);
    await tellSubscriber(deps, updateId, id);
    assert.match(mails[1]?.subject ?? '', /Title ru/);
    assert.match(mails[1]?.text ?? '', /Now ru/);
    assert.equal(await source.pressLink('end', id, queryOf(mails[1], 'end').get('p') ?? ''), true);
    await tellSubscriber(deps, updateId, id);
    assert.equal(mails.length, 2);
  }));

test('the status page lives from memory: its words in the reader’s language, its days, its banner', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, current } = world;
    await sql`INSERT INTO status_components VALUES ('wallets', '{"en": "Wallets", "ja": "ウォレット"}', 0)`.execute(
      database,
    );
    const incidentId = await opened(world, { componentIds: ['wallets'] });
    await opened(world, { isPublic: false });
    const source = createStatusSource(deps, current);
    assert.equal(source.banners('ja').length, 1);
    const status = source.readStatus('ja');
    assert.equal(status.overall, 'partial');
    assert.equal(status.parts[0]?.name, 'ウォレット');
    assert.equal(status.parts[0]?.days.length, 90);
    assert.equal(status.parts[0]?.days.at(-1)?.state, 'partial');
    assert.equal(status.open.length, 1);
    assert.equal(source.findIncident('ja', incidentId)?.updates[0]?.text, 'Looking ja');
    await tell(world, incidentId, 'resolved');
    await current.read();
    assert.equal(source.banners('ja').length, 0);
    assert.equal(source.readStatus('en').past.length, 1);
  }));
