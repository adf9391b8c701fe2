import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer, conversationWorld, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { createMemoryBus } from '../../adapters/bus-memory/memory-bus.ts';
import { createServerSecretGuard } from '../../adapters/secret-guard-bip39/create-guard.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import { DEFAULT_BOOK } from '../../core/sla/default-book.ts';
import type { SlaBook } from '../../core/sla/policy.ts';
import { insertDueWork } from '../../platform/jobs/store.ts';
import type { Database } from '../../ports/database.ts';
import { createFollowing } from '../following/index.ts';
import { createSla } from './index.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const guard = createServerSecretGuard();
const admin: StaffPrincipal = {
  kind: 'staff',
  agentId: 'admin-1' as AgentId,
  role: 'admin',
  teamIds: [],
  locale: 'en',
  publicName: 'Ingrid',
  badge: 'M-2007',
  sessionId: 's',
};

/** Everything around the clocks as it is in the product, but for the runner of due work: time is moved by hand. */
const worldOn = async (database: Database) => {
  const conversation = conversationWorld(database);
  const dueWork = { schedule: insertDueWork, wake: () => undefined };
  const bus = createMemoryBus();
  const { committer } = conversation;
  const sla = createSla({ database, committer, dueWork, bus, log: quiet, guard });
  await sla.start();
  const following = createFollowing({ database, dueWork, log: quiet });
  following.add(sla.follower);
  await following.start();
  const call = (key: string, input: object): Promise<Outcome<unknown>> => {
    const route = sla.routes.find((one) => one.key === key);
    if (route === undefined) throw new Error(`no route ${key}`);
    return route.handle({ principal: admin, params: {}, query: {}, body: {}, ...input } as never);
  };
  const { state } = await startedBy(conversation, await addCustomer(database));
  const { id } = state;
  return {
    conversation,
    sla,
    id,
    call,
    follow: () => following.handler({ conversationId: id }),
    ring: async () => sla.handlers.get('sla_timer')?.({ conversationId: id }),
    end: () => sla.stop(),
  };
};

/** The log and all that is derived from it, as if it had happened so much earlier. */
const shift = async (database: Database, id: ConversationId, minutes: number): Promise<void> => {
  await sql`UPDATE events SET at = at - make_interval(mins => ${minutes})
    WHERE conversation_id = ${id}`.execute(database);
  await sql`DELETE FROM sla_clocks WHERE conversation_id = ${id}`.execute(database);
  await sql`UPDATE sla_books SET valid_from = valid_from - make_interval(mins => ${minutes + 1})`.execute(
    database,
  );
};

const toldOf = async (database: Database, id: ConversationId): Promise<readonly string[]> => {
  const { rows } = await sql<{ what: string }>`
    SELECT type || ' ' || (data ->> 'span') AS what FROM events
    WHERE conversation_id = ${id} AND type LIKE 'sla_%' ORDER BY seq`.execute(database);
  return rows.map(({ what }) => what);
};

const timerOf = async (database: Database, id: ConversationId) => {
  const { rows } = await sql<{ due_at: Date; urgency: number }>`
    SELECT due_at, urgency FROM due_work WHERE work_key = ${`sla:${id}`}`.execute(database);
  return rows[0];
};

test('a new case gets its timer and its place in lists; warning and breach are each told once', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    await world.follow();
    const timer = await timerOf(database, world.id);
    // Eight tenths of the hour that everyone is promised.
    const minutes = ((timer?.due_at.getTime() ?? 0) - Date.now()) / 60_000;
    assert.ok(minutes > 46 && minutes < 48.1, String(minutes));
    assert.equal(timer?.urgency, 1);
    await world.ring();
    assert.deepEqual(await toldOf(database, world.id), []);

    await shift(database, world.id, 50);
    await world.end();
    const later = await again(database, world);
    await later.ring();
    await later.ring();
    assert.deepEqual(await toldOf(database, world.id), ['sla_warned first_response']);
    await shift(database, world.id, 11);
    const latest = await again(database, world);
    await latest.ring();
    await latest.ring();
    assert.deepEqual(await toldOf(database, world.id), [
      'sla_warned first_response',
      'sla_breached first_response',
    ]);
    const { rows } = await sql<{ late: boolean }>`SELECT late FROM conversation_clocks`.execute(
      database,
    );
    assert.deepEqual(rows, [{ late: true }]);
  }));

