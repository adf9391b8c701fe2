import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer, conversationWorld, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { splitHost } from '../../adapters/public-suffixes/split-host.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { Principal, StaffPrincipal } from '../../contract/principal.ts';
import type { AgentId, CustomerId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import { LOCALES } from '../../core/vocabulary.ts';
import type { Database } from '../../ports/database.ts';
import { sendAsAgent } from '../conversation/index.ts';
import { codeOf, readCodeWords } from './code-words.ts';
import { createOfficial, importPhishingHosts, type Official, seedRegistry } from './index.ts';

const FOLDER = join(import.meta.dirname, '../../../content/official');
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const hash = (text: string): Uint8Array => createHmac('sha256', 'key').update(text).digest();

const staffAs = (role: StaffPrincipal['role'], agentId = 'admin-1'): StaffPrincipal => ({
  kind: 'staff',
  agentId: agentId as AgentId,
  role,
  teamIds: [],
  locale: 'en',
  publicName: 'Nils',
  badge: 'M-2008',
  sessionId: 's',
});

const customerAs = (customerId: CustomerId): Principal => ({
  kind: 'customer',
  customerId,
  locale: 'ko',
  tier: 'standard',
  sessionId: 's',
  assurance: 'session',
  blocked: false,
});

const opened = async (database: Database): Promise<Official> => {
  await seedRegistry({ database, ids: systemIds }, FOLDER);
  const official = createOfficial({
    database,
    ids: systemIds,
    clock: { now: () => Date.now() },
    log: quiet,
    splitHost,
    folder: FOLDER,
    hash,
    ownHosts: ['support.norvik-help.example'],
    listBadges: async () => ['M-2041'],
  });
  await official.start();
  return official;
};

const call = (
  { routes }: Pick<Official, 'routes'>,
  key: string,
  principal: Principal,
  input: object = {},
): Promise<Outcome<unknown>> => {
  const route = routes.find((candidate) => candidate.key === key);
  if (route === undefined) throw new Error(`no route ${key}`);
  return route.handle({ principal, params: {}, query: {}, body: {}, ...input } as never);
};

test('what admins change counts at once, and each change has its audit row', () =>
  withTestDatabase(async (database) => {
    const official = await opened(database);
    assert.equal(official.verify('norvik.test')?.verdict, 'not_ours');
    const admin = staffAs('admin');
    const body = { kind: 'domain', network: null, value: 'NORVIK.test', note: '', until: null };
    const made = await call(official, 'POST /api/desk/official/identities', admin, { body });
    assert.ok(made.ok);
    assert.equal(official.verify('www.norvik.test')?.verdict, 'ours');
    const twin = await call(official, 'POST /api/desk/official/identities', admin, { body });
    assert.equal(twin.ok ? '' : twin.failure.code, 'official_value_taken');
    const params = { identityId: (made.value as { id: string }).id };
    const ended = { ...body, from: 1, until: 1_000 };
    const key = 'PUT /api/desk/official/identities/:identityId';
    assert.ok((await call(official, key, admin, { params, body: ended })).ok);
    assert.equal(official.verify('norvik.test')?.reason, 'no_longer_ours');
    const remove = 'DELETE /api/desk/official/identities/:identityId';
    assert.ok((await call(official, remove, admin, { params })).ok);
    const again = await call(official, remove, admin, { params });
    assert.equal(again.ok ? '' : again.failure.code, 'official_identity_not_found');
    const { rows } = await sql<{ action: string }>`
      SELECT action FROM audit_events WHERE actor_kind = 'staff' ORDER BY audit_id`.execute(
      database,
    );
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['official_identity_added', 'official_identity_changed', 'official_identity_removed'],
    );
    await official.stop();
  }));

test('what cannot be a value, a network or a time is refused in one clear way', () =>
  withTestDatabase(async (database) => {
    const official = await opened(database);
    const codeOfPost = async (body: object): Promise<string> => {
      const whole = { network: null, note: '', until: null, ...body };
      const key = 'POST /api/desk/official/identities';
      const result = await call(official, key, staffAs('admin'), { body: whole });
      return result.ok ? 'ok' : result.failure.code;
    };
    assert.equal(await codeOfPost({ kind: 'phone', value: '555' }), 'official_value_invalid');
    assert.equal(await codeOfPost({ kind: 'handle', value: 'n' }), 'official_network_missing');
    assert.equal(
      await codeOfPost({ kind: 'domain', value: 'a.io', from: 2, until: 1 }),
      'official_times_invalid',
    );
    await official.stop();
  }));

test('a host that is allowed becomes a link, and an imported list makes one a warning', () =>
  withTestDatabase(async (database) => {
    const official = await opened(database);
    const only = (text: string) => official.contactsOf(text)[0];
    assert.equal(only('see blockstream.info/tx/1')?.href, null);
    const admin = staffAs('admin');
    const body = { host: 'Blockstream.info', note: 'Explorer' };
    assert.ok((await call(official, 'POST /api/desk/official/allowed-hosts', admin, { body })).ok);
    assert.equal(only('see blockstream.info/tx/1')?.href, 'https://blockstream.info/tx/1');
    const list =
      '# hosts\n0.0.0.0 drain.example\nhttps://evil.example/x?y\nnot a host\n\nevil.example';
    assert.deepEqual(await importPhishingHosts(database, 'demo', list), { hosts: 2, unread: 1 });
    assert.deepEqual(await importPhishingHosts(database, 'other', 'drain.example'), {
      hosts: 0,
      unread: 0,
    });
    await call(official, 'DELETE /api/desk/official/allowed-hosts/:host', admin, {
      params: { host: 'blockstream.info' },
    });
    assert.equal(only('go to login.evil.example now')?.warning, 'known_phishing');
    assert.equal(only('see blockstream.info/tx/1')?.href, null);
    const registry = await call(official, 'GET /api/desk/official', admin);
    assert.ok(registry.ok);
    const { phishingLists } = registry.value as { phishingLists: unknown };
    assert.deepEqual(phishingLists, [{ name: 'demo', hosts: 2 }]);
    await official.stop();
  }));

