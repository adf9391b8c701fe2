import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer, contentOf, conversationWorld } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { AgentId } from '../../core/ids.ts';
import { slotEnd } from '../../core/incidents/surge.ts';
import { DEFAULT_ROUTING_POLICY } from '../../core/routing/policy.ts';
import type { Category } from '../../core/vocabulary.ts';
import { insertDueWork } from '../../platform/jobs/store.ts';
import type { Database } from '../../ports/database.ts';
import { changeByTime, findConversation, startConversation } from '../conversation/index.ts';
import { createStaff } from '../staff/index.ts';
import { openNumber, readCalls, settleCall } from './calls.ts';
import type { SurgeDeps } from './deps.ts';
import { readOffers, takeOffer } from './offers.ts';
import { countCalls, readMode } from './store.ts';
import { SurgeSwitch, triageInSurge } from './surge-switch.ts';
import { switchSurge, takeLook } from './watch.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const LEAD = 'lead' as AgentId;
const MINUTE = 60_000;

const worldOn = (database: Database) => {
  let offset = 0;
  const conversation = conversationWorld(database);
  const deps: SurgeDeps = {
    ...conversation,
    dueWork: { schedule: insertDueWork, wake: () => undefined },
    clock: { now: () => systemClock.now() + offset },
    log: quiet,
    texts: { say: (locale, key, values) => `${locale} ${key} ${JSON.stringify(values)}` },
    policy: DEFAULT_ROUTING_POLICY,
    surge: new SurgeSwitch({ database, log: quiet }),
    hasAssistant: true,
  };
  const pass = (ms: number): void => {
    offset += ms;
  };
  return { deps, conversation, pass };
};
type World = ReturnType<typeof worldOn>;

/** A request that waits in the queue, as the matcher has told it. */
const waiting = async ({ conversation }: World, category: Category = 'deposit') => {
  const { database } = conversation;
  const customerId = await addCustomer(database);
  const starter = { customerId, kind: 'customer', tier: 'standard' } as const;
  const input = { ...contentOf('Where is it?'), category, locale: 'en' } as const;
  const started = await startConversation(conversation, starter, input);
  assert.ok(started.ok);
  const { id } = started.value.state;
  const told = {
    place: 7,
    toldAt: Date.now(),
    toldMs: 40 * MINUTE,
    expectedAt: Date.now() + 40 * MINUTE,
    lowMs: 30 * MINUTE,
    highMs: 60 * MINUTE,
    reasons: [],
  };
  await sql`INSERT INTO queue_entries
    (conversation_id, queued_at, waiting_since, team_id, category, level, locale, tier, priority, units, promise)
    VALUES (${id}, now(), now(), 'general', ${category}, 1, 'en', 'standard', 'normal', 1,
      ${JSON.stringify(told)}::text::jsonb)`.execute(database);
  return { id, customerId };
};

/** Somebody who answers now. */
const addAgent = async (database: Database): Promise<void> => {
  const created = await createStaff(
    { database, ids: systemIds, clock: systemClock },
    {
      email: 'ana@example.org',
      password: 'corral-hinge-lantern-47',
      name: 'Ana Ruiz',
      publicName: 'Ana',
      role: 'agent',
      locale: 'en',
      teamIds: [],
      skills: [],
      languages: ['en'],
      capacityUnits: 4,
    },
    { kind: 'system', id: null },
  );
  assert.ok(created.ok);
  await sql`UPDATE agents SET status = 'available'`.execute(database);
};

test('while it is on, people are for the security lane at once; the assistant answers the others first', async () => {
  const asked = { text: 'x', locale: 'en', hasFiles: false, wantsPerson: true } as const;
  const begins = (category: Category, isOn: boolean, urgent = false) =>
    triageInSurge(
      { isOn },
      async () => ({ category, locale: 'en', engage: false, urgent }),
      true,
    )({ ...asked, category });
  assert.equal((await begins('deposit', false)).engage, false);
  assert.equal((await begins('deposit', true)).engage, true);
  assert.equal((await begins('security', true)).engage, false);
  assert.equal((await begins('fraud', true)).engage, false);
  assert.deepEqual(await begins('deposit', true, true), {
    category: 'deposit',
    locale: 'en',
    engage: false,
    urgent: true,
  });
});

