import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ask } from '../../../test/http/compose.ts';
import { addCustomer, addStaff, type Product, withProduct } from '../../../test/http/product.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import { CATEGORIES } from '../../core/vocabulary.ts';
import { ensureTeams } from '../staff/index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const WORDS = 'My withdrawal has been held for a month and nobody tells me why. <b>My name</b>';

const openCase = async (product: Product, locale = 'ar') => {
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
      locale,
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

const clockOff = async (product: Product): Promise<boolean> => {
  const left = await sql`SELECT 1 FROM due_work WHERE kind IN ('complaint_clock', 'complaint_climb')
    AND due_at <= now()`.execute(product.database);
  return left.rows.length === 0;
};

test('the clock of the law warns once and marks once what is overdue; its leads are told, and the case climbs', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    const { session, id, at } = await openCase(product);
    const { cookie } = await addStaff(product, 'supervisor', { teamIds: ['general'] });
    const other = await addStaff(product, 'supervisor', { name: 'elsewhere', teamIds: [] });
    await ask(server, 'POST', `${at}/complaint`, { session, body: { text: WORDS, country: null } });
    await sql`UPDATE complaints SET opened_at = opened_at - interval '90 days', due_at = now() - interval '1 day',
      acknowledged_at = now()`.execute(database);
    await sql`UPDATE due_work SET due_at = now() WHERE kind = 'complaint_clock'`.execute(database);
    const marks = async () => {
      const { rows } = await sql<{ action: string }>`
        SELECT action FROM audit_events WHERE action IN ('complaint_due_soon', 'complaint_overdue')`.execute(
        database,
      );
      return rows.map(({ action }) => action).sort();
    };
    const tier = async () => {
      const { rows } = await sql<{ tier: number }>`
        SELECT (state #>> '{case,supportTier}')::int AS tier FROM conversations WHERE conversation_id = ${id}`.execute(
        database,
      );
      return rows[0]?.tier;
    };
    await workUntil(product, async () => (await clockOff(product)) && (await tier()) === 3);
    assert.deepEqual(await marks(), ['complaint_due_soon', 'complaint_overdue']);
    const overdue = await ask(server, 'GET', '/api/desk/complaints?due=overdue', { cookie });
    assert.equal(overdue.body.complaints.length, 1);
    const alarmsOf = async (whose: string): Promise<string[]> =>
      (await ask(server, 'GET', '/api/desk/news?kind=alarm', { cookie: whose })).body.news
        .map(({ what }: { what: string }) => what)
        .sort();
    assert.deepEqual(await alarmsOf(cookie), ['complaint_due_soon', 'complaint_overdue']);
    assert.deepEqual(await alarmsOf(other.cookie), []);
  }));

test('a receipt that nobody could confirm is warned of, marked, climbs and is in the register until somebody does', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    const { session, id, at } = await openCase(product);
    const { cookie } = await addStaff(product, 'supervisor', { teamIds: ['general'] });
    await ask(server, 'POST', `${at}/complaint`, { session, body: { text: WORDS, country: 'DE' } });
    // Its customer was not told in time, as where telling fails.
    await sql`DELETE FROM due_work WHERE kind = 'complaint_told'`.execute(database);
    await sql`UPDATE complaints SET opened_at = opened_at - interval '9 days', acknowledge_by = now() - interval '1 day'`.execute(
      database,
    );
    await sql`UPDATE due_work SET due_at = now() WHERE kind = 'complaint_clock'`.execute(database);
    const tier = async () => {
      const { rows } = await sql<{ tier: number }>`
        SELECT (state #>> '{case,supportTier}')::int AS tier FROM conversations WHERE conversation_id = ${id}`.execute(
        database,
      );
      return rows[0]?.tier;
    };
    await workUntil(product, async () => (await clockOff(product)) && (await tier()) === 2);
    const listed = async (due: string) =>
      (await ask(server, 'GET', `/api/desk/complaints?due=${due}`, { cookie })).body.complaints;
    const [late] = await listed('receipt_overdue');
    assert.equal(late.acknowledgedLate, true);
    assert.equal(late.acknowledgedAt, null);
    assert.equal(late.timeZone, 'Europe/Berlin');
    const news = await ask(server, 'GET', '/api/desk/news?kind=alarm', { cookie });
    assert.deepEqual(news.body.news.map(({ what }: { what: string }) => what).sort(), [
      'complaint_receipt_overdue',
      'complaint_receipt_soon',
    ]);
    const receipt = () =>
      ask(server, 'POST', `/api/desk/complaints/${late.complaintId}/receipt`, { cookie });
    assert.equal((await receipt()).status, 204);
    assert.equal((await receipt()).status, 409);
    assert.deepEqual(await listed('receipt_overdue'), []);
    const own = await ask(server, 'GET', `${at}/complaint`, { session });
    assert.ok(own.body.complaint.acknowledgedAt >= late.openedAt);
    const foreign = await addStaff(product, 'agent', { name: 'agent' });
    const refused = await ask(server, 'POST', `/api/desk/complaints/${late.complaintId}/receipt`, {
      cookie: foreign.cookie,
    });
    assert.equal(refused.status, 403);
  }));

