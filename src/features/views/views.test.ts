import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer, conversationWorld, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { createServerSecretGuard } from '../../adapters/secret-guard-bip39/create-guard.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { DeskListReply, SavedView, ViewCounts } from '../../contract/views.ts';
import type { AgentId, ConversationId, TeamId } from '../../core/ids.ts';
import { meets, requirementOf, type ViewConditions } from '../../core/views/conditions.ts';
import { READY_MADE, READY_MADE_VIEWS } from '../../core/views/ready-made.ts';
import type { Database } from '../../ports/database.ts';
import { findConversation, setClock } from '../conversation/index.ts';
import { viewsRoutes } from './routes.ts';

const guard = createServerSecretGuard();

const person = (
  agentId: string,
  role: StaffPrincipal['role'],
  ...teams: readonly string[]
): StaffPrincipal => ({
  kind: 'staff',
  agentId: agentId as AgentId,
  role,
  teamIds: teams as readonly TeamId[],
  locale: 'en',
  publicName: agentId,
  badge: 'M-1',
  sessionId: 's',
});
const lead = person('ines', 'supervisor');
const ana = person('ana', 'agent', 'general');
const jun = person('jun', 'agent', 'elsewhere');

const withViews = (
  run: (world: {
    readonly database: Database;
    readonly call: <T>(who: StaffPrincipal, key: string, input?: object) => Promise<T>;
    readonly refused: (who: StaffPrincipal, key: string, input?: object) => Promise<string>;
    readonly start: () => Promise<ConversationId>;
  }) => Promise<void>,
) =>
  withTestDatabase(async (database) => {
    const conversation = conversationWorld(database);
    const routes = viewsRoutes({ ...conversation, clock: systemClock, guard });
    const ask = async (principal: StaffPrincipal, key: string, input: object = {}) => {
      const route = routes.find((one) => one.key === key);
      const query = route?.query?.parse((input as { query?: object }).query ?? {});
      return route?.handle({ params: {}, body: {}, ...input, principal, query } as never);
    };
    await run({
      database,
      call: async <T>(who: StaffPrincipal, key: string, input?: object) => {
        const result = await ask(who, key, input);
        assert.ok(result?.ok, JSON.stringify(result));
        return result.value as T;
      },
      refused: async (who, key, input) => {
        const result = await ask(who, key, input);
        return result?.ok === false ? result.failure.code : 'ok';
      },
      start: async () => (await startedBy(conversation, await addCustomer(database))).state.id,
    });
  });

const input = (conditions: ViewConditions, sharing: object = { with: 'nobody' }) => ({
  body: { name: 'My view', conditions, sharing },
});
const LIST = 'GET /api/desk/conversations';
const idsOf = ({ rows }: DeskListReply) => rows.map(({ conversation }) => conversation.id);

test('a saved view shows what meets it, page by page, and counts it', () =>
  withViews(async ({ call, start }) => {
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) ids.push(await start());
    const { id } = await call<SavedView>(
      ana,
      'POST /api/desk/views',
      input({ category: ['deposit'], status: ['new', 'open'] }),
    );
    const first = await call<DeskListReply>(ana, LIST, { query: { view: id, limit: 3 } });
    const second = await call<DeskListReply>(ana, LIST, {
      query: { view: id, limit: 3, cursor: first.nextCursor },
    });
    assert.deepEqual([...idsOf(first), ...idsOf(second)], ids.toReversed());
    assert.equal(second.nextCursor, null);
    const { counts } = await call<ViewCounts>(ana, 'GET /api/desk/views/counts');
    assert.equal(counts[id], 5);
    assert.equal(counts.unassigned, 5);
    assert.equal(counts.mine, 0);
    const elsewhere = await call<ViewCounts>(jun, 'GET /api/desk/views/counts');
    assert.equal(elsewhere.counts.all, 0);
  }));

