/** axe finds nothing on any screen: light and dark, left to right and right to left, desktop and phone. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { PHONE } from './harness/devices.ts';
import { furnish, unblockAll } from './harness/furniture.ts';
import {
  customerTour,
  deskTour,
  type Screen,
  settle,
  type TourOptions,
} from './harness/screens.ts';
import { journey, type World } from './harness/world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LIMIT_MS = 180_000;

/** Findings as `rule: element`. What is inside frames is a screen of its own. */
const findingsOn = async (document: Page | Frame): Promise<readonly string[]> => {
  if (!(await document.evaluate(() => 'axe' in window))) await document.evaluate(AXE);
  return document.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(context: object, options: object): Promise<AxeResults> };
    };
    const { violations } = await axe.run(
      // The dialogs' library guards the focus with elements that hand it on at once.
      { exclude: [['[data-base-ui-focus-guard]']] },
      { resultTypes: ['violations'], iframes: false },
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => {
        const why =
          id === 'color-contrast' ? ` (${failureSummary?.match(/contrast of [^(]*/)?.[0]})` : '';
        return `${id}: ${html.slice(0, 140)}${why}`;
      }),
    );
  });
};

const check = async (
  screens: readonly Screen[],
  schemes: readonly ('light' | 'dark')[],
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const { name, page, open, document } of screens) {
    await open();
    const shown = await document();
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme });
      await settle(shown);
      for (const finding of await findingsOn(shown)) found.push(`${name}, ${scheme}: ${finding}`);
    }
  }
  return found;
};

const tour = async (
  world: World,
  options: TourOptions,
  schemes: readonly ('light' | 'dark')[],
): Promise<void> => {
  const furniture = await furnish(world, options.locale);
  try {
    const screens = [
      ...(await customerTour(world, options)),
      ...(await deskTour(world, furniture, options)),
    ];
    // Pages do not disturb one another.
    const pages = [...Map.groupBy(screens, ({ page }) => page).values()];
    const found = (await Promise.all(pages.map((those) => check(those, schemes)))).flat();
    assert.equal(
      found.length,
      0,
      `${found.length} findings on ${screens.length} screens:\n${found.join('\n')}`,
    );
  } finally {
    await unblockAll(world);
  }
};

journey(
  'axe finds nothing, desktop, light and dark',
  (world) => tour(world, { locale: 'en' }, ['light', 'dark']),
  LIMIT_MS,
);
journey(
  'axe finds nothing, right to left',
  (world) => tour(world, { locale: 'ar' }, ['light']),
  LIMIT_MS,
);
journey(
  'axe finds nothing, phone',
  (world) => tour(world, { locale: 'en', device: PHONE }, ['light']),
  LIMIT_MS,
);
