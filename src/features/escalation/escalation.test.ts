import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ask } from '../../../test/http/compose.ts';
import { addCustomer, addStaff, type Product, withProduct } from '../../../test/http/product.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import { CATEGORIES } from '../../core/vocabulary.ts';
import { ensureTeams } from '../staff/index.ts';

const withCase = (
  work: (
    product: Product,
    one: { readonly id: string; readonly session: string; readonly cookie: string },
  ) => Promise<void>,
): Promise<void> =>
  withProduct(async (product) => {
    const { server, database } = product;
    await ensureTeams(database, [
      { teamId: 'general', name: 'General', overflowTeamId: null, categories: CATEGORIES },
      { teamId: 'seniors', name: 'Seniors', overflowTeamId: null, categories: [] },
    ]);
    const { session } = await addCustomer(product, 'u-1');
    const started = await ask(server, 'POST', '/api/conversations', {
      session,
      body: {
        clientMessageId: systemIds.uuid(),
        text: 'Where is it?',
        category: 'deposit',
        locale: 'en',
      },
    });
    const { id } = started.body.conversation;
    const { cookie } = await addStaff(product, 'supervisor', { teamIds: ['general'] });
    const claimed = await ask(server, 'POST', `/api/desk/conversations/${id}/claim`, {
      cookie,
      body: {},
    });
    assert.equal(claimed.status, 200, claimed.text);
    await work(product, { id, session, cookie });
  });

const tierAndTeam = async ({ database }: Product, id: string) => {
  const { rows } = await sql<{ tier: number; team: string }>`
    SELECT (state #>> '{case,supportTier}')::int AS tier, state ->> 'teamId' AS team
    FROM conversations WHERE conversation_id = ${id}`.execute(database);
  return rows[0];
};

test('an agent raises a case to the team of its tier, once for each note, and not above the top', () =>
  withCase(async (product, { id, cookie }) => {
    const { server } = product;
    const admin = await addStaff(product, 'admin', { name: 'admin' });
    const ladder = (steps: unknown) =>
      ask(server, 'PUT', '/api/desk/escalation-ladder', { cookie: admin.cookie, body: { steps } });
    const step = { category: 'deposit', tier: 2, teamId: 'seniors' };
    assert.equal((await ladder([{ ...step, teamId: 'nobody' }])).status, 404);
    assert.equal((await ladder([step, step])).status, 422);
    assert.equal((await ladder([step])).status, 200);
    const raise = (clientMessageId: string) =>
      ask(server, 'POST', `/api/desk/conversations/${id}/escalate`, {
        cookie,
        body: { note: 'Needs somebody who knows the chain.', clientMessageId },
      });
    const first = systemIds.uuid();
    const both = [await raise(first), await raise(first)];
    assert.deepEqual(
      both.map(({ status }) => status),
      [204, 204],
    );
    assert.deepEqual(await tierAndTeam(product, id), { tier: 2, team: 'seniors' });
    assert.equal((await raise(systemIds.uuid())).status, 204);
    assert.equal((await raise(systemIds.uuid())).status, 412);
    assert.equal((await tierAndTeam(product, id))?.tier, 3);
  }));

test('a customer for whom it is not solved goes a tier up, once for each time', () =>
  withCase(async (product, { id, session, cookie }) => {
    const { server, database, features } = product;
    const sent = await ask(server, 'POST', `/api/desk/conversations/${id}/messages`, {
      cookie,
      body: { clientMessageId: systemIds.uuid(), text: 'It has arrived.', leaveAs: 'solved' },
    });
    assert.equal(sent.status, 200, sent.text);
    await features.care.start();
    const reopened = await ask(server, 'POST', `/api/conversations/${id}/reopen`, { session });
    assert.ok(reopened.status < 300, reopened.text);
    await features.conversation.dueWork.start();
    const tier = async () => (await tierAndTeam(product, id))?.tier;
    for (let tries = 0; tries < 200 && (await tier()) === 1; tries++) {
      features.conversation.dueWork.wake();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await features.conversation.dueWork.stop();
    await features.care.stop();
    assert.equal(await tier(), 2);
    const { rows } = await sql<{ cause: string }>`SELECT cause FROM escalations`.execute(database);
    assert.deepEqual(rows, [{ cause: 'not_solved' }]);
  }));
