/** axe finds nothing on any screen: light and dark, left to right and right to left, desktop and phone. */
import assert from 'node:assert/strict';
import { findingsOn } from './harness/axe.ts';
import { PHONE } from './harness/devices.ts';
import { furnish, unblockAll } from './harness/furniture.ts';
import {
  customerTour,
  deskTour,
  manageTour,
  type Screen,
  settle,
  type TourOptions,
} from './harness/screens.ts';
import { journey, type World } from './harness/world.ts';

const LIMIT_MS = 180_000;

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
journey(
  'axe finds nothing where the house is set up, desktop light and phone dark, right to left',
  async (world) => {
    const found = [
      ...(await check(await manageTour(world, { locale: 'en' }), ['light'])),
      ...(await check(await manageTour(world, { locale: 'ar', device: PHONE }), ['dark'])),
    ];
    assert.deepEqual(found, []);
  },
  LIMIT_MS,
);
