import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import {
  asked,
  INPUT,
  inAll,
  LEAD,
  noticesOf,
  opened,
  stateOf,
  tell,
  worldOn,
} from '../../../test/incident-world.ts';
import type { AgentId, ConversationId, TeamId } from '../../core/ids.ts';
import { COOLING_MS } from '../../core/incidents/suggest-incident.ts';
import { LOCALES } from '../../core/vocabulary.ts';
import type { Database } from '../../ports/database.ts';
import { showCard } from '../conversation/index.ts';
import { createFollowing } from '../following/index.ts';
import { answerIncident } from './answer-incident.ts';
import { attachAll, attachByHand, attachFound, detach } from './attach.ts';
import { attachLate } from './attach-late.ts';
import type { IncidentsDeps } from './deps.ts';
import { detectOnce } from './detect.ts';
import { createIncidentFollower } from './follow-requests.ts';
import { greetFirst, lookAtRequest } from './look-at-request.ts';
import { readDetail, readList } from './present.ts';
import { openIncident, tellIncident } from './publish.ts';
import { countRequest } from './store-signals.ts';
import { tellAll } from './tell-customer.ts';

const STRANGER = { agentId: 'other' as AgentId, role: 'agent', teamIds: ['x' as TeamId] } as const;

test('two hundred requests: attached, told one update once in their language, asked at the end, all settled', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, current } = world;
    const requests = await Promise.all(
      Array.from({ length: 200 }, (_, index) => asked(world, LOCALES[index % 8] ?? 'en')),
    );
    for (const { id } of requests) await lookAtRequest(deps, current, id);
    const incidentId = await opened(world);
    const found = { scope: INPUT, since: 0, via: 'filter' } as const;
    const counted = await attachFound(deps, LEAD.agentId, incidentId, { ...found, dryRun: true });
    assert.deepEqual(counted, { ok: true, value: { requests: 200 } });
    await attachFound(deps, LEAD.agentId, incidentId, { ...found, dryRun: false });
    await attachAll(deps, incidentId);
    const updateId = await tell(world, incidentId, 'found');
    // Twice at once and once more, as after a crash between saying and noting it.
    await Promise.all([tellAll(deps, updateId), tellAll(deps, updateId)]);
    await sql`UPDATE incident_tellings SET told_at = NULL WHERE update_id = ${updateId}`.execute(
      database,
    );
    await tellAll(deps, updateId);
    for (const [index, { id }] of requests.entries()) {
      const locale = LOCALES[index % 8];
      assert.deepEqual(await noticesOf(world, id), [
        `Title ${locale}\n\nLooking ${locale}`,
        `Title ${locale}\n\nNow ${locale}`,
      ]);
    }
    const last = await tell(world, incidentId, 'resolved', inAll('Over'));
    await tellAll(deps, last);
    for (const { id, customerId } of requests) {
      assert.match((await noticesOf(world, id)).at(-1) ?? '', /Over/);
      const yes = { incidentId, settled: true };
      assert.ok((await answerIncident(deps, customerId, id, yes)).ok);
      assert.equal((await stateOf(world, id)).status, 'solved');
    }
    const detail = await readDetail(deps, incidentId);
    assert.ok(detail.ok);
    assert.equal(detail.value.incident.stage, 'resolved');
    assert.equal(detail.value.incident.counts.settled, 200);
    assert.deepEqual(
      detail.value.updates.map(({ told, toTell }) => [told, toTell]),
      [
        [200, 200],
        [200, 200],
        [200, 200],
      ],
    );
  }));

test('what nobody wrote in a language is shown in the written one, and said so', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { id } = await asked(world, 'ko');
    const incidentId = await opened(world, { texts: { en: 'Only English' } });
    assert.ok((await attachByHand(world.deps, LEAD, incidentId, id)).ok);
    assert.deepEqual(await noticesOf(world, id), [
      'Title ko\n\nOnly English\n\n이 메시지의 언어: 영어',
    ]);
    const missing = { ...INPUT, writtenIn: 'fr', texts: { en: 'English' } } as const;
    const refused = await openIncident(world.deps, LEAD.agentId, missing);
    assert.equal(refused.ok ? '' : refused.failure.code, 'incident_words_missing');
  }));

