import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { CATEGORIES } from '../../src/core/vocabulary.ts';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { ask, openVisitor } from './compose.ts';
import { addStaff, withProduct } from './product.ts';

test('a file of conversations: streamed to those who lead, each one in it recorded with where it was asked from', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    await ensureTeams(database, [
      { teamId: 'support', name: 'Support', overflowTeamId: null, categories: CATEGORIES },
    ]);
    const { session } = await openVisitor(server);
    for (const n of [1, 2, 3]) {
      const started = await ask(server, 'POST', '/api/conversations', {
        session,
        body: {
          clientMessageId: `exported-${n}`,
          text: `=1+${n}`,
          locale: 'en',
          category: 'fees',
          withAssistant: false,
        },
      });
      assert.equal(started.status, 200, started.text);
    }
    const lead = await addStaff(product, 'supervisor');
    const agent = await addStaff(product, 'agent');
    const at = '/api/desk/exports/conversations';
    assert.equal((await ask(server, 'GET', at, agent)).status, 403);

    const csv = await ask(server, 'GET', at, lead);
    assert.equal(csv.status, 200, csv.text);
    assert.match(
      String(csv.headers['content-disposition']),
      /^attachment; filename="conversations-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const rows = csv.text.trim().split('\r\n');
    assert.equal(rows.length, 4);
    assert.ok(csv.text.startsWith('\uFEFF"number"'));
    assert.equal(csv.text.includes('=1'), false, 'no words without being asked');

    const seen = await sql<{ reason: string; from_address: string | null }>`
      SELECT reason, from_address FROM access_events WHERE agent_id = ${lead.agentId}`.execute(
      database,
    );
    assert.equal(seen.rows.length, 3);
    assert.ok(seen.rows.every((row) => row.reason === 'exported' && row.from_address !== null));
    const audit = await sql<{ data: { format: string } }>`
      SELECT data FROM audit_events WHERE action = 'conversations_exported'`.execute(database);
    assert.equal(audit.rows[0]?.data.format, 'csv');

    const words = await ask(
      server,
      'GET',
      `${at}?format=jsonl&words=yes&view=all&category=fees`,
      lead,
    );
    const lines = words.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines.map((line) => line.messages[0].text).sort(), ['=1+1', '=1+2', '=1+3']);
    const none = await ask(server, 'GET', `${at}?until=${Date.now() - 86_400_000}`, lead);
    assert.equal(none.text.trim().split('\r\n').length, 1);
    const wrong = await ask(server, 'GET', `${at}?words=yes`, lead);
    assert.deepEqual([wrong.status, wrong.body.error.code], [422, 'words_need_jsonl']);
    const unknown = await ask(
      server,
      'GET',
      `${at}?view=00000000-0000-4000-8000-000000000000`,
      lead,
    );
    assert.equal(unknown.status, 404);
  }));

test('the audit: who did what and who looked, for admins alone', () =>
  withProduct(async (product) => {
    const { server } = product;
    const admin = await addStaff(product, 'admin');
    const lead = await addStaff(product, 'supervisor');
    assert.equal((await ask(server, 'GET', '/api/desk/audit', lead)).status, 403);
    const made = await ask(server, 'POST', '/api/desk/api-keys', {
      ...admin,
      body: { name: 'CRM', scopes: ['conversations:read'] },
    });
    const found = await ask(server, 'GET', '/api/desk/audit?action=api_key', admin);
    assert.equal(found.status, 200, found.text);
    const [row] = found.body.rows;
    assert.deepEqual(
      [
        row.action,
        row.actorId,
        row.actorName?.startsWith('Dana'),
        row.subjectId,
        row.fromAddress !== null,
      ],
      ['api_key_created', admin.agentId, true, made.body.key.id, true],
    );
    const page = await ask(server, 'GET', '/api/desk/audit?limit=1', admin);
    assert.equal(page.body.rows.length, 1);
    assert.equal(page.body.rows[0].action, 'audit_searched', 'looking is written down as well');
    const next = await ask(
      server,
      'GET',
      `/api/desk/audit?limit=1&cursor=${page.body.nextCursor}`,
      admin,
    );
    assert.ok(next.body.rows[0].id < page.body.rows[0].id);
    const none = await ask(server, 'GET', `/api/desk/audit?actor=nobody`, admin);
    assert.deepEqual(none.body.rows, []);
  }));
