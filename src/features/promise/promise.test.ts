import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import {
  addCustomer,
  contentOf,
  conversationWorld,
  startedBy,
} from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { openTexts } from '../../adapters/texts-icu/icu-texts.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { AgentId, ConversationId, CustomerId, TeamId } from '../../core/ids.ts';
import { DEFAULT_PROMISE_POLICY } from '../../core/promise/policy.ts';
import { insertDueWork } from '../../platform/jobs/store.ts';
import type { Database } from '../../ports/database.ts';
import {
  type ConversationDeps,
  findConversation,
  readLogged,
  sendAsAgent,
  sendAsCustomer,
} from '../conversation/index.ts';
import type { PromiseDeps } from './deps.ts';
import { createGatherFacts } from './gather-facts.ts';
import { keepPromise } from './keep-promise.ts';
import { setPromise } from './set-promise.ts';
import { showFigures } from './show-figures.ts';
import { watchPromises } from './watch.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const MINUTE_MS = 60_000;
const ana = { id: 'ana' as AgentId, name: 'Ana', badge: 'M-1', leads: true };

const anaSignedIn: StaffPrincipal = {
  kind: 'staff',
  agentId: ana.id,
  role: 'supervisor',
  teamIds: ['general' as TeamId],
  locale: 'en',
  publicName: ana.name,
  badge: ana.badge,
  sessionId: 's',
};

const promiseWorld = (database: Database, world: ConversationDeps): PromiseDeps => ({
  ...world,
  dueWork: { schedule: insertDueWork, wake: () => undefined },
  log: quiet,
  texts: openTexts(`${import.meta.dirname}/../../../content/texts/server`),
  policy: DEFAULT_PROMISE_POLICY,
  termsOf: async () => ({
    time: { add: (from, ms) => from + ms, between: (from, to) => to - from },
    policyMs: 30 * MINUTE_MS,
  }),
  decisionDueAt: async () => null,
  teamAbove: async () => null,
  departmentName: async () => 'Wallet operations',
  timeZoneOf: async () => 'Europe/Paris',
  database,
});

interface World {
  readonly database: Database;
  readonly conversation: ConversationDeps;
  readonly deps: PromiseDeps;
  readonly customerId: CustomerId;
  readonly id: ConversationId;
  readonly keep: () => Promise<void>;
}

const withCase = (work: (world: World) => Promise<void>): Promise<void> =>
  withTestDatabase(async (database) => {
    const conversation = conversationWorld(database);
    const deps = promiseWorld(database, conversation);
    const customerId = await addCustomer(database);
    const { state } = await startedBy(conversation, customerId);
    const keep = () => keepPromise(deps, createGatherFacts(deps), state.id);
    await keep();
    await work({ database, conversation, deps, customerId, id: state.id, keep });
  });

/** Moves all that was promised into the past, in the log's fold and in the rows, as if so much time had gone by. */
const letPass = async (database: Database, ms: number): Promise<void> => {
  const seconds = ms / 1_000;
  await sql`UPDATE promised_steps SET began_at = began_at - make_interval(secs => ${seconds}),
    first_due_at = first_due_at - make_interval(secs => ${seconds}), due_at = due_at - make_interval(secs => ${seconds}),
    next_at = next_at - make_interval(secs => ${seconds}),
    warned_for = warned_for - make_interval(secs => ${seconds})`.execute(database);
  await sql`UPDATE conversations SET state = jsonb_set(state, '{case,promise,dueAt}',
    to_jsonb((state #>> '{case,promise,dueAt}')::bigint - ${ms}::bigint))
    WHERE state #>> '{case,promise,dueAt}' IS NOT NULL`.execute(database);
};

const typesOf = async (database: Database, id: ConversationId): Promise<readonly string[]> =>
  (await readLogged(database, id, 0, 500)).map(({ event }) => event.type);

const count = (types: readonly string[], type: string): number =>
  types.filter((one) => one === type).length;

const assigned = async ({ conversation, id }: World): Promise<void> => {
  const taken = await conversation.committer.commit({
    conversationId: id,
    actor: { kind: 'agent', id: ana.id },
    command: { type: 'claim', agent: ana },
    maySee: () => true,
  });
  assert.ok(taken.ok, JSON.stringify(taken));
};

test('a request is promised a first answer by the policy, and the answer keeps it', () =>
  withCase(async (world) => {
    const { database, conversation, id, keep } = world;
    const promised = (await findConversation(database, id))?.case.promise;
    assert.equal(promised?.step, 'first_answer');
    assert.deepEqual(promised?.owner, { kind: 'team', teamId: 'general' });
    const inMs = (promised?.dueAt ?? 0) - Date.now();
    assert.ok(inMs > 28 * MINUTE_MS && inMs <= 36 * MINUTE_MS, String(inMs));

    await assigned(world);
    await keep();
    const taken = (await findConversation(database, id))?.case.promise;
    assert.equal(taken?.owner.kind, 'agent');
    assert.equal(taken?.dueAt, promised?.dueAt);

    const answered = await sendAsAgent(conversation, {
      conversationId: id,
      agent: ana,
      maySee: () => true,
      content: contentOf('It is here.'),
      kind: 'message',
      leaveAs: null,
    });
    assert.ok(answered.ok, JSON.stringify(answered));
    await keep();
    const types = await typesOf(database, id);
    assert.equal(count(types, 'promise_ended'), 1);
    assert.equal((await findConversation(database, id))?.case.promise?.step, 'resolution');
    const { rows } = await sql<{ ended_by: string; kept: boolean }>`
      SELECT ended_by, ended_at <= first_due_at AS kept FROM promised_steps WHERE step = 'first_answer'`.execute(
      database,
    );
    assert.deepEqual(rows, [{ ended_by: 'done', kept: true }]);
  }));