test('views are seen by whom they are shared with, and changed by their maker or, where shared, by those who lead', () =>
  withViews(async ({ call, refused, database }) => {
    const own = await call<SavedView>(ana, 'POST /api/desk/views', input({ tags: ['vip'] }));
    const body = { name: 'Team', conditions: {}, sharing: { with: 'team', teamId: 'general' } };
    const team = await call<SavedView>(ana, 'POST /api/desk/views', { body });
    const names = async (who: StaffPrincipal) =>
      (await call<{ views: SavedView[] }>(who, 'GET /api/desk/views')).views.map(({ id }) => id);
    assert.deepEqual(new Set(await names(ana)), new Set([own.id, team.id]));
    assert.deepEqual(await names(jun), []);
    assert.deepEqual(await names(person('kai', 'agent', 'general')), [team.id]);
    const change = (id: string, version = 1) => ({
      params: { viewId: id },
      body: { name: 'Other', conditions: {}, sharing: { with: 'nobody' }, version },
    });
    const PUT = 'PUT /api/desk/views/:viewId';
    assert.equal(await refused(jun, PUT, change(own.id)), 'view_not_found');
    assert.equal(await refused(lead, LIST, { query: { view: own.id } }), 'view_not_found');
    assert.equal(
      await refused(person('kai', 'agent', 'general'), PUT, change(team.id)),
      'view_not_yours',
    );
    assert.equal(await refused(ana, PUT, change(own.id)), 'ok');
    assert.equal(await refused(ana, PUT, change(own.id)), 'view_changed_meanwhile');
    assert.equal(
      await refused(ana, 'POST /api/desk/views', input({}, { with: 'everyone' })),
      'view_not_shareable',
    );
    assert.equal(await refused(jun, 'POST /api/desk/views', { body }), 'view_not_shareable');
    assert.equal(
      await refused(ana, 'POST /api/desk/views', input({ createdFrom: 5, createdTo: 5 })),
      'view_empty_range',
    );
    assert.equal(
      await refused(ana, 'DELETE /api/desk/views/:viewId', { params: { viewId: team.id } }),
      'ok',
    );
    const { rows } = await sql<{ action: string }>`
      SELECT action FROM audit_events ORDER BY audit_id`.execute(database);
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['view_created', 'view_created', 'view_changed', 'view_deleted'],
    );
  }));

test('the rule in SQL and the rule of the desk’s lists are the same', () =>
  withViews(async ({ call, start, database }) => {
    const now = Date.now();
    const ids: ConversationId[] = [];
    for (let at = 0; at < 4; at += 1) ids.push(await start());
    const [plain, late, soon, later] = ids as [
      ConversationId,
      ConversationId,
      ConversationId,
      ConversationId,
    ];
    await setClock(database, late, { dueAt: now - 1_000, late: true });
    await setClock(database, soon, { dueAt: now + 60_000, late: false });
    await setClock(database, later, { dueAt: now + 3_600_000, late: false });
    const clocks = new Map([
      [late, { dueAt: now - 1_000, late: true }],
      [soon, { dueAt: now + 60_000, late: false }],
      [later, { dueAt: now + 3_600_000, late: false }],
    ]);
    const asked: readonly ViewConditions[] = [
      ...READY_MADE_VIEWS.map((name) => READY_MADE[name]),
      { clock: 'late' },
      { clock: 'soon', category: ['deposit', 'tax'] },
      { waiting: 'queue', locale: ['en'] },
      { waiting: 'assistant' },
      { tags: ['none-has-it'] },
      { withoutTags: ['none-has-it'], tier: ['standard'] },
      { createdWithinDays: 1, snoozed: false },
      { createdTo: now - 86_400_000 },
      { createdTo: now + 86_400_000, supportTier: [1] },
      { quietForHours: 1 },
      { status: ['new', 'closed'], assignee: ['none', 'me'], teamIds: ['general'] },
      { complaint: true },
      { complaint: false, departmentIds: ['engineering'] },
    ];
    for (const conditions of asked) {
      const { id } = await call<SavedView>(lead, 'POST /api/desk/views', input(conditions));
      const page = await call<DeskListReply>(lead, LIST, { query: { view: id } });
      const expected = new Set<string>();
      for (const each of [plain, late, soon, later]) {
        const state = await findConversation(database, each);
        const requirement = requirementOf(conditions, lead.agentId, Date.now());
        if (state !== undefined && meets(requirement, state, clocks.get(each) ?? null))
          expected.add(each);
      }
      assert.deepEqual(new Set(idsOf(page)), expected, JSON.stringify(conditions));
      const { count } = await call<{ count: number }>(lead, 'POST /api/desk/views/preview', {
        body: { conditions },
      });
      assert.equal(count, expected.size, JSON.stringify(conditions));
    }
  }));

test('the migration gives older rows the facets that they would be written with', () =>
  withViews(async ({ start, database }) => {
    await start();
    const facets = async () =>
      (await sql<{ facets: string[] }>`SELECT facets FROM conversations`.execute(database)).rows;
    const written = await facets();
    const migration = readFileSync(
      join(import.meta.dirname, '../../../migrations/0017-search.sql'),
      'utf8',
    );
    const [update] = /UPDATE conversations SET facets[^;]*/.exec(migration) ?? [];
    assert.ok(update);
    await sql`UPDATE conversations SET facets = '{}'`.execute(database);
    await sql.raw(update).execute(database);
    assert.deepEqual(await facets(), written);
  }));
