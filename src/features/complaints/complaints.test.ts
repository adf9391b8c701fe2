import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ask } from '../../../test/http/compose.ts';
import { addCustomer, addStaff, type Product, withProduct } from '../../../test/http/product.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import { termFrom } from '../../core/escalation/complaint-clock.ts';
import { CATEGORIES } from '../../core/vocabulary.ts';
import { ensureTeams } from '../staff/index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const never = () => false;

test('a term of business days leaves weekends and closed days out, and ends with its last day', () => {
  const friday = Date.UTC(2026, 0, 2, 15);
  assert.equal(termFrom(friday, 1, 'business', never), Date.UTC(2026, 0, 6) - 1);
  assert.equal(termFrom(friday, 1, 'calendar', never), Date.UTC(2026, 0, 4) - 1);
  const monday = Date.UTC(2026, 0, 5);
  assert.equal(
    termFrom(friday, 1, 'business', (day) => day === monday),
    Date.UTC(2026, 0, 7) - 1,
  );
  // Nine weeks of five days.
  assert.equal(
    termFrom(friday, 45, 'business', never),
    Date.UTC(2026, 0, 2) + (9 * 7 + 1) * DAY_MS - 1,
  );
  assert.throws(() => termFrom(friday, 1, 'business', () => true));
});

const WORDS = 'My withdrawal has been held for a month and nobody tells me why. <b>My name</b>';

const openCase = async (product: Product) => {
  const { server, database } = product;
  await ensureTeams(database, [
    { teamId: 'general', name: 'General', overflowTeamId: null, categories: CATEGORIES },
  ]);
  const customer = await addCustomer(product, 'u-1');
  const { session } = customer;
  const started = await ask(server, 'POST', '/api/conversations', {
    session,
    body: {
      clientMessageId: systemIds.uuid(),
      text: 'Where is it?',
      category: 'withdrawal',
      locale: 'ar',
    },
  });
  assert.equal(started.status, 200, started.text);
  const { id } = started.body.conversation;
  return { session, id, at: `/api/conversations/${id}` };
};

const workUntil = async (product: Product, done: () => Promise<boolean>): Promise<void> => {
  const { care, conversation } = product.features;
  await care.start();
  await conversation.dueWork.start();
  for (let tries = 0; tries < 200 && !(await done()); tries++) {
    conversation.dueWork.wake();
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await conversation.dueWork.stop();
  await care.stop();
  assert.ok(await done());
};

const countNotices = async ({ database }: Product): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM events WHERE type = 'notice_given' AND data ->> 'notice' LIKE 'complaint%'`.execute(
    database,
  );
  return rows[0]?.n ?? 0;
};

test('a complaint has a number, a term, a letter in the customer’s language, and climbs; once', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    const { session, id, at } = await openCase(product);
    const body = { text: WORDS, country: null };
    const both = await Promise.all([
      ask(server, 'POST', `${at}/complaint`, { session, body }),
      ask(server, 'POST', `${at}/complaint`, { session, body }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const { body: seen } = await ask(server, 'GET', `${at}/complaint`, { session });
    const { complaint } = seen;
    assert.match(complaint.number, /^C-\d{4}-\d{6}$/);
    assert.equal(complaint.upheld, null);
    assert.ok(complaint.dueAt > Date.now() + 60 * DAY_MS);

    const letterAt = `/api/complaints/${complaint.complaintId}/letters/receipt`;
    const letter = await ask(server, 'GET', letterAt, { session });
    assert.equal(letter.status, 200, letter.text);
    assert.match(letter.text, /dir="rtl"/);
    assert.match(letter.text, /&lt;b&gt;My name/);
    assert.doesNotMatch(letter.text, /<b>/);

    const other = await addCustomer(product, 'u-2');
    const stolen = await ask(server, 'GET', letterAt, { session: other.session });
    assert.equal(stolen.status, 404);
    const unseen = await ask(server, 'GET', `${at}/complaint`, { session: other.session });
    assert.equal(unseen.body.complaint, null);

    await workUntil(product, async () => (await countNotices(product)) > 0);
    const { rows } = await sql<{ tier: number }>`
      SELECT (state #>> '{case,supportTier}')::int AS tier FROM conversations WHERE conversation_id = ${id}`.execute(
      database,
    );
    assert.equal(rows[0]?.tier, 2);
    const words = await sql<{ n: number }>`SELECT count(*)::int AS n FROM complaints
      WHERE position(convert_to('withdrawal has been held', 'UTF8') IN text_sealed) > 0`.execute(
      database,
    );
    assert.equal(words.rows[0]?.n, 0);
  }));

