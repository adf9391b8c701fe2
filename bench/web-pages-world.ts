import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import type { DemoServer } from '../test/journeys/harness/demo-server.ts';
import type { Staff } from '../test/journeys/harness/people.ts';

/** What a page loaded from one origin. */
export interface Loaded {
  readonly requests: number;
  /** Of those, the ones that came over the line compressed. */
  readonly compressed: number;
  /** Scripts and styles, each compressed by gzip at its best. */
  readonly gzBytes: number;
}

/** Collects what is loaded from `origin` from now on; the result counts what has come so far. */
export const watchLoading = (
  context: BrowserContext,
  origin: string,
  under = '/',
  counts: (url: string) => boolean = () => true,
): (() => Promise<Loaded>) => {
  const responses: Response[] = [];
  let requests = 0;
  const ours = (url: string): boolean => url.startsWith(`${origin}${under}`);
  context.on('request', (request) => {
    if (ours(request.url())) requests += 1;
  });
  context.on('response', (response) => {
    if (ours(response.url()) && counts(response.url())) responses.push(response);
  });
  return async () => {
    let gzBytes = 0;
    let compressed = 0;
    for (const response of responses) {
      if (!['script', 'stylesheet'].includes(response.request().resourceType())) continue;
      const encoding = response.headers()['content-encoding'];
      if (encoding === 'br' || encoding === 'gzip') compressed += 1;
      gzBytes += gzipSync(await response.body(), { level: 9 }).length;
    }
    return { requests, compressed, gzBytes };
  };
};

/** Marks when the composer of any document of the page has the focus, on the page's own clock. */
const MARK_FOCUS = `addEventListener('focusin', (event) => {
  if (event.target.tagName === 'TEXTAREA') globalThis.__focusedAt = performance.timeOrigin + performance.now();
}, true);`;

const CPU_SLOWDOWN = 4;

/** The time from the click on a control of the host's page to the focused composer, four times slower; cold and warm. */
export const measureOpening = async (
  browser: Browser,
  server: DemoServer,
): Promise<{
  readonly coldMs: number;
  readonly warmMs: readonly number[];
  readonly cls: number;
}> => {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 } });
  await context.addInitScript(MARK_FOCUS);
  await context.addInitScript(WATCH_SHIFTS);
  const page = await context.newPage();
  await page.goto(`${server.exchangeOrigin}/?customer=nv-100913`);
  await page.waitForLoadState('networkidle');
  // A control of the exchange's that leads into a request of one kind, by the loader's documented call.
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.id = 'bench';
    button.textContent = 'Ask about a deposit';
    button.style.cssText = 'position:fixed;inset-block-start:0;inset-inline-start:0';
    button.addEventListener('click', (event) => {
      const global = globalThis as unknown as {
        __clickedAt: number;
        Mainstay: { open(options: object): void };
      };
      global.__clickedAt = performance.timeOrigin + event.timeStamp;
      global.Mainstay.open({ category: 'deposit' });
    });
    document.body.append(button);
  });
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  const once = async (): Promise<number> => {
    await page.click('#bench');
    await page.frameLocator('iframe').locator('textarea:focus').waitFor();
    const clickedAt = await page.evaluate(
      () => (globalThis as unknown as { __clickedAt: number }).__clickedAt,
    );
    const frame = page.frames().find((one) => one.url().includes('/messenger/'));
    const focusedAt = await frame?.evaluate(
      () => (globalThis as unknown as { __focusedAt: number }).__focusedAt,
    );
    return (focusedAt ?? Number.NaN) - clickedAt;
  };
  const coldMs = await once();
  const warmMs: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await page.locator('button[aria-expanded=true]').last().click();
    await page.locator('iframe').waitFor({ state: 'hidden' });
    warmMs.push(await once());
  }
  const cls = await shiftsOn(page, '/messenger/');
  await context.close();
  return { coldMs, warmMs, cls };
};

export const WATCH_SHIFTS = `globalThis.__shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.__shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });`;

/** How much moved by itself, as browsers count it; told to three places, as they tell it. */
export const shiftsOn = async (page: Page, under: string): Promise<number> => {
  const shifts = await Promise.all(
    page
      .frames()
      .filter((frame) => frame.url().includes(under))
      .map((frame) =>
        frame.evaluate(() => (globalThis as unknown as { __shift?: number }).__shift ?? 0),
      ),
  );
  return Math.round(Math.max(...shifts) * 1_000) / 1_000;
};

