import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ACCESS } from '../../src/contract/access.ts';
import { MAX_PER_MINUTE } from '../../src/contract/apikeys.ts';
import { SCOPES, type Scope } from '../../src/core/integration/scopes.ts';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { checkEveryRoute, keysOf } from './check-every-route.ts';
import { ask, openVisitor } from './compose.ts';
import { addStaff, withProduct } from './product.ts';

test('the product: every route answers every kind of caller as the table says', () =>
  withProduct(async (product) => {
    const { server, database, features } = product;
    const { routes } = features;
    await ensureTeams(database, [
      { teamId: 'support', name: 'Support', overflowTeamId: null, categories: ['other'] },
    ]);
    const { session } = await openVisitor(server);
    const customer = await openVisitor(server);
    await sql`update customers set kind = 'customer', external_id = 'u-1'
      where customer_id = ${customer.id}`.execute(database);
    const who = await ask(server, 'GET', '/api/session', { session: customer.session });
    assert.equal(who.body.customer.kind, 'customer');
    const admin = await addStaff(product, 'admin');
    const keyWith = async (scope: Scope) => {
      const body = { name: scope, scopes: [scope], perMinute: MAX_PER_MINUTE };
      const made = await ask(server, 'POST', '/api/desk/api-keys', { ...admin, body });
      return { session: made.body.secret };
    };
    const tried = await checkEveryRoute(server, routes, ACCESS, {
      visitor: { session },
      customer: { session: customer.session },
      agent: await addStaff(product, 'agent'),
      compliance: await addStaff(product, 'compliance'),
      supervisor: await addStaff(product, 'supervisor'),
      admin,
      ...(await keysOf(keyWith)),
    });
    // Ending a session would end the tests' own; two callers may.
    assert.equal(tried, routes.length * (7 + SCOPES.length) - 2);
  }));
