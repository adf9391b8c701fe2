import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomer, conversationWorld, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import type { BulkRun } from '../../contract/bulk.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { MOST_AT_ONCE } from '../../core/bulk/plan.ts';
import type { AgentId, ConversationId, TeamId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import { insertDueWork } from '../../platform/jobs/store.ts';
import type { Database } from '../../ports/database.ts';
import { findConversation } from '../conversation/index.ts';
import type { BulkDeps } from './deps.ts';
import { bulkRoutes } from './routes.ts';
import { runBatch } from './run-batch.ts';

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
const agent: StaffPrincipal = {
  ...lead,
  agentId: 'agent-1' as AgentId,
  role: 'agent',
  teamIds: ['general' as TeamId],
};

const world = (database: Database) => {
  const conversation = conversationWorld(database);
  const deps: BulkDeps = {
    ...conversation,
    clock: systemClock,
    dueWork: { schedule: insertDueWork, wake: () => undefined },
    hasTeam: async (teamId) => teamId !== 'nowhere',
    askerOf: async (agentId) => {
      const who = [lead, agent].find((each) => each.agentId === agentId);
      return who === undefined
        ? undefined
        : {
            view: who,
            agent: { id: agentId, name: who.publicName, badge: 'M-1', leads: isLeadRole(who.role) },
          };
    },
    readTags: async (tags) => ok(tags),
    assigning: () => ({
      command: async () => fail('conflict', 'agent_full'),
      alsoWrite: async () => ok(null),
    }),
    checkSolvable: async () => ok(null),
    readyMacro: async () => fail('not_found', 'macro_not_found'),
  };
  const call = async (
    key: string,
    body: object,
    principal = lead,
    params: object = {},
  ): Promise<Outcome<BulkRun>> => {
    const route = bulkRoutes(deps).find((each) => each.key === key);
    if (route === undefined) throw new Error(`no route ${key}`);
    return route.handle({ principal, params, query: {}, body } as never) as never;
  };
  const run = async (runId: string): Promise<void> => {
    // Until the work no longer asks to come again.
    for (let i = 0; i < 10; i++) await runBatch(deps)({ runId });
  };
  return { conversation, deps, call, run };
};

const started = async (database: Database, count: number) => {
  const made = world(database);
  const customerId = await addCustomer(database);
  const ids: ConversationId[] = [];
  for (let i = 0; i < count; i++)
    ids.push((await startedBy(made.conversation, customerId)).state.id);
  return { ...made, ids };
};

const START = 'POST /api/desk/bulk';
const UNDO = 'POST /api/desk/bulk/:runId/undo';
const READ = 'GET /api/desk/bulk/:runId';
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.failure.code);

test('what the preview says is what happens; rows that vanished are told; it can be taken back', () =>
  withTestDatabase(async (database) => {
    const { ids, call, run } = await started(database, 70);
    const gone = '00000000-0000-4000-8000-00000000dead';
    const action = { kind: 'tags', add: ['vip'], remove: [] };
    const first = { conversationIds: ids.slice(0, 1), action, requestKey: 'first-run-1' };
    const before = await call(START, first);
    assert.ok(before.ok);
    await run(before.value.runId);
    const conversationIds = [...ids, gone, ids[3] as string];
    const preview = await call('POST /api/desk/bulk/preview', { conversationIds, action });
    assert.ok(preview.ok);
    const { changed, unchanged, refused } = preview.value;
    assert.deepEqual([changed, unchanged, refused, preview.value.gone], [69, 1, 0, 1]);
    const begun = await call(START, { conversationIds, action, requestKey: 'the-run-12' });
    assert.ok(begun.ok);
    const { runId } = begun.value;
    const again = await call(START, { conversationIds, action, requestKey: 'the-run-12' });
    assert.equal(again.ok && again.value.runId, runId, 'asked twice, it is one run');
    await run(runId);
    const done = await call(READ, {}, lead, { runId });
    assert.ok(done.ok);
    assert.deepEqual(
      [done.value.changed, done.value.unchanged, done.value.gone, done.value.undoable],
      [69, 1, 1, 69],
    );
    assert.notEqual(done.value.endedAt, null);
    const back = await call(UNDO, { requestKey: 'undo-run-1' }, lead, { runId });
    assert.ok(back.ok);
    await run(back.value.runId);
    const tagged = await Promise.all(ids.map((id) => findConversation(database, id)));
    assert.equal(tagged.filter((state) => state?.case.tags.includes('vip')).length, 1);
  }));

test('what may not be done is refused row by row, with why, and the rest is done', () =>
  withTestDatabase(async (database) => {
    const { ids, call, run, deps } = await started(database, 4);
    const [taken, own, free, hidden] = ids as [
      ConversationId,
      ConversationId,
      ConversationId,
      ConversationId,
    ];
    const claim = (conversationId: ConversationId, id: string) =>
      deps.committer.commit({
        conversationId,
        actor: { kind: 'system' },
        command: { type: 'claim', agent: { id: id as AgentId, name: id, badge: '', leads: false } },
        maySee: () => true,
      });
    await claim(taken, 'agent-2');
    await claim(own, 'agent-1');
    await deps.committer.commit({
      conversationId: hidden,
      actor: { kind: 'system' },
      command: { type: 'send_to_team', teamId: 'wallets' as TeamId },
      maySee: () => true,
    });
    const body = { conversationIds: ids, action: { kind: 'status', to: 'pending' } };
    const begun = await call(START, { ...body, requestKey: 'status-run' }, agent);
    assert.ok(begun.ok);
    await run(begun.value.runId);
    const done = await call(READ, {}, agent, { runId: begun.value.runId });
    assert.ok(done.ok);
    assert.deepEqual(
      done.value.rows.map(({ conversationId, outcome, code, number }) => [
        conversationId,
        outcome,
        code,
        number === null,
      ]),
      [
        [taken, 'refused', 'assigned_to_other', false],
        [free, 'refused', 'not_assigned', false],
        [hidden, 'gone', null, true],
      ],
    );
    assert.equal((await findConversation(database, own))?.status, 'pending');
    const team = { kind: 'team', teamId: 'wallets' };
    const preview = await call(
      'POST /api/desk/bulk/preview',
      { conversationIds: [taken], action: team },
      agent,
    );
    assert.equal(preview.ok && preview.value.refused, 1);
  }));

test('too many, unknown units and what only leads may do are refused before anything begins', () =>
  withTestDatabase(async (database) => {
    const { ids, call } = await started(database, 1);
    const start = async (action: object, principal = lead, conversationIds: string[] = ids) =>
      codeOf(await call(START, { conversationIds, action, requestKey: 'refused-1' }, principal));
    const many = Array.from(
      { length: MOST_AT_ONCE + 1 },
      (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    );
    assert.equal(await start({ kind: 'priority', to: 'low' }, lead, many), 'bulk_too_many');
    assert.equal(await start({ kind: 'team', teamId: 'nowhere' }), 'team_not_found');
    assert.equal(await start({ kind: 'assign', agentId: 'lead-1' }, agent), 'forbidden');
    assert.equal(await start({ kind: 'assign', agentId: 'nobody' }), 'agent_not_found');
    assert.equal(await start({ kind: 'tags', add: [], remove: [] }), 'nothing_to_change');
    const run = await call(UNDO, { requestKey: 'undo-none' }, lead, { runId: ids[0] });
    assert.equal(codeOf(run), 'bulk_run_not_found');
  }));