/** A browser profile in which that member of staff is signed in. */
export const deskContext = async (
  browser: Browser,
  server: DemoServer,
  staff: Staff,
): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(WATCH_SHIFTS);
  await context.addCookies(
    staff.cookies.map(({ name, value }) => ({
      name,
      value: encodeURIComponent(value),
      url: server.origin,
    })),
  );
  return context;
};

export interface DeskLoad extends Loaded {
  /** The same with the conversation's pane, where the composer is; it comes after the list is on screen. */
  readonly withComposer: number;
  readonly lcpMs: number;
  readonly cls: number;
}

/** The part in which the composer is. */
const COMPOSER = /\/conversation-pane-/;

/** Loads the desk's inbox anew: sizes, the largest paint, and how much moved while it came. */
export const measureDeskLoad = async (
  browser: Browser,
  server: DemoServer,
  staff: Staff,
): Promise<DeskLoad> => {
  const context = await deskContext(browser, server, staff);
  const loaded = watchLoading(context, server.origin, '/desk/', (url) => !COMPOSER.test(url));
  const all = watchLoading(context, server.origin, '/desk/');
  const page = await context.newPage();
  await page.goto(`${server.origin}/desk/inbox/all`);
  await page.getByTestId('conversation-row').first().waitFor();
  await page.waitForLoadState('networkidle');
  const lcpMs = await page.evaluate(
    () =>
      new Promise<number>((settle) => {
        new PerformanceObserver((list) =>
          settle(list.getEntries().at(-1)?.startTime ?? Number.NaN),
        ).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
  const withComposer = (await all()).gzBytes;
  const result = { ...(await loaded()), withComposer, lcpMs, cls: await shiftsOn(page, '/desk/') };
  await context.close();
  return result;
};

/** Records the time from each key to the frame after it. */
const WATCH_KEYS = `globalThis.__keys = [];
addEventListener('keydown', (event) => {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => globalThis.__keys.push(performance.now() - event.timeStamp);
    port2.postMessage(0);
  });
}, true);`;

/** Types into the answer and moves through conversations while rows change. Times in ms, one for each key. */
export const measureDeskWork = async (
  page: Page,
  counts: { readonly letters: number; readonly moves: number },
): Promise<{ readonly typing: readonly number[]; readonly next: readonly number[] }> => {
  await page.evaluate(WATCH_KEYS);
  const field = page.getByTestId('composer-text');
  await field.click();
  for (let letter = 0; letter < counts.letters; letter += 1) {
    await page.keyboard.press('abcdefghij '[letter % 11] ?? 'a');
    await page.waitForTimeout(40);
  }
  const typing = await page.evaluate(() => (globalThis as unknown as { __keys: number[] }).__keys);
  await field.fill('');
  await field.evaluate((element) => (element as HTMLElement).blur());
  const next: number[] = [];
  for (let move = 0; move < counts.moves; move += 1) {
    next.push(await moveOn(page, await wayOn(page, move)));
    await page.waitForTimeout(250);
  }
  return { typing, next };
};

/** Down, and up again before the list ends. */
const wayOn = (page: Page, move: number): Promise<'j' | 'k'> =>
  page.evaluate((count) => {
    const row = document.querySelector('[role=option][aria-selected=true]');
    const at = Number(row?.getAttribute('aria-posinset') ?? 0);
    if (at <= 1) return 'j';
    return row?.nextElementSibling === null || count % 10 >= 5 ? 'k' : 'j';
  }, move);

/** What a move counts as that never came. */
const NEVER_MS = 5_000;

/** From the key to the frame in which the other conversation stands with its messages. */
const moveOn = async (page: Page, key: 'j' | 'k'): Promise<number> => {
  await page.evaluate((never) => {
    const number = () =>
      document.querySelector('[data-testid=conversation-number]')?.textContent ?? '';
    const before = number();
    const global = globalThis as unknown as { __moved: Promise<number> };
    global.__moved = new Promise((settle) => {
      setTimeout(() => settle(never), never);
      addEventListener(
        'keydown',
        (event) => {
          const look = (): void => {
            const there =
              number() !== before && document.querySelector('[data-testid=message]') !== null;
            if (!there) requestAnimationFrame(look);
            else {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => settle(performance.now() - event.timeStamp);
              port2.postMessage(0);
            }
          };
          requestAnimationFrame(look);
        },
        { capture: true, once: true },
      );
    });
  }, NEVER_MS);
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as unknown as { __moved: Promise<number> }).__moved);
};