test('a supervisor switches it once; it ends by itself after calm, and not before its time', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, pass } = world;
    await Promise.all([switchSurge(deps, LEAD, true), switchSurge(deps, LEAD, true)]);
    assert.equal(deps.surge.isOn, true);
    const audit = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM audit_events WHERE action = 'surge_begun'`.execute(database);
    assert.equal(audit.rows[0]?.n, 1);
    const calm = { waiting: 1, waitMs: MINUTE };
    await takeLook(deps, calm);
    pass(12 * MINUTE);
    await takeLook(deps, calm);
    assert.equal(deps.surge.isOn, true, 'switched on by hand, it stays for a while');
    pass(4 * MINUTE);
    await takeLook(deps, { waiting: 40, waitMs: 30 * MINUTE });
    assert.equal(deps.surge.isOn, true);
    await takeLook(deps, calm);
    pass(10 * MINUTE);
    await takeLook(deps, calm);
    assert.equal(deps.surge.isOn, false);
    assert.equal((await readMode(database)).isOn, false);
  }));

test('a ticket tells by when, from the estimate, and keeps the place; security is offered none', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps } = world;
    const one = await waiting(world);
    const lane = await waiting(world, 'security');
    const off = await readOffers(deps, one.customerId, one.id);
    assert.ok(off.ok && off.value.answerBy === null);
    await switchSurge(deps, LEAD, true);
    const shed = await readOffers(deps, lane.customerId, lane.id);
    assert.ok(shed.ok && shed.value.answerBy === null && shed.value.slots.length === 0);
    assert.equal((await readOffers(deps, lane.customerId, one.id)).ok, false);
    const offers = await readOffers(deps, one.customerId, one.id);
    assert.ok(offers.ok && offers.value.answerBy !== null);
    assert.ok(offers.value.answerBy >= Date.now() + 119 * MINUTE);
    assert.deepEqual(offers.value.slots, [], 'nobody is there to call');
    const ticket = { slot: null, phone: null, notifyBy: ['mail'] } as const;
    assert.ok((await takeOffer(deps, one.customerId, one.id, ticket)).ok);
    const state = await findConversation(database, one.id);
    assert.ok(state?.queuedAt != null && state.customerAway);
    assert.equal(state.case.promise?.dueAt, offers.value.answerBy);
  }));

test('a half hour is given to as many as can be called; then the request is back where it waited', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, conversation } = world;
    await addAgent(database);
    await switchSurge(deps, LEAD, true);
    const all = [await waiting(world), await waiting(world), await waiting(world)];
    const first = await readOffers(
      deps,
      all[0]?.customerId ?? ('' as never),
      all[0]?.id ?? ('' as never),
    );
    assert.ok(first.ok);
    const slot = first.value.slots[0] ?? 0;
    assert.ok(slot >= Date.now() + 59 * MINUTE);
    const taken = await Promise.all(
      all.map(({ id, customerId }) =>
        takeOffer(deps, customerId, id, { slot, phone: null, notifyBy: ['push'] }),
      ),
    );
    assert.equal(taken.filter(({ ok }) => ok).length, 2);
    const refused = taken.find(({ ok }) => !ok);
    assert.equal(refused?.ok === false ? refused.failure.code : '', 'slot_taken');
    assert.equal((await countCalls(database, 0)).get(slot), 2);
    const called = all[taken.findIndex(({ ok }) => ok)];
    assert.ok(called !== undefined);
    const resting = await findConversation(database, called.id);
    assert.equal(resting?.queuedAt, null);
    assert.equal(resting?.snoozedUntil, slot);
    assert.equal(resting?.case.promise?.dueAt, slot + 30 * MINUTE);
    await sql`UPDATE conversations SET state = jsonb_set(state, '{snoozedUntil}', '1') WHERE conversation_id = ${called.id}`.execute(
      database,
    );
    await changeByTime(conversation, called.id, { type: 'end_snooze' });
    const back = await findConversation(database, called.id);
    assert.ok(back?.queuedAt != null);
    assert.equal(back.waitingSince, resting?.waitedFrom);
  }));

const staffOf = (name: string, role: 'agent' | 'supervisor'): StaffPrincipal => ({
  kind: 'staff',
  agentId: name as AgentId,
  role,
  teamIds: [],
  locale: 'en',
  publicName: name,
  badge: 'M-1',
  sessionId: 's',
});

test('a call: its number sealed, opened on record by those who may see the request, told of, tried again, and destroyed', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, pass } = world;
    await addAgent(database);
    await switchSurge(deps, LEAD, true);
    const { id, customerId } = await waiting(world);
    const offers = await readOffers(deps, customerId, id);
    assert.ok(offers.ok);
    const slot = offers.value.slots[0] ?? 0;
    const phone = '+33612345678';
    assert.ok((await takeOffer(deps, customerId, id, { slot, phone, notifyBy: ['push'] })).ok);
    const lead = staffOf('lead', 'supervisor');
    const stranger = staffOf('stranger', 'agent');
    const [call] = await readCalls(deps, lead);
    assert.deepEqual([call?.row.conversation.id, call?.by, call?.tries], [id, slotEnd(slot), 0]);
    assert.deepEqual(await readCalls(deps, stranger), []);
    assert.equal((await openNumber(deps, stranger, id)).ok, false);
    assert.deepEqual(await openNumber(deps, lead, id), { ok: true, value: { number: phone } });
    const opened = await sql<{ agent_id: string }>`
      SELECT agent_id FROM access_events WHERE reason = 'call_number' AND customer_id = ${customerId}`.execute(
      database,
    );
    assert.deepEqual(opened.rows, [{ agent_id: 'lead' }]);
    const { rows } = await sql<{
      all: string;
    }>`SELECT string_agg(c::text, '') AS all FROM surge_calls c`.execute(database);
    assert.equal(rows[0]?.all.includes(Buffer.from(phone).toString('hex')), false);

    // Said by two at once of one try, it counts once.
    pass(slot - deps.clock.now());
    const both = await Promise.all([
      settleCall(deps, lead, id, 'not_reached'),
      settleCall(deps, lead, id, 'not_reached'),
    ]);
    assert.deepEqual(both.map(({ ok }) => ok).toSorted(), [false, true]);
    const [again] = await readCalls(deps, lead);
    assert.equal(again?.tries, 1);
    assert.ok((again?.from ?? 0) >= slot + 30 * MINUTE);
    const resting = await findConversation(database, id);
    assert.equal(resting?.snoozedUntil, again?.from);
    assert.equal(resting?.case.promise?.dueAt, again?.by);
    // Called once more before its time, it is put off to the same half hour, and counts.
    assert.ok((await settleCall(deps, lead, id, 'not_reached')).ok);
    assert.equal((await readCalls(deps, lead))[0]?.tries, 2);
    const ends = await Promise.all([
      settleCall(deps, lead, id, 'reached'),
      settleCall(deps, lead, id, 'given_up'),
    ]);
    assert.deepEqual(ends.map(({ ok }) => ok).toSorted(), [false, true], 'one of them counts');
    assert.deepEqual(await readCalls(deps, lead), []);
    assert.equal((await openNumber(deps, lead, id)).ok, false);
    const kept = await sql`SELECT 1 FROM surge_calls WHERE number_sealed IS NOT NULL`.execute(
      database,
    );
    assert.equal(kept.rows.length, 0, 'the number is destroyed with the call');
    const told = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM events WHERE conversation_id = ${id}
        AND type = 'notice_given' AND data ->> 'notice' = 'call'`.execute(database);
    assert.equal(told.rows[0]?.n, 3, 'the customer is told of each try once');
  }));
