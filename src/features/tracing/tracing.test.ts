import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer, conversationWorld, startedBy } from '../../../test/conversation-world.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type FakeChain, fakeChain } from '../../../test/fakes/chain.ts';
import { createPdfReports } from '../../adapters/report-pdf/pdf-reports.ts';
import { openTexts } from '../../adapters/texts-icu/icu-texts.ts';
import { type CardOf, card as cardSchema } from '../../contract/cards.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { TraceReply } from '../../contract/tracing.ts';
import { traceReply } from '../../contract/tracing.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, TeamId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { REPORT_LOCALES } from '../../core/tracing/report-locales.ts';
import { insertDueWork } from '../../platform/jobs/store.ts';
import { findConversation, recordAccess } from '../conversation/index.ts';
import type { TracingDeps } from './deps.ts';
import { importLabels } from './import-labels.ts';
import { makeReport, readReport } from './make-report.ts';
import { readTrace } from './read-trace.ts';
import { showTraceCard } from './show-card.ts';
import { endTrace, type Subject, showTrace, showTraces, subjectOf } from './show-trace.ts';
import { startTrace } from './start-trace.ts';

const TEXTS = join(import.meta.dirname, '../../../content/texts/report');
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const address = (name: string): string => `0x${Buffer.from(name.padEnd(20, '-')).toString('hex')}`;
const [victim, thief, friend, exchange, later] = [
  'victim',
  'thief',
  'friend',
  'exchange',
  'later',
].map(address) as [string, string, string, string, string];

const staffOf = (teamIds: readonly string[]): StaffPrincipal => ({
  kind: 'staff',
  agentId: 'agent-1' as AgentId,
  role: 'agent',
  teamIds: teamIds as TeamId[],
  locale: 'en',
  publicName: 'Ana',
  badge: 'M-1',
  sessionId: 's',
});
const ours = staffOf(['general']);
const strangers = staffOf(['elsewhere']);

const valueIn = <T>(outcome: Outcome<T>): T => {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure.code);
  return outcome.value;
};
const codeIn = (outcome: Outcome<unknown>): string | null =>
  outcome.ok ? null : outcome.failure.code;
const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

