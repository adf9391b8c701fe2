import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { applied, definition, type Engine, withEngine } from '../../../test/automation-world.ts';
import { startedBy } from '../../../test/conversation-world.ts';
import { compileRules } from '../../core/automation/compile-rules.ts';
import { simulate } from '../../core/automation/simulate.ts';
import type { FieldDefinition } from '../../core/fields/field.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Database } from '../../ports/database.ts';
import { readLookups } from './lookups.ts';
import { readLog } from './read-situation.ts';

const FIELD = '00000000-0000-4000-8000-00000000000f';

const addField = (database: Database, more: Partial<FieldDefinition>) => {
  const field: FieldDefinition = {
    kind: 'text',
    categories: [],
    labels: { en: 'Bank' },
    choices: [],
    requiredToSolve: false,
    askedOfCustomer: 'no',
    source: null,
    ...more,
  };
  return sql`INSERT INTO case_fields (field_id, key, definition, position)
    VALUES (${FIELD}, 'bank', ${JSON.stringify(field)}::text::jsonb, 1)`.execute(database);
};

/** Staff fill it in: words under the customer's key, and the log knows that it changed. */
const fill = async (
  { deps }: Engine,
  conversationId: ConversationId,
  customerId: CustomerId,
  value: string,
): Promise<void> => {
  const bytes = Buffer.from(value, 'utf8');
  const sealed = await deps.vault.seal(customerId, bytes, `field:${FIELD}`);
  await deps.committer.commit({
    conversationId,
    actor: { kind: 'agent', id: 'agent-1' as never },
    command: { type: 'note_field', fieldId: FIELD },
    maySee: () => true,
    alsoWrite: async (trx) => {
      await sql`INSERT INTO field_values (conversation_id, field_id, customer_id, value_sealed, given_by)
        VALUES (${conversationId}, ${FIELD}, ${customerId}, ${sealed}, 'staff')
        ON CONFLICT (conversation_id, field_id) DO UPDATE SET value_sealed = excluded.value_sealed`.execute(
        trx,
      );
      return { ok: true, value: null };
    },
  });
};

test('a rule asks what a field says, under the customer’s key, when it changes and while it is empty', () =>
  withEngine(async (engine, database, customerId) => {
    await addField(database, {});
    const trigger = { kind: 'event', events: ['field_changed', 'opened'] } as const;
    await engine.publish({
      trigger,
      condition: { kind: 'field', fieldId: FIELD, op: 'contains', values: ['saturn'] },
      actions: [{ kind: 'tag', add: ['saturn'], remove: [] }],
    });
    await engine.publish({
      trigger,
      condition: { kind: 'field', fieldId: FIELD, op: 'empty', values: [] },
      actions: [{ kind: 'tag', add: ['empty'], remove: [] }],
    });
    const { state } = await startedBy(engine.deps, customerId);
    await engine.settle(state.id);
    await fill(engine, state.id, customerId, 'Bank of Mars');
    await engine.settle(state.id);
    await fill(engine, state.id, customerId, 'Bank of SATURN');
    await engine.settle(state.id);
    assert.deepEqual(
      (await applied(database, state.id)).map(({ actions }) => actions),
      [['tag:+empty'], ['tag:+saturn']],
    );
  }));

test('a rule does not solve what lacks a field, says why in its record, and tells nobody of an end', () =>
  withEngine(async (engine, database, customerId) => {
    await addField(database, { requiredToSolve: true });
    await engine.publish({
      actions: [
        { kind: 'notice', text: { kind: 'ready', name: 'auto_close' } },
        { kind: 'tag', add: ['ended'], remove: [] },
        { kind: 'status', to: 'solved' },
      ],
    });
    const { state } = await startedBy(engine.deps, customerId);
    await engine.settle(state.id);
    const [first] = await applied(database, state.id);
    assert.deepEqual(
      [first?.actions, first?.refused],
      [['tag:+ended'], ['notice:auto_close:fields_missing', 'status:solved:fields_missing']],
    );
    const { rows } = await sql<{ refused: string[]; n: number }>`
      SELECT refused, (SELECT count(*) FROM messages WHERE sender_id = 'system') AS n FROM rule_applications`.execute(
      database,
    );
    assert.deepEqual(rows, [{ refused: first?.refused, n: 0 }]);
    const [rule] = (
      await sql<{ rule_id: string }>`
      SELECT rule_id FROM rule_applications`.execute(database)
    ).rows;
    const live = definition({ actions: [{ kind: 'status', to: 'solved' }] });
    const would = (values: ReadonlyMap<string, string>) =>
      engine.deps.listFields().then(async (needed) =>
        simulate(
          {
            book: compileRules([
              { ruleId: String(rule?.rule_id), version: 1, liveSince: 0, definition: live },
            ]),
            hours: { add: (_team, from, ms) => from + ms },
            lookups: await readLookups(engine.deps),
            needed,
            from: 0,
            to: Number.MAX_SAFE_INTEGER,
            only: null,
          },
          await readLog(database, state.id),
          values,
        ),
      );
    assert.deepEqual((await would(new Map()))[0]?.refused, ['status:solved:fields_missing']);
    assert.deepEqual((await would(new Map([[FIELD, '']])))[0]?.actions, ['status:solved']);
    await fill(engine, state.id, customerId, 'Bank of Mars');
    const { committer, ids } = engine.deps;
    const message = {
      messageId: ids.uuid() as never,
      clientMessageId: ids.uuid(),
      fileIds: [],
      destroyed: [],
    };
    await committer.commit({
      conversationId: state.id,
      actor: { kind: 'customer', id: customerId },
      command: { type: 'send_as_customer', customerId, message },
      maySee: () => true,
    });
    await engine.settle(state.id);
    const last = (await applied(database, state.id)).at(-1);
    assert.deepEqual(last?.actions, ['notice:auto_close', 'status:solved']);
  }));
