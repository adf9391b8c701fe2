import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { systemIds } from '../../src/adapters/system/ids.ts';
import { createAuthenticate, onBehalf } from '../../src/app/authenticate.ts';
import { createFeatures, type Features } from '../../src/app/features.ts';
import { createInfrastructure } from '../../src/app/infrastructure.ts';
import { ACCESS } from '../../src/contract/access.ts';
import type { StaffRole } from '../../src/core/vocabulary.ts';
import { createStaff } from '../../src/features/staff/index.ts';
import { readConfig } from '../../src/platform/config/read-config.ts';
import { createHttpServer, type HttpServer } from '../../src/platform/http/create-http-server.ts';
import type { Database } from '../../src/ports/database.ts';
import type { Exchange } from '../../src/ports/exchange.ts';
import { withTestDatabase } from '../database.ts';
import { createInstallation } from '../load/installation.ts';
import { ask, ORIGIN, openVisitor, signIn } from './compose.ts';

export const PASSWORD = 'corral-hinge-lantern-47';
const PORT = 7_450;
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface Product {
  readonly server: HttpServer;
  readonly database: Database;
  readonly features: Features;
  /** With which the sign-in library encrypts second factors. */
  readonly staffSecret: string;
}

/** The whole product's routes behind its edge, without its background work. */
export const withProduct = (
  work: (product: Product) => Promise<void>,
  { exchange = null }: { readonly exchange?: Exchange | null } = {},
): Promise<void> =>
  withTestDatabase(async (database, url) => {
    const folder = mkdtempSync(join(tmpdir(), 'mainstay-product-'));
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
    const base = {
      ...(await createInfrastructure({ config, database, log: silent })),
      exchange: exchange === null ? null : { ...exchange, close: () => undefined },
    };
    const features = createFeatures(base);
    const server = await createHttpServer({
      ...base,
      settings: config.http,
      routes: features.routes,
      access: ACCESS,
      authenticate: createAuthenticate(
        features.identity.authenticator,
        features.staff.authenticator,
        features.integration.apiKeys.authenticator,
        () => undefined,
      ),
      onBehalf,
      readiness: [],
      webHandlers: [features.staff.webHandler],
      apps: [],
      pages: [],
      random: systemIds.random,
      version: config.version,
    });
    try {
      await work({ server, database, features, staffSecret: config.secrets.staff });
    } finally {
      features.identity.close();
      features.staff.close();
      features.integration.apiKeys.authenticator.close();
      await server.close();
      await base.bus.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

/** A member of staff who is signed in; each name has an account of its own. */
export const addStaff = async (
  { server, database }: Pick<Product, 'server' | 'database'>,
  role: StaffRole,
  {
    name = role,
    teamIds = [],
  }: { readonly name?: string; readonly teamIds?: readonly string[] } = {},
): Promise<{ readonly cookie: string; readonly agentId: string; readonly badge: string }> => {
  const email = `${name}@example.com`;
  const created = await createStaff(
    { database, ids: systemIds, clock: systemClock },
    {
      email,
      password: PASSWORD,
      name: 'Dana Holt',
      publicName: 'Dana',
      role,
      locale: 'en',
      teamIds: [...teamIds],
      skills: [],
      languages: ['en'],
      capacityUnits: 100,
    },
    { kind: 'system', id: null },
  );
  if (!created.ok) throw new Error(created.failure.code);
  const cookie = await signIn(server, email, PASSWORD);
  // How a second factor is enrolled is tested elsewhere; here it must only not stand in the way.
  await sql`update staff_users set two_factor_enabled = true`.execute(database);
  await ask(server, 'PUT', '/api/desk/me/status', { cookie, body: { status: 'available' } });
  const { rows } = await sql<{ agent_id: string; badge: string }>`
    SELECT a.agent_id, a.badge FROM agents AS a JOIN staff_users AS u ON u.id = a.agent_id
    WHERE u.email = ${email}`.execute(database);
  const [row] = rows;
  if (row === undefined) throw new Error('the account was not found');
  return { cookie, agentId: row.agent_id, badge: row.badge };
};

/** A customer whom the exchange knows under `externalId`. */
export const addCustomer = async (
  { server, database }: Pick<Product, 'server' | 'database'>,
  externalId: string,
): Promise<{ readonly session: string; readonly id: string }> => {
  const customer = await openVisitor(server);
  await sql`update customers set kind = 'customer', external_id = ${externalId}
    where customer_id = ${customer.id}`.execute(database);
  return customer;
};

/** Gives a member of staff an authenticator; its secret makes the codes. */
export const giveAuthenticator = async (
  { database, staffSecret }: Pick<Product, 'database' | 'staffSecret'>,
  agentId: string,
): Promise<string> => {
  const secret = `authenticator-of-${agentId}`;
  const sealed = await symmetricEncrypt({ key: staffSecret, data: secret });
  await sql`INSERT INTO staff_two_factors (id, user_id, secret, backup_codes)
    VALUES (${systemIds.uuid()}, ${agentId}, ${sealed}, '')`.execute(database);
  return secret;
};
