/** Rules, macros and changes of many where fields count; and the whole book tried at once. All over HTTP. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { BookTrial } from '../../src/contract/automation.ts';
import type { RuleDefinition } from '../../src/core/automation/rule.ts';
import { ask } from './compose.ts';
import { addCustomer, addStaff, type Product, withProduct } from './product.ts';

const TEAM = { teamIds: ['general'] } as const;

const seedTeam = async ({ database }: Product): Promise<void> => {
  await sql`INSERT INTO teams (team_id, name) VALUES ('general', 'General')`.execute(database);
  await sql`INSERT INTO team_categories (category, team_id)
    SELECT unnest(ARRAY['account','security','deposit','withdrawal','trading','verification','fees','fiat','api','fraud','tax','other']), 'general'`.execute(
    database,
  );
};

const rule = (more: Partial<RuleDefinition>): RuleDefinition => ({
  name: 'A rule',
  trigger: { kind: 'event', events: ['opened'] },
  condition: { kind: 'all', of: [] },
  actions: [{ kind: 'tag', add: ['seen'], remove: [] }],
  stop: false,
  ...more,
});

const codeOf = (reply: { readonly body: unknown }): string =>
  (reply.body as { readonly error?: { readonly code?: string } }).error?.code ?? '';

/** Somebody's part of the desk, and requests to do it with. */
const atDesk = async (product: Product) => {
  await seedTeam(product);
  const { server } = product;
  const admin = await addStaff(product, 'admin', TEAM);
  const lead = await addStaff(product, 'supervisor', TEAM);
  const customer = await addCustomer(product, 'u-1');
  const desk = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
    ask(server, method, `/api/desk/${path}`, {
      cookie: lead.cookie,
      ...(body === undefined ? {} : { body }),
    });
  const begin = async (more: object = {}): Promise<string> => {
    const clientMessageId = crypto.randomUUID();
    const body = {
      clientMessageId,
      text: 'It is missing',
      category: 'fiat',
      locale: 'fr',
      ...more,
    };
    const started = await ask(server, 'POST', '/api/conversations', {
      session: customer.session,
      body,
    });
    assert.equal(started.status, 200, JSON.stringify(started.body));
    return started.body.conversation.id;
  };
  const addField = async (more: object): Promise<{ fieldId: string; version: number }> => {
    const body = {
      key: 'bank',
      kind: 'text',
      categories: ['fiat'],
      labels: { en: 'Bank' },
      choices: [],
      requiredToSolve: true,
      askedOfCustomer: 'optional',
      source: null,
      position: 1,
      ...more,
    };
    const made = await ask(server, 'POST', '/api/desk/fields', { cookie: admin.cookie, body });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    return made.body;
  };
  const retire = (fieldId: string, version: number, more: object) =>
    ask(server, 'PUT', `/api/desk/fields/${fieldId}`, {
      cookie: admin.cookie,
      body: { ...more, version, retired: true },
    });
  const draft = async (definition: RuleDefinition): Promise<string> => {
    const made = await desk('POST', 'rules', definition);
    assert.equal(made.status, 200, JSON.stringify(made.body));
    return made.body.ruleId;
  };
  return { desk, begin, addField, retire, draft };
};

const stateOf = async ({ database }: Product, id: string): Promise<string> => {
  const { rows } = await sql<{ status: string }>`
    SELECT status FROM conversations WHERE conversation_id = ${id}`.execute(database);
  return rows[0]?.status ?? '';
};

test('a rule that names a field that is gone, or asks what does not fit it, is not published', () =>
  withProduct(async (product) => {
    const { desk, addField, retire, draft } = await atDesk(product);
    const { fieldId, version } = await addField({ kind: 'amount', key: 'sum' });
    const condition = { kind: 'field', fieldId, op: 'at_least', values: ['1000 USDT'] } as const;
    const asking = await draft(rule({ condition }));
    const strange = await draft(rule({ condition: { ...condition, values: ['much'] } }));
    const wrong = await desk('POST', `rules/${strange}/publish`, { note: 'to see' });
    assert.match(JSON.stringify(wrong.body), /"field_value_wrong","at":"condition"/);
    const done = await desk('POST', `rules/${asking}/publish`, { note: 'to see' });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    const { fields } = (await desk('GET', 'fields')).body;
    const { position: _p, ...before } = fields[0];
    const { fieldId: _id, version: _v, retired: _r, ...kept } = before;
    const retired = await retire(fieldId, version, { ...kept, position: 1 });
    assert.equal(retired.status, 200, JSON.stringify(retired.body));
    const changed = await draft(rule({ condition, name: 'Another' }));
    const refused = await desk('POST', `rules/${changed}/publish`, { note: 'again' });
    assert.equal(codeOf(refused), 'rule_has_problems');
    assert.match(JSON.stringify(refused.body), /"field_gone","at":"condition"/);
    const { rules } = (await desk('GET', 'rules')).body;
    const live = rules.find((each: { ruleId: string }) => each.ruleId === asking);
    assert.equal(live.problems[0].code, 'field_gone', 'those who lead see it in what acts');
  }));