test('who is taken off hears nothing more; who comes late hears the newest; strangers may do neither', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps } = world;
    const [off, late] = [await asked(world), await asked(world)];
    const incidentId = await opened(world);
    assert.equal((await attachByHand(deps, STRANGER, incidentId, off.id)).ok, false);
    assert.ok((await attachByHand(deps, LEAD, incidentId, off.id)).ok);
    assert.deepEqual((await stateOf(world, off.id)).case.incidentIds, [incidentId]);
    assert.equal((await detach(deps, STRANGER, incidentId, off.id)).ok, false);
    assert.ok((await detach(deps, LEAD, incidentId, off.id)).ok);
    await tellAll(deps, await tell(world, incidentId, 'found'));
    assert.ok((await attachByHand(deps, LEAD, incidentId, late.id)).ok);
    assert.deepEqual(await noticesOf(world, off.id), ['Title en\n\nLooking en']);
    assert.deepEqual(await noticesOf(world, late.id), ['Title en\n\nNow en']);
    assert.deepEqual((await stateOf(world, off.id)).case.incidentIds, []);
    await tell(world, incidentId, 'resolved');
    assert.equal((await attachByHand(deps, LEAD, incidentId, off.id)).ok, false);
    const again = { updateId: deps.ids.uuid(), stage: 'found', texts: inAll('More') } as const;
    const more = { ...again, writtenIn: 'en', expectedAt: null } as const;
    const told = await tellIncident(deps, LEAD.agentId, incidentId, more);
    assert.equal(told.ok ? '' : told.failure.code, 'incident_closed');
  }));

test('what had begun and was counted only after somebody looked is attached as well; who was taken off stays off', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, current } = world;
    const [early, late, off] = [await asked(world), await asked(world), await asked(world)];
    for (const { id } of [early, off]) await lookAtRequest(deps, current, id);
    const incidentId = await opened(world, { greetsNew: false });
    const found = { scope: INPUT, since: 0, via: 'filter', dryRun: false } as const;
    const asking = await attachFound(deps, LEAD.agentId, incidentId, found);
    assert.deepEqual(asking, { ok: true, value: { requests: 2 } });
    await attachAll(deps, incidentId);
    assert.ok((await detach(deps, LEAD, incidentId, off.id)).ok);
    await lookAtRequest(deps, current, late.id);
    const after = await asked(world);
    await sql`UPDATE events SET at = at + interval '1 minute' WHERE conversation_id = ${after.id}`.execute(
      database,
    );
    await lookAtRequest(deps, current, after.id);
    const { rows } = await sql<{ payload: Record<string, unknown> }>`
      SELECT payload FROM due_work WHERE kind = 'incident_late' ORDER BY due_at LIMIT 1`.execute(
      database,
    );
    await attachLate(deps, rows[0]?.payload ?? {});
    await attachAll(deps, incidentId);
    const attached = async (id: ConversationId) => (await stateOf(world, id)).case.incidentIds;
    assert.deepEqual(await attached(early.id), [incidentId]);
    assert.deepEqual(await attached(late.id), [incidentId]);
    assert.deepEqual(await attached(off.id), []);
    assert.deepEqual(await attached(after.id), [], 'it came after they were asked for');
  }));

test('a no brings the request back to people, once; another customer’s answer counts for nothing', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps } = world;
    const { id, customerId } = await asked(world);
    const incidentId = await opened(world);
    await attachByHand(deps, LEAD, incidentId, id);
    const system = { conversationId: id, actor: { kind: 'system' }, maySee: () => true } as const;
    await deps.committer.commit({ ...system, command: { type: 'move_status', to: 'on_hold' } });
    await tellAll(deps, await tell(world, incidentId, 'resolved'));
    const no = { incidentId, settled: false };
    assert.equal((await answerIncident(deps, await addCustomer(database), id, no)).ok, false);
    assert.ok((await answerIncident(deps, customerId, id, no)).ok);
    const state = await stateOf(world, id);
    assert.equal(state.status, 'open');
    assert.ok(state.queuedAt !== null || state.assignee !== null);
    assert.ok((await answerIncident(deps, customerId, id, { incidentId, settled: true })).ok);
    assert.equal((await stateOf(world, id)).lastSeq, state.lastSeq);
  }));

const withdrawalCard = (deps: IncidentsDeps, asset: string) =>
  ({
    cardId: deps.ids.uuid(),
    subjectId: `w-${asset}`,
    asOf: 0,
    kind: 'withdrawal',
    data: { asset, network: 'bitcoin' },
  }) as unknown as Parameters<typeof showCard>[1]['card'];

