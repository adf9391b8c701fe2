import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openTexts } from '../../src/adapters/texts-icu/icu-texts.ts';
import { ensureDepartments } from '../../src/features/departments/index.ts';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { ask } from './compose.ts';
import { addCustomer, addStaff, type Product } from './product.ts';

export type Person = Awaited<ReturnType<typeof addStaff>>;
export type Body = Record<string, unknown>;

const TEXTS = join(import.meta.dirname, '../../content/texts/server');
export const WALLET = 'wallet-operations';
export const TXID = `0x${'a1'.repeat(32)}`;
export const ANSWERS = { asset: 'USDT', txid: TXID, amount: '1250.5' };

export interface World {
  readonly product: Product;
  readonly admin: Person;
  /** Answers customers. */
  readonly agent: Person;
  /** Answers customers in another team. */
  readonly stranger: Person;
  readonly wallet: Person;
  readonly wallet2: Person;
  readonly risk: Person;
}

export const call = (
  world: World,
  who: Person,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: Body,
) =>
  ask(world.product.server, method, `/api/desk${path}`, {
    cookie: who.cookie,
    ...(body === undefined ? {} : { body }),
  });

export const createWorld = async (product: Product): Promise<World> => {
  await ensureTeams(product.database, [
    {
      teamId: 'support',
      name: 'Support',
      overflowTeamId: null,
      categories: ['other', 'deposit', 'withdrawal'],
    },
    { teamId: 'trading', name: 'Trading', overflowTeamId: null, categories: ['trading'] },
  ]);
  await ensureDepartments(product.database, openTexts(TEXTS));
  const staff = (name: string, teamIds: string[], role: 'agent' | 'admin' = 'agent') =>
    addStaff(product, role, { name, teamIds });
  const [admin, agent, stranger, wallet, wallet2, risk] = await Promise.all([
    staff('admin', [], 'admin'),
    staff('agent', ['support']),
    staff('stranger', ['trading']),
    staff('wallet', []),
    staff('wallet2', []),
    staff('risk', []),
  ]);
  const world = { product, admin, agent, stranger, wallet, wallet2, risk };
  const members: readonly (readonly [string, Person[]])[] = [
    [WALLET, [wallet, wallet2]],
    ['risk-control', [risk]],
  ];
  for (const [departmentId, people] of members) {
    const set = await call(world, admin, 'PUT', `/departments/${departmentId}/members`, {
      memberIds: people.map(({ agentId }) => agentId),
    });
    assert.equal(set.status, 200, set.text);
  }
  return world;
};

export const startCase = async (world: World, externalId: string) => {
  const customer = await addCustomer(world.product, externalId);
  const started = await ask(world.product.server, 'POST', '/api/conversations', {
    session: customer.session,
    body: {
      clientMessageId: `first-${externalId}`,
      text: 'My deposit of 1250.5 USDT has not come',
      locale: 'en',
      category: 'deposit',
      withAssistant: false,
    },
  });
  assert.equal(started.status, 200, started.text);
  const conversationId: string = started.body.conversation.id;
  const claimed = await call(world, world.agent, 'POST', `/conversations/${conversationId}/claim`);
  assert.ok(claimed.status < 300, claimed.text);
  return { ...customer, conversationId };
};

export const opening = (more: Body = {}): Body => ({
  taskId: randomUUID(),
  departmentId: WALLET,
  request: 'Please find this deposit',
  answers: ANSWERS,
  dueAt: null,
  hold: true,
  grant: { transcript: false, seqs: [] },
  ...more,
});

export const openIn = async (world: World, conversationId: string, more: Body = {}) => {
  const body = opening(more);
  const opened = await call(
    world,
    world.agent,
    'POST',
    `/conversations/${conversationId}/tasks`,
    body,
  );
  assert.equal(opened.status, 200, opened.text);
  return { taskId: body.taskId as string, reply: opened.body };
};

export const customerSees = async (world: World, session: string, conversationId: string) => {
  const seen = await ask(world.product.server, 'GET', `/api/conversations/${conversationId}`, {
    session,
  });
  assert.equal(seen.status, 200, seen.text);
  return seen.body;
};
