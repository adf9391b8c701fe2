import type { BrowserContext, Page } from 'playwright-core';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { DemoServer } from './demo-server.ts';
import { Messenger } from './messenger.ts';

/** One of the fictional exchange's users. */
export interface ExchangeUser {
  readonly id: string;
  readonly name: string;
  readonly tier: string;
  readonly locale: Locale;
}

/** The demo exchange's users, as its page knows them. */
export const readUsers = async (server: DemoServer): Promise<readonly ExchangeUser[]> =>
  (await (await fetch(`${server.exchangeOrigin}/users`)).json()) as readonly ExchangeUser[];

/** Opens the exchange's page as one of its users, or as somebody who is not signed in, with the panel shut. */
export const openExchangePage = async (
  context: BrowserContext,
  server: DemoServer,
  user: ExchangeUser | null,
): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`${server.exchangeOrigin}/?customer=${user?.id ?? 'visitor'}`);
  await page.locator('h1:not(:empty)').waitFor();
  return page;
};

/** The page's launcher. It lives in a shadow root, which Playwright's locators enter by themselves. */
export const launcherOf = (page: Page) => page.locator('button[aria-expanded]').last();

/** Opens the messenger as a customer does: the page, then its launcher. */
export const openMessenger = async (
  context: BrowserContext,
  server: DemoServer,
  user: ExchangeUser | null,
): Promise<Messenger> => {
  const page = await openExchangePage(context, server, user);
  await launcherOf(page).click();
  const messenger = new Messenger(page, user?.locale ?? 'en');
  await messenger.ready();
  return messenger;
};
