/** Signing in at a real installation: password, enrolling a second factor, a code, and the way out again. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { migrateDatabase } from '../../src/app/open-database.ts';
import { createInstallation } from '../load/installation.ts';
import { type Account, createAccounts, ONE_TEAM } from '../load/people.ts';
import { ServerProcess } from '../load/server-process.ts';
import { totpCode } from '../load/totp.ts';
import { say } from './harness/texts.ts';
import { journey, OUTPUT, PORT, type World } from './harness/world.ts';

const STEP_MS = 30_000;
/** Beyond the ports of the demo's own processes. */
const SERVER_PORT = PORT + 8;

/** `npm run serve` beside the demo, on a database of its own on the demo's PostgreSQL. */
const openInstallation = async (world: World, context: TestContext) => {
  const name = 'journey_sign_in';
  const admin = postgres(world.server.databaseUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.unsafe(`CREATE DATABASE ${name}`);
  await admin.end();
  const databaseUrl = world.server.databaseUrl.replace(/\/mainstay$/, `/${name}`);
  await migrateDatabase(databaseUrl, () => undefined);
  const people = [{ name: 'Vera', teamIds: ['general'], capacityUnits: 5 }];
  const [account] = await createAccounts(databaseUrl, ONE_TEAM, people);
  if (account === undefined) throw new Error('no account was made');
  const folder = join(world.server.dataDir, '..', 'journey-sign-in');
  const installation = await createInstallation(folder);
  mkdirSync(OUTPUT, { recursive: true });
  const origin = `http://localhost:${SERVER_PORT}`;
  const server = new ServerProcess({
    port: SERVER_PORT,
    environment: {
      ...installation.environment(SERVER_PORT, databaseUrl),
      MAINSTAY_PUBLIC_ORIGIN: origin,
    },
    logFile: join(OUTPUT, 'journey-sign-in.txt'),
  });
  context.after(() => server.end('SIGTERM'));
  await server.start();
  return { origin, account };
};

const enterPassword = async (page: Page, account: Account): Promise<void> => {
  await page.locator('input[type=email]').fill(account.email);
  await page.locator('input[type=password]').fill(account.password);
  await page.locator('form button[type=submit]').click();
};

/** A code counts once; the next one belongs to the next half minute, which the server already accepts. */
const enterCode = async (page: Page, uri: string, stepsAhead: number): Promise<void> => {
  await page.getByTestId('totp-code').fill(totpCode(uri, Date.now() + stepsAhead * STEP_MS));
  await page.locator('form button[type=submit]').click();
};

journey(
  'signing in: password, second factor enrolled and asked for, signing out',
  async (world, context) => {
    const { origin, account } = await openInstallation(world, context);
    const page = await (await world.context()).newPage();
    await page.goto(`${origin}/desk/`);
    await page.getByTestId('sign-in').waitFor();
    await enterPassword(page, { ...account, password: 'not-the-password-77' });
    await page.getByRole('alert').or(page.locator('[aria-invalid=true]')).first().waitFor();

    await enterPassword(page, account);
    await page.getByRole('button', { name: say('desk', 'en', 'enrol.begin') }).click();
    const secret = ((await page.getByTestId('totp-secret').textContent()) ?? '').replaceAll(
      /\s/g,
      '',
    );
    const uri = `otpauth://totp/journey?secret=${secret}`;
    await enterCode(page, uri, -1);
    await page.getByTestId('conversation-list').or(page.getByTestId('view-mine')).first().waitFor();

    await page.getByTestId('sign-out').click();
    await page.getByTestId('sign-in').waitFor();
    await enterPassword(page, account);
    await enterCode(page, uri, 0);
    await page.getByTestId('view-mine').waitFor();
  },
);
