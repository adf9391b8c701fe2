import { after } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';

/** One browser for all tests of the process, closed after the last of them. Import it at the top of a test file. */
let browser: Promise<Browser> | undefined;

export const sharedBrowser = (): Promise<Browser> => {
  browser ??= launchBrowser();
  return browser;
};

after(async () => {
  await (await browser)?.close();
});
