import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import {
  applied,
  definition,
  type Engine,
  LEAD,
  withEngine,
} from '../../../test/automation-world.ts';
import { startedBy } from '../../../test/conversation-world.ts';
import { compileRules } from '../../core/automation/compile-rules.ts';
import { ALWAYS, type Condition, type LiveRule } from '../../core/automation/rule.ts';
import { simulate } from '../../core/automation/simulate.ts';
import type { Command } from '../../core/conversation/command.ts';
import type { AgentId, CustomerId, TeamId } from '../../core/ids.ts';
import { createRule, publishRule, rollBackRule, switchOffRule } from './change-rules.ts';
import { readLookups } from './lookups.ts';
import { readLog } from './read-situation.ts';
import { listLiveRules, listVersions } from './store-rules.ts';

test('a rule acts once, whatever breaks between its decision and its commit', () =>
  withEngine(async (engine, database, customerId) => {
    await engine.publish({
      actions: [
        { kind: 'note', words: 'Look closely.' },
        { kind: 'priority', to: 'high' },
      ],
    });
    await engine.publish({
      actions: [{ kind: 'notice', text: { kind: 'ready', name: 'received' } }],
    });
    const { state } = await startedBy(engine.deps, customerId);
    await engine.follow(state.id);
    await engine.follow(state.id);
    const [payload, ...more] = await engine.take('apply_rules');
    assert.ok(payload !== undefined && more.length === 0);
    // It dies after its commit, before the due work is done with; and then two do it at once.
    await engine.handle('apply_rules', payload);
    await Promise.all([
      engine.handle('apply_rules', payload),
      engine.handle('apply_rules', payload),
    ]);
    await engine.settle(state.id);
    const events = await applied(database, state.id);
    assert.deepEqual(
      events.map(({ actions }) => actions),
      [['note', 'priority:high'], ['notice:received']],
    );
    const { rows } = await sql<{ kind: string; n: number }>`
      SELECT kind, count(*) AS n FROM messages WHERE sender_id = 'system' GROUP BY kind ORDER BY kind`.execute(
      database,
    );
    assert.deepEqual(rows, [
      { kind: 'note', n: 1 },
      { kind: 'notice', n: 1 },
    ]);
  }));

test('only what is published acts; an earlier version can be put live again', () =>
  withEngine(async (engine, database, customerId) => {
    const made = await createRule(engine.deps, LEAD, definition({}));
    assert.ok(made.ok);
    await engine.reread();
    const { state } = await startedBy(engine.deps, customerId);
    await engine.settle(state.id);
    assert.equal((await applied(database, state.id)).length, 0, 'a draft does nothing');
    const ruleId = made.value;
    assert.ok((await publishRule(engine.deps, LEAD, ruleId, 'first')).ok);
    await sql`UPDATE automation_rules SET draft = ${JSON.stringify(definition({ actions: [{ kind: 'tag', add: ['second'], remove: [] }] }))}::text::jsonb
      WHERE rule_id = ${ruleId}`.execute(database);
    assert.ok((await publishRule(engine.deps, LEAD, ruleId, 'second')).ok);
    assert.equal(
      (await publishRule(engine.deps, LEAD, ruleId, 'again')).ok,
      false,
      'nothing is left to publish',
    );
    const write = async (): Promise<void> => {
      await engine.reread();
      const { committer, ids } = engine.deps;
      const message = {
        messageId: ids.uuid(),
        clientMessageId: ids.uuid(),
        fileIds: [],
        destroyed: [],
      };
      await committer.commit({
        conversationId: state.id,
        actor: { kind: 'customer', id: customerId },
        command: { type: 'send_as_customer', customerId, message } as never,
        maySee: () => true,
      });
      await engine.settle(state.id);
    };
    await write();
    assert.ok(
      (await rollBackRule(engine.deps, LEAD, ruleId, { version: 1, note: 'was better' })).ok,
    );
    await write();
    assert.ok((await switchOffRule(engine.deps, LEAD, ruleId)).ok);
    await write();
    const events = await applied(database, state.id);
    assert.deepEqual(
      events.map(({ version, actions }) => [version, actions]),
      [
        [2, ['tag:+second']],
        [1, ['tag:+seen']],
      ],
    );
    assert.deepEqual(
      (await listVersions(database, ruleId)).map(({ note }) => note),
      ['second', 'first'],
    );
    const audit = await sql<{
      action: string;
    }>`SELECT action FROM audit_events WHERE subject_id = ${ruleId} ORDER BY audit_id`.execute(
      database,
    );
    assert.deepEqual(
      audit.rows.map(({ action }) => action),
      ['rule_drafted', 'rule_published', 'rule_published', 'rule_rolled_back', 'rule_switched_off'],
    );
  }));

