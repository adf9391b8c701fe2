import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import { createRoutingFloor, type RoutingFloor } from '../../../test/routing-floor.ts';
import type { ActingAgent } from '../../core/conversation/command.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Database } from '../../ports/database.ts';
import {
  acceptConversation,
  assignConversation,
  claimConversation,
  releaseConversation,
} from './claim-conversation.ts';
import { listAgents, listTeams, readQueue } from './list-desk.ts';
import { MatcherRounds } from './matcher-round.ts';
import { offerConversation } from './offer-conversation.ts';
import { describeAgent } from './read-duty.ts';
import { readPlace } from './read-place.ts';
import { runMatcher } from './run-matcher.ts';
import { setAgentStatus } from './set-agent-status.ts';
import { holdLease, type Lease } from './store-lease.ts';
import { sweep } from './sweep.ts';
import { createTypicalWaits } from './typical-waits.ts';

const by = (agent: ActingAgent, { id }: Conversation) => ({
  agent,
  maySee: () => true,
  conversationId: id,
});
const lead = async (database: Database, holder = 'test', forMs = 60_000): Promise<Lease> => {
  const lease = await holdLease(database, 'matcher', holder, forMs);
  assert.ok(lease !== undefined);
  return lease;
};
const codes = (results: readonly Outcome<unknown>[]) =>
  results.map((result) => (result.ok ? 'ok' : result.failure.code)).sort();
const onFloor = (work: (floor: RoutingFloor, database: Database) => Promise<void>) =>
  withTestDatabase((database) => work(createRoutingFloor(database), database));

test('of six claims at once on one conversation exactly one wins, and the others hear who', () =>
  onFloor(async (floor) => {
    const agents = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => floor.addAgent(name)),
    );
    const asked = await floor.ask();
    const results = await Promise.all(
      agents.map((agent) => claimConversation(floor.deps, by(agent, asked))),
    );
    assert.deepEqual(codes(results), [...Array(5).fill('already_assigned'), 'ok']);
    const winner = (await floor.read(asked)).assignee;
    for (const result of results) {
      if (!result.ok) assert.equal(result.failure.details?.agent, winner?.name);
    }
  }));

test('of six claims at once by one agent with room for one exactly one succeeds', () =>
  onFloor(async (floor) => {
    // Each on a committer of its own, as from six processes.
    const agent = await floor.addAgent('a', { capacity: 1 });
    const asked = await Promise.all(Array.from({ length: 6 }, () => floor.ask()));
    const processes = asked.map(() => createRoutingFloor(floor.deps.database).deps);
    const results = await Promise.all(
      asked.map((one, index) => claimConversation(processes[index] ?? floor.deps, by(agent, one))),
    );
    assert.deepEqual(codes(results), [...Array(5).fill('agent_full'), 'ok']);
    assert.equal(
      (await describeAgent(floor.deps.database, floor.deps.policy, agent.id))?.loadUnits,
      1,
    );
  }));

test('matcher and claims at once never give an agent more than fits', () =>
  onFloor(async (floor, database) => {
    const agents = await Promise.all(
      ['a', 'b'].map((name) => floor.addAgent(name, { capacity: 2 })),
    );
    const asked = await Promise.all(Array.from({ length: 8 }, () => floor.ask()));
    const rounds = new MatcherRounds(floor.deps, await lead(database));
    const other = createRoutingFloor(database).deps;
    await Promise.all([
      rounds.run(),
      ...asked.map((one, index) =>
        claimConversation(other, by(agents[index % 2] as ActingAgent, one)),
      ),
    ]);
    await rounds.run();
    await rounds.told();
    assert.deepEqual(
      (await listAgents(floor.deps)).map(({ loadUnits }) => loadUnits),
      [2, 2],
    );
  }));

