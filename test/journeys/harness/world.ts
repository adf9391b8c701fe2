import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { sharedBrowser } from '../../shared-browser.ts';
import { DemoServer, READY_WITHIN_MS } from './demo-server.ts';
import { Desk } from './desk.ts';
import { type ExchangeUser, openMessenger, readUsers } from './exchange-page.ts';
import type { Messenger } from './messenger.ts';
import { Customer, type CustomerFacts, Staff } from './people.ts';

/** Where screenshots of failures and the server's output go. */
export const OUTPUT = resolve(import.meta.dirname, '..', '..', '..', 'test-output');
export const PORT = Number(process.env.MAINSTAY_JOURNEYS_PORT ?? 7620);
const LEADER = 'ingrid@norvik.example';
const JOURNEY_LIMIT_MS = 90_000;
/** What a page may take for any one step before the journey fails. */
const STEP_LIMIT_MS = 15_000;

const ARTICLES = resolve(import.meta.dirname, '..', '..', '..', 'content', 'articles');
/** The server's own copy of the articles: `<locale>/<id>.md`. */
const articlesOf = (dataDir: string): string => join(dataDir, 'journeys-articles');

const startServer = async (): Promise<DemoServer> => {
  const dataDir =
    process.env.MAINSTAY_JOURNEYS_DIR ?? join(tmpdir(), `mainstay-journeys-${process.pid}`);
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  cpSync(ARTICLES, articlesOf(dataDir), { recursive: true });
  const server = new DemoServer({
    dataDir,
    port: PORT,
    exchangePort: PORT + 1,
    outputFile: join(OUTPUT, `journeys-server-${PORT}.txt`),
    articlesDir: articlesOf(dataDir),
  });
  await server.start();
  return server;
};

let serverStarted: Promise<DemoServer> | undefined;
const staffSignedIn = new Map<string, Promise<Staff>>();

/** One server for all journeys of the process, on a fresh data folder. */
export const sharedServer = (): Promise<DemoServer> => {
  serverStarted ??= startServer();
  return serverStarted;
};

after(async () => {
  const server = await serverStarted?.catch(() => undefined);
  if (server === undefined) return;
  await server.stop();
  if (process.env.MAINSTAY_JOURNEYS_DIR === undefined)
    rmSync(server.dataDir, { recursive: true, force: true });
});

export interface PageOptions extends BrowserContextOptions {
  readonly path?: string;
  /** The language of a desk; that person's own when absent. */
  readonly spoken?: Locale;
}

/** What a journey has at hand. Everything that it opens is closed behind it. */
export class World {
  readonly server: DemoServer;
  readonly browser: Browser;
  readonly users: readonly ExchangeUser[];
  readonly #contexts: BrowserContext[] = [];

  constructor(server: DemoServer, browser: Browser, users: readonly ExchangeUser[]) {
    this.server = server;
    this.browser = browser;
    this.users = users;
  }

  /** A browser profile of its own, as for another person's device. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      locale: 'en-GB',
      viewport: { width: 1360, height: 860 },
      ...options,
    });
    context.setDefaultTimeout(STEP_LIMIT_MS);
    this.#contexts.push(context);
    return context;
  }

  user(matches: (user: ExchangeUser) => boolean): ExchangeUser {
    const found = this.users.find(matches);
    if (found === undefined) throw new Error('the demo exchange has no such user');
    return found;
  }

  /** The messenger of a user of the exchange (null: of somebody not signed in), with its panel open. */
  async messenger(user: ExchangeUser | null, options: PageOptions = {}): Promise<Messenger> {
    return openMessenger(await this.context(options), this.server, user);
  }

  /** The file of an article as this server reads it. */
  article(locale: Locale, articleId: string): string {
    return join(articlesOf(this.server.dataDir), locale, `${articleId}.md`);
  }

  titleOf(locale: Locale, articleId: string): string {
    const text = readFileSync(this.article(locale, articleId), 'utf8');
    const title = /^title: (.*)$/m.exec(text)?.[1];
    if (title === undefined) throw new Error(`${articleId} has no title in ${locale}`);
    return title;
  }

  /** Signs somebody of the demo's staff in, by the part of the address before the @. Once for all journeys. */
  staff(name: string): Promise<Staff> {
    const email = `${name}@norvik.example`;
    const known = staffSignedIn.get(email) ?? Staff.signIn(this.server, email);
    staffSignedIn.set(email, known);
    return known;
  }

  async desk(name: string, options: PageOptions = {}): Promise<Desk> {
    const { path, spoken, ...rest } = options;
    const staff = await this.staff(name);
    // Everyone speaks as they are used to, whatever an earlier journey made of it.
    const locale = spoken ?? staff.locale;
    await staff.ask('PUT', '/api/desk/me/preferences', { locale });
    return Desk.open(await this.context(rest), this.server, staff, {
      locale,
      ...(path === undefined ? {} : { path }),
    });
  }

  customer(facts: CustomerFacts): Promise<Customer> {
    return Customer.open(this.server, facts);
  }

  async photograph(name: string): Promise<void> {
    for (const [which, page] of this.#contexts.flatMap((each) => each.pages()).entries()) {
      const path = join(OUTPUT, 'failures', `${name}-${which + 1}.png`);
      // A page that is gone has no picture; the failure itself is what is reported.
      await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined);
    }
  }

  /** Leaves nothing for the next journey: nobody on duty, nothing active, no page open. */
  async clear(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await this.#leaderSignedIn();
    for (const staff of await Promise.all(staffSignedIn.values())) await staff.setStatus('offline');
    await this.solveAll();
  }

  /** Some journeys end with somebody signed out; signing in for each would soon be too often for one account. */
  async #leaderSignedIn(): Promise<void> {
    const known = await staffSignedIn.get(LEADER);
    if (known !== undefined && (await known.isSignedIn())) return;
    staffSignedIn.set(LEADER, Staff.signIn(this.server, LEADER));
  }

  /** Solves whatever is still anybody's work. */
  async solveAll(): Promise<void> {
    const leader = await this.staff('ingrid');
    for (const { conversation } of await leader.rows()) {
      if (!isActive(conversation.status)) continue;
      await leader.ask('PUT', `/api/desk/conversations/${conversation.id}/status`, {
        status: 'solved',
      });
    }
  }
}

const slugOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** A journey: a test with a world. On failure every open page is photographed into test-output/failures. */
export const journey = (
  name: string,
  run: (world: World, context: TestContext) => Promise<void>,
  limitMs = JOURNEY_LIMIT_MS,
): void => {
  // The first journey waits for the server, too.
  test(name, { timeout: READY_WITHIN_MS + limitMs }, async (context) => {
    const server = await sharedServer();
    const world = new World(server, await sharedBrowser(), await readUsers(server));
    try {
      await run(world, context);
    } catch (error) {
      await world.photograph(slugOf(name));
      throw error;
    } finally {
      await world.clear();
    }
  });
};
