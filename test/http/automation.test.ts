/** Rules and macros over HTTP: who may, what is refused with its row, and a macro as one commit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { RuleDefinition } from '../../src/core/automation/rule.ts';
import { ask } from './compose.ts';
import { addCustomer, addStaff, type Product, withProduct } from './product.ts';

const RULE: RuleDefinition = {
  name: 'Deposits go to wallets',
  trigger: { kind: 'event', events: ['opened'] },
  condition: { kind: 'choice', field: 'category', op: 'is', values: ['deposit'] },
  actions: [{ kind: 'priority', to: 'high' }],
  stop: false,
};

const TEAM = { teamIds: ['general'] } as const;

const seedTeam = ({ database }: Product) =>
  sql`INSERT INTO teams (team_id, name) VALUES ('general', 'General')`.execute(database).then(() =>
    sql`INSERT INTO team_categories (category, team_id)
        SELECT unnest(ARRAY['account','security','deposit','withdrawal','trading','verification','fees','fiat','api','fraud','tax','other']), 'general'`.execute(
      database,
    ),
  );

const codeOf = (reply: { readonly body: unknown }): string =>
  (reply.body as { readonly error?: { readonly code?: string } }).error?.code ?? '';

test('a supervisor drafts, is refused with the row, publishes and rolls back; an agent sees none of it', () =>
  withProduct(async (product) => {
    await seedTeam(product);
    const { server } = product;
    const { cookie } = await addStaff(product, 'supervisor', TEAM);
    const agent = await addStaff(product, 'agent', TEAM);
    assert.equal(
      (await ask(server, 'GET', '/api/desk/rules', { cookie: agent.cookie })).status,
      403,
    );
    const impossible: RuleDefinition = {
      ...RULE,
      condition: {
        kind: 'all',
        of: [
          RULE.condition,
          { kind: 'choice', field: 'category', op: 'is_not', values: ['deposit'] },
        ],
      },
    };
    const made = await ask(server, 'POST', '/api/desk/rules', { cookie, body: impossible });
    const { ruleId } = made.body as { ruleId: string };
    const path = `/api/desk/rules/${ruleId}`;
    const refused = await ask(server, 'POST', `${path}/publish`, {
      cookie,
      body: { note: 'first' },
    });
    assert.equal(codeOf(refused), 'rule_has_problems');
    assert.match(
      JSON.stringify(refused.body),
      /"never_holds","at":"condition\.1","with":"condition\.0"/,
    );
    await ask(server, 'PUT', `${path}/draft`, { cookie, body: RULE });
    const published = await ask(server, 'POST', `${path}/publish`, {
      cookie,
      body: { note: 'first' },
    });
    assert.equal(published.status, 200, JSON.stringify(published.body));
    const again = await ask(server, 'POST', `${path}/publish`, { cookie, body: { note: 'twice' } });
    assert.equal(codeOf(again), 'nothing_to_publish');
    const missing = await ask(server, 'POST', `${path}/roll-back`, {
      cookie,
      body: { version: 9, note: 'there is none' },
    });
    assert.equal(codeOf(missing), 'rule_not_found');
    const tried = await ask(server, 'POST', '/api/desk/rule-trials', {
      cookie,
      body: { ruleId, definition: RULE },
    });
    assert.equal(tried.status, 200, JSON.stringify(tried.body));
    const deep = { ...RULE, condition: nested(12) };
    const checked = await ask(server, 'POST', '/api/desk/rules/check', {
      cookie,
      body: { ruleId: null, definition: deep },
    });
    assert.match(JSON.stringify(checked.body), /too_deep/);
  }));

const nested = (depth: number): RuleDefinition['condition'] =>
  depth === 0 ? RULE.condition : { kind: 'not', of: nested(depth - 1) };

const MACRO = {
  shortcut: 'looking',
  title: 'We look into it',
  category: null,
  texts: { en: 'We look into it.' },
  actions: [
    { kind: 'priority', to: 'high' },
    { kind: 'note', words: 'The key is 5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ.' },
    { kind: 'status', to: 'pending' },
  ],
  visibility: 'me',
  teamId: null,
} as const;

const begin = async (product: Product, cookie: string): Promise<string> => {
  const customer = await addCustomer(product, 'macro-customer');
  const started = await ask(product.server, 'POST', '/api/conversations', {
    session: customer.session,
    body: {
      clientMessageId: 'message-1',
      text: 'Where is it?',
      fileIds: [],
      category: 'deposit',
      locale: 'en',
    },
  });
  assert.ok(started.status < 300, JSON.stringify(started.body));
  const { id } = (started.body as { conversation: { id: string } }).conversation;
  const claimed = await ask(product.server, 'POST', `/api/desk/conversations/${id}/claim`, {
    cookie,
  });
  assert.ok(claimed.status < 300, JSON.stringify(claimed.body));
  return id;
};

test('a macro is its reply and its actions in one commit, once; others neither see nor use it', () =>
  withProduct(async (product) => {
    await seedTeam(product);
    const { server, database } = product;
    const { cookie } = await addStaff(product, 'agent', { ...TEAM, name: 'one' });
    const other = await addStaff(product, 'agent', { ...TEAM, name: 'other' });
    const forAll = await ask(server, 'POST', '/api/desk/macros', {
      cookie,
      body: { ...MACRO, visibility: 'all' },
    });
    assert.equal(codeOf(forAll), 'macro_for_leads');
    const made = await ask(server, 'POST', '/api/desk/macros', { cookie, body: MACRO });
    const { id: macroId } = made.body as { id: string };
    const seen = await ask(server, 'GET', '/api/desk/macros', { cookie: other.cookie });
    assert.deepEqual(seen.body, { macros: [] });
    const id = await begin(product, cookie);
    const path = `/api/desk/conversations/${id}/macros/${macroId}`;
    const use = { clientMessageId: 'macro-use-1', text: 'We look into it.', fileIds: [] };
    assert.equal(
      codeOf(await ask(server, 'POST', path, { cookie: other.cookie, body: use })),
      'macro_not_found',
    );
    const first = await ask(server, 'POST', path, { cookie, body: use });
    assert.equal(first.status, 200, JSON.stringify(first.body));
    const second = await ask(server, 'POST', path, { cookie, body: use });
    assert.equal((second.body as { duplicate?: boolean }).duplicate, true);
    const { rows } = await sql<{ type: string; at: Date }>`
      SELECT type, at FROM events WHERE conversation_id = ${id} ORDER BY seq`.execute(database);
    const from = rows.findLastIndex(({ type }) => type === 'message_sent');
    const done = rows.slice(from);
    assert.deepEqual(
      done.map(({ type }) => type),
      ['message_sent', 'priority_changed', 'note_added', 'status_changed', 'macro_applied'],
    );
    assert.equal(new Set(done.map(({ at }) => at.getTime())).size, 1);
    const stored = await sql<{ row: string }>`SELECT macros::text AS row FROM macros`.execute(
      database,
    );
    assert.ok(!stored.rows[0]?.row.includes('5HueCGU8'), 'what is saved holds no secret');
  }));
