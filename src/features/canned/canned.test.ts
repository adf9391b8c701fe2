import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import { createServerSecretGuard } from '../../adapters/secret-guard-bip39/create-guard.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { Route } from '../../contract/route.ts';
import type { AgentId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import { cannedRoutes } from './routes.ts';

const guard = createServerSecretGuard();
const lead: StaffPrincipal = {
  kind: 'staff',
  agentId: 'lead-1' as AgentId,
  role: 'supervisor',
  teamIds: [],
  locale: 'en',
  publicName: 'Ingrid',
  badge: 'M-2007',
  sessionId: 's',
};

const call = (routes: readonly Route[], key: string, input: object): Promise<Outcome<unknown>> => {
  const route = routes.find((candidate) => candidate.key === key);
  if (route === undefined) throw new Error(`no route ${key}`);
  return route.handle({ principal: lead, params: {}, query: {}, body: {}, ...input } as never);
};

const hello = {
  shortcut: 'hello',
  title: 'Greeting',
  category: null,
  texts: { en: 'Hello {{customer.name}}' },
};

test('a canned response is made, changed and deleted, each change with its audit row', () =>
  withTestDatabase(async (database) => {
    const routes = cannedRoutes({ database, ids: systemIds, guard });
    const made = await call(routes, 'POST /api/desk/canned-responses', { body: hello });
    assert.ok(made.ok);
    const { id } = made.value as { id: string };
    const params = { cannedResponseId: id };
    const body = { ...hello, texts: { en: 'Hi', ko: '안녕하세요' } };
    assert.ok(
      (await call(routes, 'PUT /api/desk/canned-responses/:cannedResponseId', { params, body })).ok,
    );
    const list = await call(routes, 'GET /api/desk/canned-responses', {});
    assert.deepEqual(list, { ok: true, value: { responses: [{ id, ...body }] } });
    assert.ok(
      (await call(routes, 'DELETE /api/desk/canned-responses/:cannedResponseId', { params })).ok,
    );
    const { rows } = await sql<{
      action: string;
    }>`SELECT action FROM audit_events ORDER BY audit_id`.execute(database);
    assert.deepEqual(
      rows.map((row) => row.action),
      ['canned_response_saved', 'canned_response_saved', 'canned_response_deleted'],
    );
  }));

test('a shortcut belongs to one response; what is not there cannot be changed', () =>
  withTestDatabase(async (database) => {
    const routes = cannedRoutes({ database, ids: systemIds, guard });
    await call(routes, 'POST /api/desk/canned-responses', { body: hello });
    const twin = await call(routes, 'POST /api/desk/canned-responses', { body: hello });
    assert.equal(twin.ok ? '' : twin.failure.code, 'shortcut_taken');
    const params = { cannedResponseId: systemIds.uuid() };
    for (const method of ['PUT', 'DELETE']) {
      const key = `${method} /api/desk/canned-responses/:cannedResponseId`;
      const result = await call(routes, key, { params, body: { ...hello, shortcut: 'other' } });
      assert.equal(result.ok ? '' : result.failure.code, 'canned_response_not_found');
    }
  }));

test('what is saved holds no secret', () =>
  withTestDatabase(async (database) => {
    const routes = cannedRoutes({ database, ids: systemIds, guard });
    const texts = { en: 'Our test key is 5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ.' };
    const made = await call(routes, 'POST /api/desk/canned-responses', {
      body: { ...hello, texts },
    });
    assert.ok(made.ok);
    const { rows } = await sql<{ row: string }>`
      SELECT canned_responses::text AS row FROM canned_responses`.execute(database);
    assert.ok(rows[0]?.row.includes('⟦secret:wif⟧') && !rows[0].row.includes('5HueCGU8'));
  }));
