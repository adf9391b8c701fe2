import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { systemIds } from '../../src/adapters/system/ids.ts';
import { createAuthenticate } from '../../src/app/authenticate.ts';
import { createFeatures } from '../../src/app/features.ts';
import { createInfrastructure } from '../../src/app/infrastructure.ts';
import { ACCESS } from '../../src/contract/access.ts';
import type { Route } from '../../src/contract/route.ts';
import type { StaffRole } from '../../src/core/vocabulary.ts';
import { createStaff, ensureTeams } from '../../src/features/staff/index.ts';
import { readConfig } from '../../src/platform/config/read-config.ts';
import { createHttpServer, type HttpServer } from '../../src/platform/http/create-http-server.ts';
import type { Database } from '../../src/ports/database.ts';
import { withTestDatabase } from '../database.ts';
import { createInstallation } from '../load/installation.ts';
import { checkEveryRoute } from './check-every-route.ts';
import { ask, ORIGIN, openVisitor, signIn } from './compose.ts';

const PASSWORD = 'corral-hinge-lantern-47';
const PORT = 7_450;
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The whole product's routes behind its edge, without its background work. */
const withApplication = (
  work: (server: HttpServer, database: Database, routes: readonly Route[]) => Promise<number>,
) =>
  withTestDatabase(async (database, url) => {
    const folder = mkdtempSync(join(tmpdir(), 'mainstay-access-'));
    const installation = await createInstallation(join(folder, 'data'));
    const config = readConfig({
      mode: 'production',
      environment: {
        ...installation.environment(PORT, url),
        MAINSTAY_PUBLIC_ORIGIN: ORIGIN,
        MAINSTAY_FLOOD_SCALE: '0',
      },
      root: folder,
      version: '0.0.0',
    });
    const base = await createInfrastructure({ config, database, log: silent });
    const features = createFeatures(base);
    const server = await createHttpServer({
      ...base,
      settings: config.http,
      routes: features.routes,
      access: ACCESS,
      authenticate: createAuthenticate(
        features.identity.authenticator,
        features.staff.authenticator,
        () => undefined,
      ),
      readiness: [],
      webHandlers: [features.staff.webHandler],
      apps: [],
      pages: [],
      random: systemIds.random,
      version: config.version,
    });
    try {
      const tried = await work(server, database, features.routes);
      // Ending a session would end the tests' own; two callers may.
      assert.equal(tried, features.routes.length * 7 - 2);
    } finally {
      features.identity.close();
      features.staff.close();
      await server.close();
      await base.bus.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

const addStaff = async (server: HttpServer, database: Database, role: StaffRole) => {
  const email = `${role}@example.com`;
  const created = await createStaff(
    { database, ids: systemIds, clock: systemClock },
    {
      email,
      password: PASSWORD,
      name: 'Dana Holt',
      publicName: 'Dana',
      role,
      locale: 'en',
      teamIds: [],
      skills: [],
      languages: ['en'],
      capacityUnits: 6,
    },
    { kind: 'system', id: null },
  );
  assert.ok(created.ok);
  const cookie = await signIn(server, email, PASSWORD);
  // How a second factor is enrolled is tested elsewhere; here it must only not stand in the way.
  await sql`update staff_users set two_factor_enabled = true`.execute(database);
  return { cookie };
};

test('the product: every route answers every kind of caller as the table says', () =>
  withApplication(async (server, database, routes) => {
    await ensureTeams(database, [
      { teamId: 'support', name: 'Support', overflowTeamId: null, categories: ['other'] },
    ]);
    const { session } = await openVisitor(server);
    const customer = await openVisitor(server);
    await sql`update customers set kind = 'customer', external_id = 'u-1'
      where customer_id = ${customer.id}`.execute(database);
    const who = await ask(server, 'GET', '/api/session', { session: customer.session });
    assert.equal(who.body.customer.kind, 'customer');
    return checkEveryRoute(server, routes, ACCESS, {
      visitor: { session },
      customer: { session: customer.session },
      agent: await addStaff(server, database, 'agent'),
      compliance: await addStaff(server, database, 'compliance'),
      supervisor: await addStaff(server, database, 'supervisor'),
      admin: await addStaff(server, database, 'admin'),
    });
  }));