test('the owner is warned once before the time, and a lapse tells the customer, climbs and promises anew, once', () =>
  withCase(async ({ database, id, keep }) => {
    await letPass(database, 29 * MINUTE_MS);
    await Promise.all([keep(), keep(), keep()]);
    assert.equal(count(await typesOf(database, id), 'promise_warned'), 1);
    await letPass(database, 10 * MINUTE_MS);
    await Promise.all([keep(), keep(), keep(), keep()]);
    const types = await typesOf(database, id);
    assert.equal(count(types, 'notice_given'), 1);
    assert.equal(count(types, 'promise_warned'), 1);
    assert.equal(count(types, 'escalated'), 1);
    const state = await findConversation(database, id);
    assert.equal(state?.case.supportTier, 2);
    assert.ok((state?.case.promise?.dueAt ?? 0) > Date.now());
    const { rows } = await sql`SELECT 1 FROM messages WHERE kind = 'notice'`.execute(database);
    assert.equal(rows.length, 1);
  }));

test('an answer in time keeps the promise, however late it is noticed', () =>
  withCase(async (world) => {
    const { database, conversation, id, keep } = world;
    await assigned(world);
    await sendAsAgent(conversation, {
      conversationId: id,
      agent: ana,
      maySee: () => true,
      content: contentOf('Here.'),
      kind: 'message',
      leaveAs: null,
    });
    // The server was down for hours; the log says that the answer was in time.
    await sql`UPDATE promised_steps SET due_at = (SELECT max(at) FROM events), first_due_at = (SELECT max(at) FROM events)`.execute(
      database,
    );
    await sql`UPDATE conversations SET state = jsonb_set(state, '{case,promise,dueAt}',
      to_jsonb((SELECT floor(extract(epoch FROM max(at)) * 1000)::bigint FROM events)))`.execute(
      database,
    );
    await keep();
    const ended = (await readLogged(database, id, 0, 500)).flatMap(({ event }) =>
      event.type === 'promise_ended' ? [event.outcome] : [],
    );
    assert.deepEqual(ended, ['kept']);
    assert.equal(count(await typesOf(database, id), 'notice_given'), 0);
  }));

test('a sooner time that was told and not kept is a promise not kept, whatever was told before', () =>
  withCase(async (world) => {
    const { database, conversation, deps, id, keep } = world;
    await assigned(world);
    const dueAt = Date.now() + 5 * MINUTE_MS;
    const set = await setPromise(deps, anaSignedIn, id, { dueAt, because: 'set_by_agent' });
    assert.ok(set.ok, JSON.stringify(set));
    await letPass(database, 10 * MINUTE_MS);
    await keep();
    const late = await showFigures(database, 1, Date.now());
    assert.deepEqual([late.total.judged, late.total.kept, late.worst.length], [1, 0, 1]);
    const content = contentOf('Here.');
    const maySee = (): boolean => true;
    await sendAsAgent(conversation, {
      ...{ conversationId: id, agent: ana, maySee, content },
      ...{ kind: 'message', leaveAs: null },
    });
    await keep();
    const { total } = await showFigures(database, 1, Date.now());
    assert.deepEqual([total.judged, total.kept], [1, 0]);
  }));

test('a timer that was lost is found again', () =>
  withCase(async ({ database, deps, id }) => {
    await sql`DELETE FROM due_work`.execute(database);
    await letPass(database, 60 * MINUTE_MS);
    assert.equal(await watchPromises(deps), 1);
    const { rows } = await sql`SELECT 1 FROM due_work WHERE work_key = ${`promise:${id}`}`.execute(
      database,
    );
    assert.equal(rows.length, 1);
  }));

test('what the customer adds in between does not begin a new promise of an answer', () =>
  withCase(async ({ database, conversation, customerId, id, keep }) => {
    const before = (await findConversation(database, id))?.case.promise;
    const added = await sendAsCustomer(conversation, customerId, id, contentOf('Hello?'));
    assert.ok(added.ok);
    await keep();
    assert.deepEqual((await findConversation(database, id))?.case.promise, before);
  }));

test('a case that climbs goes to the team of its tier, which owes the new promise', () =>
  withCase(async ({ database, deps, id }) => {
    const climbing: PromiseDeps = { ...deps, teamAbove: async () => 'tier-two' as TeamId };
    await letPass(database, 60 * MINUTE_MS);
    await keepPromise(climbing, createGatherFacts(climbing), id);
    const state = await findConversation(database, id);
    assert.equal(state?.teamId, 'tier-two');
    assert.deepEqual(state?.case.promise?.owner, { kind: 'team', teamId: 'tier-two' });
  }));