test('the matcher offers security first, to somebody with the language and room', () =>
  onFloor(async (floor, database) => {
    await floor.addAgent('a', { locales: ['en'] });
    await floor.addAgent('z', { locales: ['zh'] });
    const first = await floor.ask();
    const attacked = await floor.ask({ category: 'security' });
    const chinese = await floor.ask({ locale: 'zh' });
    const rounds = new MatcherRounds(floor.deps, await lead(database));
    assert.deepEqual(await rounds.run(), { made: 2, refused: 0 });
    await rounds.told();
    assert.equal((await floor.read(attacked)).assignee?.id, 'a');
    assert.equal((await floor.read(chinese)).assignee?.id, 'z');
    const left = await floor.read(first);
    assert.equal(left.assignee, null);
    const place = await readPlace(floor.deps, left.customerId, left.id);
    assert.ok(place.ok && place.value.place === 1 && place.value.etaSeconds !== null);
    const queue = await readQueue(floor.deps);
    assert.deepEqual(
      queue.rows.map(({ conversationId, rank }) => [conversationId, rank]),
      [[first.id, 1]],
    );
    assert.ok((queue.rows[0]?.etaSeconds ?? 0) > 0);
    const [team] = await listTeams(floor.deps);
    assert.deepEqual([team?.waiting, team?.available], [1, 2]);
  }));

test('with nobody on duty there is a place and no time, and it says why', () =>
  onFloor(async (floor, database) => {
    await floor.addAgent('a', { status: 'offline' });
    await floor.ask();
    const second = await floor.ask();
    const rounds = new MatcherRounds(floor.deps, await lead(database));
    await rounds.run();
    await rounds.told();
    const place = await readPlace(floor.deps, second.customerId, second.id);
    assert.ok(place.ok);
    assert.equal(place.value.place, 2);
    assert.equal(place.value.etaSeconds, null);
    assert.deepEqual(place.value.reasons, ['outside_staffing']);
    const elsewhere = await readPlace(floor.deps, 'nobody' as never, second.id);
    assert.ok(!elsewhere.ok && elsewhere.failure.class === 'not_found');
    const times = await createTypicalWaits(floor.deps)('en', 'standard');
    assert.deepEqual(times.categories, [{ category: 'deposit', etaSeconds: null }]);
  }));

test('typical waits tell of free agents', () =>
  onFloor(async (floor) => {
    await floor.addAgent('a');
    const times = await createTypicalWaits(floor.deps)('en', 'standard');
    assert.deepEqual(times.categories, [{ category: 'deposit', etaSeconds: 0 }]);
  }));

test('a process that overslept its lease cannot assign', () =>
  onFloor(async (floor, database) => {
    const agent = await floor.addAgent('a');
    const asked = await floor.ask();
    const slept = await lead(database, 'sleeper', 1);
    await sql`SELECT pg_sleep(0.01)`.execute(database);
    const offer = { state: asked, agentId: agent.id };
    assert.deepEqual(codes([await offerConversation(floor.deps, slept, offer)]), ['lease_lost']);
    const next = await lead(database, 'next');
    assert.equal(next.epoch, slept.epoch + 1);
    assert.equal(await holdLease(database, 'matcher', 'sleeper', 1_000), undefined);
    assert.deepEqual(codes([await offerConversation(floor.deps, slept, offer)]), ['lease_lost']);
    assert.deepEqual(codes([await offerConversation(floor.deps, next, offer)]), ['ok']);
    assert.deepEqual(codes([await offerConversation(floor.deps, next, offer)]), ['not_waiting']);
  }));

test('an offer that is not taken up goes to somebody else, and twice missed means away', () =>
  withTestDatabase(async (database) => {
    const floor = createRoutingFloor(database, { noAnswerMs: 20, missedInARowMax: 2 });
    const agent = await floor.addAgent('a', { capacity: 2 });
    const one = await floor.ask();
    const lease = await lead(database);
    const rounds = new MatcherRounds(floor.deps, lease);
    await rounds.run();
    await sql`SELECT pg_sleep(0.03)`.execute(database);
    assert.equal(await sweep(floor.deps, lease), 1);
    const back = await floor.read(one);
    assert.deepEqual(back.turnedDownBy, ['a']);
    assert.equal(back.waitingSince, one.waitingSince);
    assert.deepEqual(await rounds.run(), { made: 0, refused: 0 });
    await rounds.told();
    const other = await floor.addAgent('b');
    const two = await floor.ask();
    assert.equal((await rounds.run()).made, 2);
    assert.equal((await floor.read(one)).assignee?.id, 'b');
    assert.equal((await floor.read(two)).assignee?.id, 'a');
    assert.ok((await acceptConversation(floor.deps, by(other, one))).ok);
    await sql`SELECT pg_sleep(0.03)`.execute(database);
    assert.equal(await sweep(floor.deps, lease), 1);
    assert.equal((await describeAgent(database, floor.deps.policy, agent.id))?.status, 'away');
    assert.deepEqual(codes([await acceptConversation(floor.deps, by(agent, two))]), [
      'offer_lapsed',
    ]);
  }));

