import assert from 'node:assert/strict';
import { join } from 'node:path';
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
import type { WireEvent } from '../../contract/live.ts';
import type { CustomerPrincipal } from '../../contract/principal.ts';
import type { AgentId, ConversationId, CustomerId, DepartmentId, TaskId } from '../../core/ids.ts';
import { stationsOf } from '../../core/requests/request-steps.ts';
import type { Database } from '../../ports/database.ts';
import { askAsCustomer, findConversation, sendAsAgent, toWire } from '../conversation/index.ts';
import { beginFollowUp } from './begin-follow-up.ts';
import { composeTranscript } from './compose-transcript.ts';
import type { RequestsDeps } from './deps.ts';
import { exportData } from './export-data.ts';
import { findOwn, readPublicLog } from './read-public-log.ts';

const texts = openTexts(join(import.meta.dirname, '../../../content/texts/server'));
const ANA = { id: 'ana' as AgentId, name: 'Ana', badge: 'M-7', leads: false };

const depsOn = (database: Database): RequestsDeps => {
  const world = conversationWorld(database);
  return {
    ...world,
    texts,
    exchangeName: 'Norvik',
    departmentNames: async () => new Map(),
    toWire: (logged) => toWire(world, database, logged),
  };
};

const answered = async (deps: RequestsDeps, customerId: CustomerId) => {
  const { state } = await startedBy(deps, customerId);
  const claimed = await deps.committer.commit({
    conversationId: state.id,
    actor: { kind: 'agent', id: ANA.id },
    command: { type: 'claim', agent: ANA },
    maySee: () => true,
  });
  assert.ok(claimed.ok);
  const sent = await sendAsAgent(deps, {
    agent: ANA,
    maySee: () => true,
    conversationId: state.id,
    kind: 'message',
    content: contentOf('It has just arrived.'),
    leaveAs: 'solved',
  });
  assert.ok(sent.ok);
  return state.id;
};

const logOf = async (database: Database, id: ConversationId) =>
  (await Array.fromAsync(readPublicLog(database, id))).flat();

test('a transcript holds what was said, by whom and when, in the customer’s language', () =>
  withTestDatabase(async (database) => {
    const deps = depsOn(database);
    const id = await answered(deps, await addCustomer(database));
    const log = await logOf(database, id);
    const state = await findConversation(database, id);
    assert.ok(state !== undefined);
    const wire = await deps.toWire(log);
    const how = {
      texts,
      locale: 'fr',
      timeZone: 'Europe/Paris',
      exchange: 'Norvik',
      departments: new Map([['keys', 'Service des clés']]),
    } as const;
    const task = { taskId: 't' as TaskId, departmentId: 'keys' as DepartmentId, expectedAt: null };
    const sent = { seq: 90, previousPublicSeq: 89, at: 0, actor: { kind: 'system' }, body: null };
    const departments = [
      { ...sent, event: { type: 'task_opened', ...task } },
      { ...sent, event: { type: 'task_ended', taskId: task.taskId, outcome: 'done' } },
    ] as unknown as readonly WireEvent[];
    const text = composeTranscript(state, [...wire, ...departments], how);
    assert.match(
      text,
      /Transmis à : \u2068Service des clés\u2069\.[\s\S]*Résultat reçu de : \u2068Service/,
    );
    assert.match(text, /Assistance Norvik : demande \d{4}-\d{4}-\d/);
    assert.match(text, /\] Vous\nWhere is my deposit\?/);
    assert.match(text, /\] Ana \(M-7\)\nIt has just arrived\./);
    assert.deepEqual(
      stationsOf(log).map(({ what }) => what.kind),
      ['received', 'waiting', 'agent', 'solved'],
    );
  }));

test('the export has the words of one’s own requests, and nobody else’s', () =>
  withTestDatabase(async (database) => {
    const deps = depsOn(database);
    const mine = await addCustomer(database);
    const other = await addCustomer(database);
    await answered(deps, mine);
    await startedBy(deps, other);
    const data = JSON.parse(await exportData(deps, mine));
    assert.equal(data.requests.length, 1);
    assert.match(JSON.stringify(data.requests[0].events), /It has just arrived\./);
    assert.equal(data.customer.customerId, mine);
    assert.ok(!JSON.stringify(data).includes(other));
  }));

test('another’s request does not exist, and a follow-up is of a closed one of one’s own', () =>
  withTestDatabase(async (database) => {
    const deps = depsOn(database);
    const customerId = await addCustomer(database);
    const stranger = await addCustomer(database);
    const id = await answered(deps, customerId);
    assert.equal((await findOwn(database, stranger, id)).ok, false);
    const customer = {
      kind: 'customer',
      customerId,
      tier: 'standard',
      locale: 'en',
      blocked: false,
    } as CustomerPrincipal;
    const content = contentOf('It is gone again');
    const early = await beginFollowUp(deps, customer, id, content);
    assert.equal(early.ok ? '' : early.failure.code, 'follow_up_when_closed');
    await sql`UPDATE conversations SET state = jsonb_set(state, '{status}', '"closed"'), status = 'closed'
      WHERE conversation_id = ${id}`.execute(database);
    const begun = await beginFollowUp(deps, customer, id, content);
    assert.ok(begun.ok);
    const again = await beginFollowUp(deps, customer, id, content);
    assert.ok(again.ok && again.value.state.id === begun.value.state.id && again.value.duplicate);
    const { rows } = await sql<{ n: number }>`
      SELECT count(*) AS n FROM events WHERE type = 'linked'`.execute(database);
    assert.equal(Number(rows[0]?.n), 2);
    assert.equal((await askAsCustomer(deps, stranger, id, { type: 'reopen' })).ok, false);
  }));