test('new requests of the kind are told first; where a coin is named, only those known to concern it', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, current } = world;
    const entities = [{ kind: 'coin', value: 'BTC' }] as const;
    const incidentId = await opened(world, { entities: [...entities] });
    const one = await asked(world, 'fr');
    await greetFirst(deps, current, one.id);
    assert.deepEqual(await noticesOf(world, one.id), []);
    const shown = { conversationId: one.id, agent: null, maySee: () => true };
    await showCard(deps, { ...shown, card: withdrawalCard(deps, 'BTC') });
    await Promise.all([
      greetFirst(deps, current, one.id),
      lookAtRequest(deps, current, one.id),
      lookAtRequest(deps, current, one.id),
    ]);
    assert.deepEqual(await noticesOf(world, one.id), ['Title fr\n\nLooking fr']);
    assert.deepEqual((await stateOf(world, one.id)).case.incidentIds, [incidentId]);
    const other = await asked(world);
    await showCard(deps, { ...shown, conversationId: other.id, card: withdrawalCard(deps, 'ETH') });
    await lookAtRequest(deps, current, other.id);
    assert.deepEqual(await noticesOf(world, other.id), []);
  }));

/** A quiet fortnight, one request an hour, and now these. */
const seedHistory = async (database: Database, requests: readonly ConversationId[]) => {
  await sql`UPDATE incident_detecting SET counting_since = now() - interval '14 days'`.execute(
    database,
  );
  await sql`INSERT INTO incident_signals (series, bucket, requests)
    SELECT 'withdrawal', date_trunc('hour', now()) - n * interval '1 hour', 1
    FROM generate_series(2, 336) AS n`.execute(database);
  for (const id of requests)
    await database
      .transaction()
      .execute((trx) =>
        countRequest(trx, id, [{ category: 'withdrawal', entity: null }], Date.now()),
      );
};

test('a spike is suggested once with its evidence; opened from it, what it was seen by is attached', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, current } = world;
    const requests = await Promise.all(Array.from({ length: 12 }, () => asked(world)));
    await seedHistory(
      database,
      requests.map(({ id }) => id),
    );
    assert.equal(await detectOnce(deps, current), 1);
    assert.equal(await detectOnce(deps, current), 0);
    const [suggestion] = (await readList(deps)).suggestions;
    assert.ok(suggestion !== undefined);
    assert.equal(suggestion.category, 'withdrawal');
    assert.equal(suggestion.requests, 12);
    assert.ok(suggestion.count === 12 && suggestion.expected < 4 && suggestion.chance < 1e-6);
    const incidentId = await opened(world, { suggestionId: suggestion.id });
    await attachAll(deps, incidentId);
    const list = await readList(deps);
    assert.equal(list.open[0]?.counts.attached, 12);
    assert.deepEqual(list.suggestions, []);
    const twice = await openIncident(deps, LEAD.agentId, { ...INPUT, suggestionId: suggestion.id });
    assert.equal(twice.ok ? '' : twice.failure.code, 'suggestion_gone');
    assert.equal((await readList(deps)).open.length, 1);
    await sql`UPDATE incident_suggestions SET rests_until = now() - ${COOLING_MS}::float8 * interval '1 millisecond'`.execute(
      database,
    );
    assert.equal(await detectOnce(deps, current), 0, 'an open incident covers it');
  }));

test('what a rule attaches is told; what somebody else detaches is not told again', () =>
  withTestDatabase(async (database) => {
    const world = worldOn(database);
    const { deps, current } = world;
    const incidentId = await opened(world);
    const following = createFollowing(deps);
    following.add(createIncidentFollower(deps, current));
    await following.start();
    const { id } = await asked(world);
    const byRule = { conversationId: id, actor: { kind: 'system' }, maySee: () => true } as const;
    const follow = () => following.handler({ conversationId: id });
    await deps.committer.commit({ ...byRule, command: { type: 'attach_incident', incidentId } });
    await follow();
    await attachAll(deps, incidentId);
    assert.deepEqual(await noticesOf(world, id), ['Title en\n\nLooking en']);
    const counted = await sql<{ series: string }>`SELECT series FROM incident_counted`.execute(
      database,
    );
    assert.deepEqual(counted.rows, [{ series: 'withdrawal' }]);
    await deps.committer.commit({ ...byRule, command: { type: 'detach_incident', incidentId } });
    await follow();
    await tellAll(deps, await tell(world, incidentId, 'found'));
    assert.equal((await noticesOf(world, id)).length, 1);
    const detail = await readDetail(deps, incidentId);
    assert.equal(detail.ok && detail.value.incident.counts.detached, 1);
  }));
