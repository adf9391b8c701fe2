import type { Browser, Page } from 'playwright-core';
import type { DemoServer } from '../test/journeys/harness/demo-server.ts';
import { PHONE } from '../test/journeys/harness/devices.ts';
import { type Loaded, shiftsOn, WATCH_SHIFTS, watchLoading } from './web-pages-world.ts';

const ARTICLE = '/help/en/articles/withdrawal-fees-and-minimums';
/** A mid-range phone on a slow mobile network, as lighthouse's mobile preset has them. */
const CPU_SLOWDOWN = 4;
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1_024 * 1_024) / 8,
  uploadThroughput: (0.75 * 1_024 * 1_024) / 8,
};

const largestPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((settle) => {
        new PerformanceObserver((list) =>
          settle(list.getEntries().at(-1)?.startTime ?? Number.NaN),
        ).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );

export interface HelpLoad {
  /** All scripts of the page, the loader and what comes for suggestions among them. */
  readonly scripts: Loaded;
  readonly lcpMs: number;
  readonly cls: number;
  /** From the last letter to the suggestions, with the 150 ms in which nothing is asked, at full speed. */
  readonly suggestMs: number;
}

/** Opens an article for the first time on a phone; then types into its search field. */
export const measureHelp = async (browser: Browser, server: DemoServer): Promise<HelpLoad> => {
  const context = await browser.newContext(PHONE);
  await context.addInitScript(WATCH_SHIFTS);
  const isScript = (url: string): boolean => /\.js$/.test(new URL(url).pathname);
  const loaded = watchLoading(context, server.origin, '/', isScript);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', NETWORK);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.goto(`${server.origin}${ARTICLE}`);
  await page.waitForLoadState('networkidle');
  const lcpMs = await largestPaint(page);
  await session.send('Network.emulateNetworkConditions', {
    ...NETWORK,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.locator('#_q').click();
  await page.waitForLoadState('networkidle');
  await page.keyboard.type('withdrawa');
  await page.getByRole('option').first().waitFor();
  const from = performance.now();
  const answered = page.waitForResponse(/\/api\/help\/search\?/);
  await page.keyboard.type('l');
  await answered;
  await page.evaluate(() => new Promise((settle) => requestAnimationFrame(settle)));
  const suggestMs = performance.now() - from;
  const result = {
    scripts: await loaded(),
    lcpMs,
    cls: await shiftsOn(page, '/help/'),
    suggestMs,
  };
  await context.close();
  return result;
};