test('work of an agent who is gone goes back after the grace', () =>
  onFloor(async (floor, database) => {
    const agent = await floor.addAgent('a');
    const asked = await floor.ask();
    assert.ok((await claimConversation(floor.deps, by(agent, asked))).ok);
    const lease = await lead(database);
    assert.equal(await sweep(floor.deps, lease), 0);
    await sql`UPDATE agent_presence SET last_seen_at = clock_timestamp() - interval '31 seconds'`.execute(
      database,
    );
    assert.equal(await sweep(floor.deps, lease), 1);
    const back = await floor.read(asked);
    assert.equal(back.assignee, null);
    assert.notEqual(back.queuedAt, null);
    assert.equal((await describeAgent(database, floor.deps.policy, agent.id))?.status, 'away');
  }));

test('release, supervisors and status', () =>
  onFloor(async (floor) => {
    const [ana, bo, eva] = await Promise.all([
      floor.addAgent('ana'),
      floor.addAgent('bo'),
      floor.addAgent('eva', { status: 'offline' }),
    ]);
    const asked = await floor.ask();
    await claimConversation(floor.deps, by(ana, asked));
    assert.deepEqual(codes([await releaseConversation(floor.deps, by(bo, asked))]), [
      'assigned_to_other',
    ]);
    const boss = { ...eva, leads: true };
    const to = (agent: ActingAgent) => ({ ...by(boss, asked), toAgentId: agent.id });
    assert.deepEqual(codes([await assignConversation(floor.deps, to(eva))]), ['agent_unavailable']);
    assert.ok((await assignConversation(floor.deps, to(bo))).ok);
    assert.equal((await floor.read(asked)).assignee?.id, 'bo');
    await setAgentStatus(floor.deps, bo.id, 'on_break');
    assert.equal((await floor.read(asked)).assignee, null, 'an offer goes back at once');
    await claimConversation(floor.deps, by(ana, asked));
    await setAgentStatus(floor.deps, ana.id, 'away');
    assert.equal((await floor.read(asked)).assignee?.id, 'ana', 'accepted work stays over a break');
    await setAgentStatus(floor.deps, ana.id, 'offline');
    assert.equal((await floor.read(asked)).assignee, null);
  }));

test('the loop serves newcomers by itself, learns how long work took, and hands over at once', () =>
  onFloor(async (floor, database) => {
    const agent = await floor.addAgent('a');
    const matcher = runMatcher(floor.deps);
    const unsubscribe = floor.deps.bus.subscribe(() => matcher.wake());
    const standby = runMatcher(createRoutingFloor(database).deps);
    try {
      assert.ok(await matcher.runOnce());
      assert.equal(await standby.runOnce(), false);
      const asked = await floor.ask();
      const until = Date.now() + 3_000;
      while ((await floor.read(asked)).assignee === null && Date.now() < until)
        await new Promise((r) => setTimeout(r, 10));
      assert.equal((await floor.read(asked)).assignee?.id, 'a');
      await acceptConversation(floor.deps, by(agent, asked));
      await matcher.runOnce();
      await floor.deps.committer.commit({
        conversationId: asked.id,
        actor: { kind: 'agent', id: agent.id },
        maySee: () => true,
        command: { type: 'set_status', agent, to: 'solved' },
      });
      await matcher.runOnce();
      const { rows } = await sql<{
        category: string;
      }>`SELECT category FROM handling_samples`.execute(database);
      assert.deepEqual(rows, [{ category: 'deposit' }]);
      await matcher.stop();
      assert.ok(await standby.runOnce());
    } finally {
      unsubscribe();
      await matcher.stop();
      await standby.stop();
    }
  }));