test('the seed says what is ours where nothing is said yet, and never again', () =>
  withTestDatabase(async (database) => {
    await (await opened(database)).stop();
    await sql`DELETE FROM official_identities WHERE kind = 'domain'`.execute(database);
    const official = await opened(database);
    assert.notEqual(official.verify('norvik.example')?.verdict, 'ours');
    assert.equal(official.verify('M-2041')?.verdict, 'ours');
    assert.equal(official.verify('support.norvik-help.example')?.verdict, 'ours');
    await official.stop();
  }));

test('both sides of a conversation get the same three words, and nobody else gets any', () =>
  withTestDatabase(async (database) => {
    const official = await opened(database);
    const world = conversationWorld(database);
    const customerId = await addCustomer(database);
    const { state } = await startedBy(world, customerId);
    const params = { conversationId: state.id };
    const key = 'GET /api/conversations/:conversationId/code';
    const seen = await call(official, key, customerAs(customerId), { params });
    const told = await call(
      official,
      'GET /api/desk/conversations/:conversationId/code',
      staffAs('supervisor'),
      { params },
    );
    assert.ok(seen.ok && told.ok);
    assert.deepEqual(seen.value, told.value);
    const other = await call(official, key, customerAs(await addCustomer(database)), { params });
    assert.equal(other.ok ? '' : other.failure.code, 'conversation_not_found');
    const stranger = await call(
      official,
      'GET /api/desk/conversations/:conversationId/code',
      staffAs('agent', 'somebody'),
      { params },
    );
    assert.equal(stranger.ok ? '' : stranger.failure.code, 'conversation_not_found');
    await official.stop();
  }));

test('each language has 512 different words, and conversations have codes of their own', () => {
  const words = readCodeWords(FOLDER);
  for (const locale of LOCALES) assert.equal(new Set(words[locale]).size, 512);
  const ids = Array.from({ length: 2_000 }, () => systemIds.uuid() as never);
  const codes = ids.map((id) => codeOf(words, hash, id, 'ar'));
  assert.ok(new Set(codes.map(({ english }) => english.join())).size > 1_990);
  const [first] = codes;
  const places = first?.english.map((word) => words.en.indexOf(word)) ?? [];
  assert.deepEqual(
    first?.words,
    places.map((place) => words.ar[place]),
  );
});

test('an agent cannot name a contact that is not ours; a supervisor can, and it is recorded', () =>
  withTestDatabase(async (database) => {
    const official = await opened(database);
    const world = {
      ...conversationWorld(database),
      contactsOf: official.contactsOf,
      checkOwnWords: official.checkOwnWords,
    };
    const { state } = await startedBy(world, await addCustomer(database));
    const agent = { id: 'a-1' as AgentId, name: 'Ana', badge: 'M-2041', leads: false };
    await world.committer.commit({
      conversationId: state.id,
      actor: { kind: 'agent', id: agent.id },
      command: { type: 'claim', agent },
      maySee: () => true,
    });
    const send = (
      text: string,
      leads: boolean,
      kind: 'message' | 'note',
      allowForeign: boolean,
      clientMessageId: string = systemIds.uuid(),
    ) =>
      sendAsAgent(world, {
        agent: { ...agent, leads },
        maySee: () => true,
        conversationId: state.id,
        content: { clientMessageId, text, fileIds: [] },
        kind,
        leaveAs: null,
        allowForeign,
      });
    const outside = 'Write to @norvik_help on Telegram';
    const refused = await send(outside, false, 'message', true);
    assert.equal(refused.ok ? '' : refused.failure.code, 'foreign_contact');
    assert.ok((await send(outside, false, 'note', false)).ok);
    assert.ok((await send('See norvik.example/help or @norvik_news', true, 'message', false)).ok);
    assert.equal((await send(outside, true, 'message', false)).ok, false);
    assert.ok((await send(outside, true, 'message', true)).ok);
    // Sent once, it is answered as it was, though it is official no longer.
    const again = systemIds.uuid();
    assert.ok((await send('See norvik-status.example', false, 'message', false, again)).ok);
    await sql`DELETE FROM official_identities WHERE value = 'norvik-status.example'`.execute(
      database,
    );
    await sql`UPDATE official_version SET version = version + 1`.execute(database);
    await official.refresh();
    const repeated = await send('See norvik-status.example', false, 'message', false, again);
    assert.ok(repeated.ok && repeated.value.duplicate);
    assert.equal((await send('See norvik-status.example', false, 'message', false)).ok, false);
    const { rows } = await sql`
      SELECT data, at FROM audit_events WHERE action = 'foreign_contact_allowed'`.execute(database);
    assert.equal(rows.length, 1);
    await official.stop();
  }));