describe('stolen funds of a case', () => {
  let db: TestDatabase;
  let fake: FakeChain;
  let deps: TracingDeps;
  let subject: Subject;
  let now = Date.parse('2026-01-02T03:04:05Z');
  let theft: string;
  const cards: CardOf<'trace'>[] = [];

  before(async () => {
    db = await createTestDatabase();
    const { database } = db;
    const world = conversationWorld(database);
    const texts = openTexts(TEXTS, REPORT_LOCALES);
    fake = fakeChain({ name: 'ethereum' });
    deps = {
      ...world,
      clock: { now: () => now },
      log: quiet,
      dueWork: { schedule: insertDueWork, wake: () => undefined },
      chains: new Map([['ethereum', fake.chain]]),
      texts,
      reports: createPdfReports(texts),
      exchangeName: 'Norvik',
      sha256,
      elapsed: () => performance.now(),
      caseSeenBy: async (staff, id) => {
        const state = await findConversation(database, id);
        return state && staffMaySee(staff, state) ? state : undefined;
      },
      recordAccess,
      showCard: async (_staff, _id, card) => {
        cards.push(card);
        return ok(null);
      },
      updateCard: async (_id, card) => {
        cards.push(card);
        return ok(null);
      },
    };
    const started = await startedBy(world, await addCustomer(database));
    subject = valueIn(await subjectOf(deps, ours, started.state.id));
    fake.mine(3);
    fake.pay({ from: victim, to: address('early'), amount: '5' });
    fake.mine();
    theft = fake.pay({ from: victim, to: thief, amount: '1000000' });
    fake.mine();
    fake.give(thief, 1_000_000n);
    fake.pay({ from: thief, to: friend, amount: '1000000' });
    fake.mine(2);
  });
  after(() => db?.close());

  const start = (txid: string, chain = 'ethereum') =>
    startTrace(deps, ours, subject, {
      chain,
      asked: { kind: 'transaction', txid, victim: null, receiver: null },
      maxHops: 6,
    });
  const show = async (traceId: string): Promise<TraceReply> =>
    traceReply.parse(valueIn(await showTrace(deps, ours, subject, traceId)));
  const heldIn = ({ nodes }: TraceReply): Record<string, string> =>
    Object.fromEntries(
      nodes.flatMap(({ address: at, held }) => (held[0] ? [[at, held[0].units]] : [])),
    );
  const countOf = async (what: 'access' | 'due'): Promise<number> => {
    const { rows } = await (what === 'access'
      ? sql<{ count: string }>`SELECT count(*) FROM access_events WHERE reason = 'trace'`
      : sql<{ count: string }>`SELECT count(*) FROM due_work WHERE kind = 'read_trace'`
    ).execute(db.database);
    return Number(rows[0]?.count);
  };

  test('whoever may not see the case sees nothing of it', async () => {
    const id = subject.conversationId;
    assert.equal(codeIn(await subjectOf(deps, strangers, id)), 'conversation_not_found');
  });

  test('what cannot be followed is said plainly, and nothing is kept', async () => {
    assert.equal(codeIn(await start(theft, 'solana')), 'chain_not_set');
    assert.equal(codeIn(await start('where is it')), 'not_an_id');
    assert.equal(codeIn(await start('5'.repeat(88))), 'wrong_chain_id');
    assert.equal(codeIn(await start(`0x${'ab'.repeat(32)}`)), 'trace_not_confirmed');
    fake.setTrouble('chain_unreachable');
    assert.equal(codeIn(await start(theft)), 'chain_unreachable');
    fake.setTrouble(null);
    assert.deepEqual(await showTraces(deps, ours, subject), []);
  });

  test('it is followed, read on as blocks come, and taken back when the chain goes back', async () => {
    const traceId = valueIn(await start(theft));
    assert.equal((await show(traceId)).trace.state, 'running');
    await readTrace(deps, traceId);
    const first = await show(traceId);
    assert.deepEqual([first.trace.state, first.trace.version], ['watching', 1]);
    // Half of what the thief held was stolen, so half of what the friend got is.
    assert.deepEqual(heldIn(first), { [thief]: '500000', [friend]: '500000' });
    const accesses = await countOf('access');
    assert.equal(accesses, 1);
    fake.pay({ from: friend, to: later, amount: '1000000' });
    fake.mine();
    await readTrace(deps, traceId);
    const second = await show(traceId);
    assert.deepEqual(heldIn(second), { [thief]: '500000', [later]: '500000' });
    assert.equal(second.trace.version, 2);
    // Looking again soon is the same access.
    assert.equal(await countOf('access'), accesses);
    await readTrace(deps, traceId);
    assert.equal((await show(traceId)).trace.version, 2);
    fake.reorganise(1, false);
    await readTrace(deps, traceId);
    const third = await show(traceId);
    assert.deepEqual(heldIn(third), { [thief]: '500000', [friend]: '500000' });
    assert.equal(third.trace.version, 3);
  });

  test('trouble with the node is shown, what was found stays, and it is tried again', async () => {
    const trace = (await showTraces(deps, ours, subject)).find(({ txid }) => txid === theft);
    assert.ok(trace);
    const due = await countOf('due');
    fake.setTrouble('chain_wrong');
    await readTrace(deps, trace.traceId);
    fake.setTrouble(null);
    const troubled = await show(trace.traceId);
    assert.equal(troubled.trace.failure, 'chain_wrong');
    assert.equal(troubled.nodes.length, 3);
    assert.equal(await countOf('due'), due + 1);
    await readTrace(deps, trace.traceId);
    assert.equal((await show(trace.traceId)).trace.failure, null);
  });

  test('a known place ends it and is named', async () => {
    await importLabels(
      deps,
      'test',
      `# known\nethereum,${exchange.toUpperCase().replace('0X', '0x')},exchange,Some exchange, Ltd\n`,
    );
    fake.pay({ from: friend, to: exchange, amount: '1000000' });
    fake.mine();
    const trace = (await showTraces(deps, ours, subject)).find(({ txid }) => txid === theft);
    await readTrace(deps, trace?.traceId ?? '');
    const found = await show(trace?.traceId ?? '');
    assert.deepEqual(
      found.trace.reached.map(({ address: at, label, amounts }) => [
        at,
        label.name,
        amounts[0]?.amount,
      ]),
      [[exchange, 'Some exchange, Ltd', '0.0000000000005']],
    );
    assert.equal(found.nodes.find((node) => node.address === exchange)?.end, 'label');
  });

  test('shown to the customer, its card follows it', async () => {
    const trace = (await showTraces(deps, ours, subject)).find(({ txid }) => txid === theft);
    const traceId = trace?.traceId ?? '';
    valueIn(await showTraceCard(deps, ours, subject, traceId));
    assert.equal(cards.length, 1);
    await readTrace(deps, traceId);
    assert.equal(cards.length, 1);
    fake.pay({ from: thief, to: later, amount: '100000' });
    fake.mine();
    await readTrace(deps, traceId);
    assert.equal(cards.length, 2);
    for (const card of cards) assert.deepEqual(cardSchema.parse(card), card);
    assert.equal(cards[1]?.data.addresses, (cards[0]?.data.addresses ?? 0) + 1);
    assert.deepEqual(cards[1]?.data.reached, ['Some exchange, Ltd']);
  });

  test('all that leaves an address can be followed, and addresses of another chain cannot', async () => {
    const from = (at: string) =>
      startTrace(deps, ours, subject, {
        chain: 'ethereum',
        asked: { kind: 'address', address: at, afterHeight: 0 },
        maxHops: 3,
      });
    assert.equal(codeIn(await from('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')), 'wrong_chain_id');
    assert.equal(codeIn(await from('0x12')), 'not_an_address');
    const traceId = valueIn(await from(friend.toUpperCase().replace('0X', '0x')));
    await readTrace(deps, traceId);
    const found = await show(traceId);
    assert.deepEqual([found.trace.txid, found.trace.address], [null, friend]);
    assert.deepEqual(heldIn(found), { [exchange]: '1000000' });
    valueIn(await endTrace(deps, ours, subject, traceId));
  });

  test('a report is dated, whole and cannot be changed; each file names the digest of the other', async () => {
    const trace = (await showTraces(deps, ours, subject)).find(({ txid }) => txid === theft);
    const traceId = trace?.traceId ?? '';
    assert.equal(
      codeIn(await makeReport(deps, ours, subject, { traceId, locale: 'ko' })),
      'report_locale',
    );
    const made = valueIn(await makeReport(deps, ours, subject, { traceId, locale: 'ru' }));
    const fileOf = async (file: 'pdf' | 'json' | 'manifest') =>
      valueIn(await readReport(deps, ours, subject, { traceId, reportId: made.reportId, file }));
    const [pdf, json, manifest] = [
      await fileOf('pdf'),
      await fileOf('json'),
      await fileOf('manifest'),
    ];
    const digest = (bytes: Uint8Array) => Buffer.from(sha256(bytes)).toString('hex');
    assert.equal(digest(pdf.bytes), made.pdfSha256);
    assert.equal(digest(json.bytes), made.jsonSha256);
    const listed = JSON.parse(new TextDecoder().decode(manifest.bytes)) as {
      files: { name: string; sha256: string }[];
    };
    assert.deepEqual(
      listed.files.map(({ sha256: one }) => one),
      [made.jsonSha256, made.pdfSha256],
    );
    const whole = JSON.parse(new TextDecoder().decode(json.bytes)) as Record<string, unknown>;
    assert.equal(whole.madeAt, '2026-01-02T03:04:05.000Z');
    assert.equal((whole.root as { txid: string }).txid, theft);
    now += 60_000;
    assert.deepEqual((await fileOf('pdf')).bytes, pdf.bytes);
    const { extractText, getDocumentProxy } = await import('unpdf');
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf.bytes)), {
      mergePages: true,
    });
    for (const printed of [
      made.jsonSha256,
      theft,
      exchange,
      'Куда ушли средства',
      'Some exchange',
    ]) {
      assert.ok(text.includes(printed), printed);
    }
  });

  test('a trace ends when told, or when its time is over', async () => {
    const trace = (await showTraces(deps, ours, subject)).find(({ txid }) => txid === theft);
    const traceId = trace?.traceId ?? '';
    assert.equal(valueIn(await endTrace(deps, ours, subject, traceId)).trace.state, 'ended');
    assert.equal(codeIn(await endTrace(deps, ours, subject, traceId)), 'trace_ended');
    const due = await countOf('due');
    await readTrace(deps, traceId);
    assert.equal(await countOf('due'), due);
    const other = valueIn(await start(theft));
    now += 15 * 24 * 3_600_000;
    await readTrace(deps, other);
    assert.equal((await show(other)).trace.state, 'ended');
  });

  test('nothing of a trace can be read in the database', async () => {
    const { rows } = await sql<{ row: string }>`SELECT t::text AS row FROM traces t`.execute(
      db.database,
    );
    for (const { row } of rows) {
      assert.equal(row.includes(theft.slice(2)) || row.includes(thief.slice(2)), false);
    }
  });
});