test('a rejection needs a second person; until then its customer hears nothing of it', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    const { session, at } = await openCase(product);
    await ask(server, 'POST', `${at}/complaint`, { session, body: { text: WORDS, country: 'DE' } });
    const { body: mine } = await ask(server, 'GET', `${at}/complaint`, { session });
    const id = mine.complaint.complaintId;
    const first = await addStaff(product, 'supervisor', { name: 'first' });
    const second = await addStaff(product, 'supervisor', { name: 'second' });
    const desk = `/api/desk/complaints/${id}`;
    const decide = (cookie: string, upheld: boolean) =>
      ask(server, 'POST', `${desk}/decision`, {
        cookie,
        body: { upheld, text: 'The hold follows from the law and was told on the first day.' },
      });
    assert.equal((await decide(first.cookie, false)).status, 204);
    const own = await ask(server, 'GET', `${at}/complaint`, { session });
    assert.equal(own.body.complaint.upheld, null);
    assert.equal((await decide(first.cookie, true)).status, 409);
    const confirm = (cookie: string) =>
      ask(server, 'POST', `${desk}/confirmation`, { cookie, body: { confirmed: true } });
    assert.equal((await confirm(first.cookie)).status, 403);
    assert.equal((await confirm(second.cookie)).status, 204);
    assert.equal((await confirm(second.cookie)).status, 412);
    const told = await ask(server, 'GET', `${at}/complaint`, { session });
    assert.equal(told.body.complaint.upheld, false);
    assert.deepEqual(
      told.body.complaint.letters.map(({ kind }: { kind: string }) => kind),
      ['receipt', 'decision'],
    );
    const opened = await ask(server, 'GET', desk, { cookie: first.cookie });
    assert.equal(opened.body.text, WORDS);
    const accesses = await sql`SELECT 1 FROM access_events WHERE reason = 'complaint'`.execute(
      database,
    );
    assert.equal(accesses.rows.length, 1);
    const file = await ask(server, 'GET', '/api/desk/complaints-file', { cookie: first.cookie });
    assert.match(file.text, /"rejected"/);
    assert.doesNotMatch(file.text, /withdrawal has been held/);
  }));

test('the clock of the law warns once and marks once what is overdue', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    const { session, at } = await openCase(product);
    await ask(server, 'POST', `${at}/complaint`, { session, body: { text: WORDS, country: null } });
    await sql`UPDATE complaints SET opened_at = opened_at - interval '90 days', due_at = now() - interval '1 day'`.execute(
      database,
    );
    await sql`UPDATE due_work SET due_at = now() WHERE kind = 'complaint_clock'`.execute(database);
    const marks = async () => {
      const { rows } = await sql<{ action: string }>`
        SELECT action FROM audit_events WHERE action IN ('complaint_due_soon', 'complaint_overdue')`.execute(
        database,
      );
      return rows.map(({ action }) => action).sort();
    };
    await workUntil(product, async () => {
      const left = await sql`SELECT 1 FROM due_work WHERE kind = 'complaint_clock'`.execute(
        database,
      );
      return left.rows.length === 0;
    });
    assert.deepEqual(await marks(), ['complaint_due_soon', 'complaint_overdue']);
    const { cookie } = await addStaff(product, 'supervisor');
    const overdue = await ask(server, 'GET', '/api/desk/complaints?due=overdue', { cookie });
    assert.equal(overdue.body.complaints.length, 1);
  }));
