import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer, contentOf, conversationWorld } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import type { FieldDefinition } from '../../core/fields/field.ts';
import type { ConversationId } from '../../core/ids.ts';
import { type ConversationDeps, startConversation } from '../conversation/index.ts';
import { keepForm } from './keep-form.ts';
import { readGiven } from './read-given.ts';
import { insertField } from './store.ts';

const definition = (more: Partial<FieldDefinition>): FieldDefinition => ({
  kind: 'text',
  categories: [],
  labels: { en: 'A field' },
  choices: [],
  requiredToSolve: false,
  askedOfCustomer: 'required',
  source: null,
  ...more,
});

const withForms = (
  work: (
    begin: (
      more: Partial<Parameters<typeof startConversation>[2]>,
    ) => ReturnType<typeof startConversation>,
    ids: { readonly bank: string; readonly sum: string },
    deps: ConversationDeps,
  ) => Promise<void>,
): Promise<void> =>
  withTestDatabase(async (database) => {
    const world = conversationWorld(database);
    const deps: ConversationDeps = {
      ...world,
      keepForm: (trx, state, given, form) => keepForm(world, trx, state, given, form),
    };
    const customerId = await addCustomer(database);
    const ids = { bank: world.ids.uuid(), sum: world.ids.uuid() };
    await database.transaction().execute(async (trx) => {
      const bank = definition({});
      const sum = definition({ kind: 'amount', categories: ['fiat'] });
      await insertField(trx, { fieldId: ids.bank, key: 'bank', definition: bank, position: 1 });
      await insertField(trx, { fieldId: ids.sum, key: 'sum', definition: sum, position: 2 });
    });
    const starter = { customerId, kind: 'customer', tier: 'standard' } as const;
    const begin = (more: Partial<Parameters<typeof startConversation>[2]>) =>
      startConversation(deps, starter, { ...contentOf('Help'), locale: 'en', ...more });
    await work(begin, ids, deps);
  });

test('what a form requires is insisted upon, every fault by its field, and nothing is half begun', () =>
  withForms(async (begin, { bank, sum }, { database }) => {
    const refused = await begin({
      category: 'fiat',
      form: 'fiat',
      fields: [{ fieldId: sum, value: 'much' }],
    });
    assert.ok(!refused.ok);
    assert.equal(refused.failure.code, 'form_incomplete');
    assert.deepEqual(refused.failure.details?.faults, [
      { fieldId: sum, code: 'field_value_wrong' },
      { fieldId: bank, code: 'required' },
    ]);
    const left =
      await sql`SELECT 1 FROM conversations UNION ALL SELECT 1 FROM field_values`.execute(database);
    assert.equal(left.rows.length, 0);
    const fields = [
      { fieldId: sum, value: '5 usdt' },
      { fieldId: bank, value: 'Saturn' },
    ];
    assert.ok((await begin({ category: 'fiat', form: 'fiat', fields })).ok);
    // Elsewhere the sum is not asked for.
    const deposit = { category: 'deposit', form: 'deposit', fields: fields.slice(1) } as const;
    assert.ok((await begin(deposit)).ok);
  }));

test('a form keeps nobody out who is in need, and nobody who was not shown it', () =>
  withForms(async (begin) => {
    assert.ok((await begin({ category: 'security', form: 'security' })).ok);
    const urgent = { category: 'fiat', locale: 'en', engage: false, urgent: true } as const;
    assert.ok((await begin({ category: 'fiat', form: 'fiat', opening: urgent })).ok);
    assert.ok((await begin({ category: 'fiat' })).ok, 'asked by another system, or as a follow-up');
    assert.equal((await begin({ category: 'fiat', form: 'fiat' })).ok, false);
  }));

test('rules read what they ask about, and of the rest that it is there', () =>
  withForms(async (begin, { bank, sum }, deps) => {
    const fields = [
      { fieldId: sum, value: '5 usdt' },
      { fieldId: bank, value: 'Saturn' },
    ];
    const begun = await begin({ category: 'fiat', fields });
    assert.ok(begun.ok);
    const id: ConversationId = begun.value.state.id;
    const read = async (asked: readonly string[]) => [
      ...((await readGiven(deps, deps.database, [id], new Set(asked))).get(id) ?? []),
    ];
    assert.deepEqual(
      new Map(await read([bank])),
      new Map([
        [bank, 'Saturn'],
        [sum, ''],
      ]),
    );
    assert.deepEqual(
      new Map(await read([sum])),
      new Map([
        [bank, ''],
        [sum, '5 USDT'],
      ]),
    );
  }));