test('a letter is a PDF with the same words where our typefaces hold them, and says so where they do not', () =>
  withProduct(async (product) => {
    const { server } = product;
    const { session, at } = await openCase(product, 'ru');
    const asked = (text: string, where: string) =>
      ask(server, 'POST', `${where}/complaint`, { session, body: { text, country: 'FR' } });
    const words = 'Мой вывод задержан & <никто> не отвечает. Prénom: Łukasz, “Ça”.';
    const { body } = await asked(words, at);
    const path = `/api/complaints/${body.complaint.complaintId}/letters/receipt?format=pdf`;
    const pdf = await ask(server, 'GET', path, { session });
    assert.equal(pdf.status, 200, pdf.text.slice(0, 200));
    assert.equal(pdf.headers['content-type'], 'application/pdf');
    assert.match(String(pdf.headers['content-disposition']), /C-\d{4}-\d{6}-R\.pdf/);
    assert.match(pdf.text.slice(0, 8), /^%PDF-1/);
    assert.equal(body.complaint.asPdf, true);

    const next = await ask(server, 'POST', '/api/conversations', {
      session,
      body: {
        clientMessageId: systemIds.uuid(),
        text: 'Another one',
        category: 'deposit',
        locale: 'ru',
      },
    });
    const second = await asked(
      'Мой адрес 東京都千代田区, верните деньги',
      `/api/conversations/${next.body.conversation.id}`,
    );
    const letters = `/api/complaints/${second.body.complaint.complaintId}/letters/receipt`;
    const refused = await ask(server, 'GET', `${letters}?format=pdf`, { session });
    assert.equal(refused.body.error.code, 'letter_not_in_pdf');
    assert.match((await ask(server, 'GET', letters, { session })).text, /東京都千代田区/);
  }));

test('rules of countries that count no days that there are, are refused with the country', () =>
  withProduct(async (product) => {
    const { server } = product;
    const { cookie } = await addStaff(product, 'admin');
    const before = await ask(server, 'GET', '/api/desk/complaint-rules', { cookie });
    const all = before.body.rules.find(({ country }: { country: string }) => country === '*');
    const put = async (more: Record<string, unknown>) => {
      const rules = [all, { ...all, country: 'TR', ...more }];
      return ask(server, 'PUT', '/api/desk/complaint-rules', { cookie, body: { rules } });
    };
    for (const [more, code] of [
      [{ timeZone: 'Mars/Olympus' }, 'rule_zone_unknown'],
      [{ holidays: ['2027-02-30'] }, 'rule_holiday_unknown'],
      [{ weekend: [1, 2, 3, 4, 5, 6, 7] }, 'rule_no_business_days'],
    ] as const) {
      const refused = await put(more);
      assert.equal(refused.body.error.code, code);
      assert.equal(refused.body.error.details.country, 'TR');
    }
    const kept = await put({ timeZone: 'Europe/Istanbul', holidays: ['10-29', '2027-03-09'] });
    assert.equal(kept.status, 200, kept.text);
    assert.deepEqual(kept.body.rules[1].holidays, ['10-29', '2027-03-09']);
  }));