test('a macro says what it would do in each conversation, solves none that lacks a field, and is done in many', () =>
  withProduct(async (product) => {
    const { features } = product;
    const { desk, begin, addField } = await atDesk(product);
    const { fieldId } = await addField({});
    const ids = [await begin(), await begin(), await begin({ category: 'deposit' })];
    const [filled = '', lacking = '', waiting = ''] = ids;
    for (const id of [filled, lacking]) await desk('POST', `conversations/${id}/claim`, {});
    await desk('PUT', `conversations/${filled}/fields/${fieldId}`, { value: 'Saturn' });
    const kept = await desk('POST', 'macros', {
      shortcut: 'done',
      title: 'Done',
      category: null,
      texts: {
        en: 'It has arrived, {{customer.name}}.',
        fr: 'C’est arrivé : {{conversation.number}}.',
      },
      actions: [
        { kind: 'tag', add: ['arrived'], remove: [] },
        { kind: 'status', to: 'solved' },
      ],
      visibility: 'all',
      teamId: null,
    });
    assert.equal(kept.status, 200, JSON.stringify(kept.body));
    const action = { kind: 'macro', macroId: kept.body.id };
    const preview = await desk('POST', 'bulk/preview', { conversationIds: ids, action });
    assert.equal(preview.status, 200, JSON.stringify(preview.body));
    assert.deepEqual(
      new Map(
        preview.body.rows.map((row: { conversationId: string; code: string; steps: string[] }) => [
          row.conversationId,
          row.code ?? row.steps,
        ]),
      ),
      new Map<string, unknown>([
        [lacking, 'fields_missing'],
        [waiting, 'not_assigned'],
        [filled, ['reply', 'tag:+arrived', 'status:solved']],
      ]),
    );
    const alone = await desk('POST', `conversations/${lacking}/macros/${kept.body.id}`, {
      clientMessageId: crypto.randomUUID(),
      text: 'It has arrived.',
      fileIds: [],
    });
    assert.equal(codeOf(alone), 'fields_missing');
    const started = await desk('POST', 'bulk', {
      conversationIds: ids,
      action,
      requestKey: 'key-of-this-run',
    });
    assert.equal(started.status, 200, JSON.stringify(started.body));
    await features.conversation.dueWork.start();
    let run = started.body;
    for (let turn = 0; run.endedAt === null && turn < 100; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      run = (await desk('GET', `bulk/${run.runId}`)).body;
    }
    await features.conversation.dueWork.stop();
    assert.deepEqual([run.changed, run.refused, run.undoable], [1, 2, 0]);
    assert.equal(await stateOf(product, filled), 'solved');
    assert.notEqual(await stateOf(product, lacking), 'solved');
    const told = await desk('GET', `conversations/${filled}`);
    assert.match(JSON.stringify(told.body), /C’est arrivé : [A-Z0-9-]+\./, 'in their language');
    const silent = await desk('GET', `conversations/${lacking}`);
    assert.doesNotMatch(JSON.stringify(silent.body), /arrivé/);
  }));

const settled = async (
  desk: Awaited<ReturnType<typeof atDesk>>['desk'],
  begun: BookTrial,
): Promise<BookTrial> => {
  let trial = begun;
  for (let turn = 0; trial.state === 'running' && turn < 200; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    trial = (await desk('GET', `book-trials/${trial.trialId}`)).body;
  }
  return trial;
};

test('the whole book is tried as it would be published: what leads to what, in circles, and what it changes', () =>
  withProduct(async (product) => {
    const { desk, begin, draft } = await atDesk(product);
    const id = await begin();
    const tagged = (tag: string, trigger: RuleDefinition['trigger'], more: object = {}) =>
      rule({ trigger, actions: [{ kind: 'tag', add: [tag], remove: [] }], ...more });
    const first = await draft(tagged('one', { kind: 'event', events: ['opened'] }));
    await desk('POST', `rules/${first}/publish`, { note: 'in force' });
    await desk('PUT', `rules/${first}/draft`, {
      ...tagged('two', { kind: 'event', events: ['opened'] }),
      stop: true,
    });
    const led = await draft(tagged('three', { kind: 'event', events: ['tags_changed'] }));
    const never = await draft(tagged('four', { kind: 'event', events: ['opened'] }));
    const noting = await draft(
      rule({
        trigger: { kind: 'event', events: ['opened', 'note_left'] },
        actions: [{ kind: 'note', words: 'Again.' }],
      }),
    );
    await desk('PUT', 'rules/order', { ruleIds: [noting, first, led, never] });
    const drafts = [first, led, never, noting];
    const begun = await desk('POST', 'book-trials', { drafts });
    assert.equal(begun.status, 200, JSON.stringify(begun.body));
    const trial = await settled(desk, begun.body);
    assert.deepEqual([trial.state, trial.checked, trial.changed], ['done', 1, 1]);
    const counts = new Map(
      trial.rules.map((each) => [each.ruleId, [each.applied, each.led, each.inForce.applied]]),
    );
    assert.deepEqual(counts.get(first), [1, 0, 1]);
    assert.deepEqual(counts.get(led), [1, 1, 0], 'by what another one did');
    assert.deepEqual(counts.get(never), [0, 0, 0], 'one before it ends the asking');
    assert.deepEqual(counts.get(noting), [2, 1, 0]);
    assert.deepEqual(trial.loops, [{ ruleIds: [noting], count: 1 }]);
    assert.equal(trial.rules.find(({ ruleId }) => ruleId === led)?.samples[0]?.conversationId, id);
    const ofFirst = trial.differences.filter(({ ruleId }) => ruleId === first);
    assert.deepEqual(
      ofFirst.map(({ how, actions }) => [how, actions]),
      [
        ['more', ['tag:+two']],
        ['less', ['tag:+one']],
      ],
    );
    // Without the drafts it is the book in force, which changes nothing.
    const same = await settled(desk, (await desk('POST', 'book-trials', { drafts: [] })).body);
    assert.deepEqual([same.state, same.changed, same.differences.length], ['done', 0, 0]);
    assert.equal((await desk('GET', `rule-trials/${trial.trialId}`)).status, 404);
    const broken = await draft(rule({ actions: [] }));
    const refused = await desk('POST', 'book-trials', { drafts: [broken] });
    assert.equal(codeOf(refused), 'rule_has_problems');
  }));
