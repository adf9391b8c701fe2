/**
 * `npm run screens [-- FOLDER]`: photographs every screen of both faces and the demo's page, as people meet them
 * (desktop and phone, light and dark, Arabic and Korean), into test-output/screens. For looking at, not for comparing.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchBrowser } from '../browser.ts';
import { DemoServer } from './harness/demo-server.ts';
import { PHONE } from './harness/devices.ts';
import { readUsers } from './harness/exchange-page.ts';
import { furnish, unblockAll } from './harness/furniture.ts';
import { customerTour, deskTour, settle, type TourOptions } from './harness/screens.ts';
import { World } from './harness/world.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const folder = resolve(process.argv[2] ?? join(ROOT, 'test-output', 'screens'));
const port = Number(process.env.MAINSTAY_JOURNEYS_PORT ?? 7630);

interface Pass extends TourOptions {
  readonly name: string;
  readonly scheme: 'light' | 'dark';
}

const PASSES: readonly Pass[] = [
  { name: 'desktop-light', locale: 'en', scheme: 'light' },
  { name: 'desktop-dark', locale: 'en', scheme: 'dark' },
  { name: 'phone-light', locale: 'en', scheme: 'light', device: PHONE },
  { name: 'phone-dark-ko', locale: 'ko', scheme: 'dark', device: PHONE },
  { name: 'desktop-ar', locale: 'ar', scheme: 'light' },
  { name: 'phone-ar', locale: 'ar', scheme: 'light', device: PHONE },
  { name: 'desktop-ko', locale: 'ko', scheme: 'light' },
];

const only = process.env.MAINSTAY_SCREENS?.split(',');
const dataDir = join(tmpdir(), `mainstay-screens-${process.pid}`);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const server = new DemoServer({
  dataDir,
  port,
  exchangePort: port + 1,
  outputFile: join(folder, 'server.txt'),
});
await server.start();
const browser = await launchBrowser();
const users = await readUsers(server);
try {
  for (const pass of PASSES.filter(({ name }) => only === undefined || only.includes(name))) {
    const world = new World(server, browser, users);
    const furniture = await furnish(world, pass.locale);
    const device = { ...pass.device, colorScheme: pass.scheme };
    const options = { ...pass, device };
    const screens = [
      ...(await customerTour(world, options)),
      ...(await deskTour(world, furniture, options)),
    ];
    for (const { name, page, open } of screens) {
      const path = join(folder, pass.name, `${name.replaceAll(' ', '-')}.png`);
      try {
        await open();
      } catch (error) {
        console.log(
          `${pass.name}: ${name} could not be opened: ${String(error).split('\n', 1)[0]}`,
        );
      }
      await settle(page);
      await page.screenshot({ path });
    }
    console.log(`${pass.name}: ${screens.length} screens`);
    await unblockAll(world);
    await world.clear();
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
console.log(folder);
process.exit();