test('a rule on time looks again when its time has come', () =>
  withEngine(async (engine, database, customerId) => {
    const { state } = await startedBy(engine.deps, customerId);
    await sql`UPDATE events SET at = at - interval '3 days' WHERE conversation_id = ${state.id}`.execute(
      database,
    );
    const trigger = { kind: 'time', amount: 73, unit: 'hours', since: 'opened' } as const;
    const ruleId = await engine.publish({
      trigger,
      condition: { kind: 'choice', field: 'priority', op: 'is', values: ['normal'] },
    });
    for (const payload of await engine.take('plan_rule_timers'))
      await engine.handle('plan_rule_timers', payload);
    const [timer] = await engine.take('rule_timer');
    assert.ok(timer);
    await engine.handle('rule_timer', timer);
    assert.equal((await applied(database, state.id)).length, 0, 'not yet');
    const next = await sql<{
      hours: number;
    }>`SELECT round(extract(epoch FROM due_at - clock_timestamp()) / 3600)::int AS hours
      FROM due_work WHERE kind = 'rule_timer'`.execute(database);
    assert.deepEqual(next.rows, [{ hours: 1 }]);
    await sql`UPDATE events SET at = at - interval '1 hour' WHERE conversation_id = ${state.id}`.execute(
      database,
    );
    // Fallen due before it was live, it is passed over.
    await sql`UPDATE automation_rules SET live_since = clock_timestamp() WHERE rule_id = ${ruleId}`.execute(
      database,
    );
    await sql`UPDATE events SET at = at - interval '1 hour' WHERE conversation_id = ${state.id}`.execute(
      database,
    );
    await engine.reread();
    await engine.handle('rule_timer', timer);
    assert.equal((await applied(database, state.id)).length, 0);
    await sql`UPDATE automation_rules SET live_since = clock_timestamp() - interval '1 day' WHERE rule_id = ${ruleId}`.execute(
      database,
    );
    await engine.reread();
    await Promise.all([engine.handle('rule_timer', timer), engine.handle('rule_timer', timer)]);
    await engine.handle('rule_timer', timer);
    assert.equal((await applied(database, state.id)).length, 1);
  }));

const PRIORITY = ['low', 'normal', 'high', 'urgent'] as const;
const is = (field: 'priority' | 'status', values: readonly string[]): Condition => ({
  kind: 'choice',
  field,
  op: 'is',
  values,
});

const someRule = fc.record({
  events: fc.subarray(
    [
      'opened',
      'customer_wrote',
      'priority_changed',
      'status_changed',
      'tags_changed',
      'note_left',
    ] as const,
    { minLength: 1 },
  ),
  condition: fc.oneof(
    fc.constant(ALWAYS),
    fc.subarray([...PRIORITY], { minLength: 1 }).map((values) => is('priority', values)),
    fc
      .subarray(['new', 'open', 'pending', 'solved'], { minLength: 1 })
      .map((values) => is('status', values)),
    fc.constant<Condition>({ kind: 'set', field: 'tag', op: 'none', values: ['t1'] }),
  ),
  action: fc.oneof(
    fc.constantFrom(...PRIORITY).map((to) => ({ kind: 'priority', to }) as const),
    fc.constantFrom('open', 'pending', 'solved').map((to) => ({ kind: 'status', to }) as const),
    fc.constantFrom('t1', 't2').map((tag) => ({ kind: 'tag', add: [tag], remove: [] }) as const),
    fc.constant({ kind: 'note', words: 'By a rule.' } as const),
    fc.constant({ kind: 'team', teamId: 'wallets' } as const),
  ),
  stop: fc.boolean(),
});

const commandOf = (engine: Engine, pick: number, customerId: CustomerId): Command => {
  const { ids } = engine.deps;
  const message = {
    messageId: ids.uuid(),
    clientMessageId: ids.uuid(),
    fileIds: [],
    destroyed: [],
  };
  const commands = [
    { type: 'send_as_customer', customerId, message },
    { type: 'set_priority', to: PRIORITY[pick % 4] },
    { type: 'move_status', to: (['open', 'pending', 'solved'] as const)[pick % 3] },
    {
      type: 'change_tags',
      add: pick % 2 === 0 ? ['t1'] : [],
      remove: pick % 2 === 0 ? [] : ['t1'],
    },
    { type: 'send_to_team', teamId: (pick % 2 === 0 ? 'general' : 'wallets') as TeamId },
  ];
  return commands[pick % commands.length] as Command;
};

test('a dry run says what really happens on the same events', () =>
  withEngine(async (engine, database, customerId) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someRule, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat({ max: 59 }), { maxLength: 5 }),
        async (drafts, picks) => {
          await sql`UPDATE automation_rules SET live_version = NULL, live_since = NULL`.execute(
            database,
          );
          for (const { events, condition, action, stop } of drafts) {
            const made = await createRule(
              engine.deps,
              LEAD,
              definition({
                trigger: { kind: 'event', events },
                condition,
                actions: [action],
                stop,
              }),
            );
            assert.ok(made.ok);
            await publishRule(engine.deps, LEAD, made.value, 'to see');
          }
          await engine.reread();
          const { state } = await startedBy(engine.deps, customerId);
          await engine.settle(state.id);
          for (const pick of picks) {
            await engine.deps.committer.commit({
              conversationId: state.id,
              actor:
                pick % 5 === 0
                  ? { kind: 'customer', id: customerId }
                  : { kind: 'agent', id: 'agent-1' as AgentId },
              command: commandOf(engine, pick, customerId),
              maySee: () => true,
            });
            await engine.settle(state.id);
          }
          const really = await applied(database, state.id);
          const rules: readonly LiveRule[] = await listLiveRules(database);
          const would = simulate(
            {
              book: compileRules(rules),
              hours: { add: (_team, from, ms) => from + ms },
              lookups: await readLookups(engine.deps),
              from: 0,
              to: Number.MAX_SAFE_INTEGER,
              only: null,
              needed: [],
            },
            await readLog(database, state.id),
          );
          const named = (
            all: readonly {
              readonly ruleId: string;
              readonly chain: readonly string[];
              readonly actions: readonly string[];
              readonly refused: readonly string[];
            }[],
          ) =>
            all.map(({ ruleId, chain, actions, refused }) => ({ ruleId, chain, actions, refused }));
          assert.deepEqual(named(would), named(really));
        },
      ),
      { numRuns: 12 },
    );
  }));