/** Another process on the same database, which remembers nothing. */
const again = async (
  database: Database,
  { conversation, id }: { conversation: ReturnType<typeof conversationWorld>; id: ConversationId },
) => {
  const dueWork = { schedule: insertDueWork, wake: () => undefined };
  const { committer } = conversation;
  const sla = createSla({
    database,
    committer,
    dueWork,
    bus: createMemoryBus(),
    log: quiet,
    guard,
  });
  await sla.start();
  return { sla, ring: async () => sla.handlers.get('sla_timer')?.({ conversationId: id }) };
};

test('what was late before anything was promised is no news', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    await shift(database, world.id, 90);
    await sql`UPDATE sla_books SET valid_from = clock_timestamp()`.execute(database);
    const now = await again(database, world);
    await now.ring();
    assert.deepEqual(await toldOf(database, world.id), []);
    world.end();
  }));

const strict: SlaBook = {
  ...DEFAULT_BOOK,
  policies: DEFAULT_BOOK.policies.map((policy) => ({
    ...policy,
    targets: { ...policy.targets, first_response: 10 },
  })),
};

test('a published book counts anew what runs; one by somebody else meanwhile is not overwritten', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    await shift(database, world.id, 30);
    const body = { basedOn: 1, book: strict };
    const published = await world.call('PUT /api/desk/sla/book', { body });
    assert.ok(published.ok, JSON.stringify(published));
    const second = await world.call('PUT /api/desk/sla/book', { body });
    assert.equal(second.ok ? '' : second.failure.code, 'sla_book_overtaken');
    await sql`UPDATE sla_books SET valid_from = clock_timestamp() WHERE version = 2`.execute(
      database,
    );
    const now = await again(database, world);
    await now.ring();
    assert.deepEqual(await toldOf(database, world.id), ['sla_breached first_response']);
    const { rows } = await sql<{ kind: string }>`
      SELECT kind FROM due_work WHERE kind = 'sla_recount'`.execute(database);
    assert.equal(rows.length, 1);
    await now.sla.handlers.get('sla_recount')?.({
      version: 2,
      after: '00000000-0000-0000-0000-000000000000',
    });
    assert.ok(await timerOf(database, world.id));
    const { rows: audit } = await sql<{ action: string }>`SELECT action FROM audit_events`.execute(
      database,
    );
    assert.deepEqual(audit, [{ action: 'sla_book_published' }]);
    world.end();
  }));

test('an impossible book is refused whole, with each problem in its place', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    const book: SlaBook = {
      ...DEFAULT_BOOK,
      calendars: [
        {
          id: 'always',
          name: 'Nowhere',
          timeZone: 'Mars/Phobos',
          shifts: [
            { weekday: 7, from: '22:00', to: '06:00' },
            { weekday: 1, from: '05:00', to: '12:00' },
          ],
          holidays: [{ date: '2026-02-30', name: '', from: null, to: null }],
        },
      ],
    };
    const refused = await world.call('PUT /api/desk/sla/book', { body: { basedOn: 1, book } });
    assert.deepEqual(refused.ok ? null : refused.failure.details, {
      problems: [
        { path: 'calendars.0.timeZone', code: 'zone_unknown' },
        { path: 'calendars.0.shifts.1', code: 'shifts_overlap', other: 0 },
        { path: 'calendars.0.holidays.0.date', code: 'date_unreadable' },
      ],
    });
    const kept = await world.call('GET /api/desk/sla/book', {});
    assert.equal(kept.ok && (kept.value as { version: number }).version, 1);
    world.end();
  }));

test('the timer of an emergency is before all others', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    const { id } = world;
    await sql`UPDATE events SET data = data || '{"category":"security"}'
      WHERE conversation_id = ${id} AND type = 'conversation_started'`.execute(database);
    await world.follow();
    assert.equal((await timerOf(database, id))?.urgency, 0);
    world.end();
  }));
