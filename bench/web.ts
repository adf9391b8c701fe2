/**
 * `npm run bench -- web [--json] [--updates N]`: what the faces weigh and how fast they answer.
 *
 * Starts the demo (server and PostgreSQL in processes of their own) and one Chromium. Sizes are those of the scripts
 * and styles that a browser really asked for, each by gzip -9. Opening the messenger is measured on the exchange's
 * page with the processor four times slower. An article of the help centre is opened for the first time on a phone,
 * four times slower, over 1.6 Mbit/s with 150 ms there and back. The desk is measured while customers write through the server, 500
 * messages a second, each of which changes a row of its list.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { WEB_OUTPUT } from '../src/app/web-build.ts';
import { launchBrowser } from '../test/browser.ts';
import { DemoServer } from '../test/journeys/harness/demo-server.ts';
import { Staff } from '../test/journeys/harness/people.ts';
import { quantile, report } from './report.ts';
import { measureHelp } from './web-help-world.ts';
import {
  deskContext,
  measureDeskLoad,
  measureDeskWork,
  measureOpening,
  watchLoading,
} from './web-pages-world.ts';
import { Updates } from './web-updates-world.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
    updates: { type: 'string', default: '500' },
    port: { type: 'string', default: '7580' },
  },
  allowPositionals: true,
});

const KB = 1_024;
const COLD_ROUNDS = 3;
const port = Number(values.port);
const perSecond = Number(values.updates);
/** What the messenger fetches on the first typing: script and style of the secret guard. */
const guardBytes = (): number => {
  const folder = join(WEB_OUTPUT, 'messenger', 'assets');
  return readdirSync(folder)
    .filter((name) => /^loaded-.*\.(?:js|css)$/.test(name))
    .reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length,
      0,
    );
};
const say = (line: string): void => console.error(line);
const dataDir = join(tmpdir(), `mainstay-bench-web-${process.pid}`);
const server = new DemoServer({
  dataDir,
  port,
  exchangePort: port + 1,
  outputFile: join(tmpdir(), `mainstay-bench-web-${process.pid}.txt`),
});

say('starting the demo');
await server.start();
const browser = await launchBrowser();
try {
  say('sizes of loader and messenger');
  const context = await browser.newContext();
  const before = watchLoading(context, server.origin);
  const page = await context.newPage();
  await page.goto(`${server.exchangeOrigin}/?customer=nv-100913`);
  await page.waitForLoadState('networkidle');
  const loader = await before();
  const opened = watchLoading(context, server.origin, '/messenger/');
  await page.locator('button[aria-expanded]').last().click();
  await page.frameLocator('iframe').locator('.greeting').waitFor();
  await page.waitForLoadState('networkidle');
  const messenger = await opened();
  await context.close();

  say('opening the messenger, four times slower');
  const openings = [];
  for (let round = 0; round < COLD_ROUNDS; round += 1)
    openings.push(await measureOpening(browser, server));

  say('an article of the help centre, on a phone');
  const articles = [];
  for (let round = 0; round < COLD_ROUNDS; round += 1)
    articles.push(await measureHelp(browser, server));

  say('conversations for the desk');
  const staff = await Staff.signIn(server, 'ingrid@norvik.example');
  await staff.setStatus('on_break');
  const { updates, owned } = await Updates.open(server, { conversations: 100, owned: 6 }, staff);
  const loads = [];
  for (let round = 0; round < COLD_ROUNDS; round += 1)
    loads.push(await measureDeskLoad(browser, server, staff));

  const desk = await (await deskContext(browser, server, staff)).newPage();
  await desk.goto(`${server.origin}/desk/inbox/mine/${owned[0]}`);
  await desk.getByTestId('composer-text').waitFor();
  await desk.waitForLoadState('networkidle');
  say('the desk at rest');
  const calm = await measureDeskWork(desk, { letters: 40, moves: 10 });
  say(`the desk at ${perSecond} updates a second`);
  await desk.goto(`${server.origin}/desk/inbox/all/${owned[0]}`);
  await desk.getByTestId('composer-text').waitFor();
  updates.start(perSecond);
  await desk.waitForTimeout(1_000);
  const busy = await measureDeskWork(desk, { letters: 100, moves: 30 });
  const updatesPerSecond = updates.stop();
  updates.close();

  report({
    suite: 'web',
    figures: {
      loader_gz_kb: loader.gzBytes / KB,
      loader_requests_before_intent_count: loader.requests,
      messenger_gz_kb: messenger.gzBytes / KB,
      messenger_guard_gz_kb: guardBytes() / KB,
      messenger_open_cold_p50_ms: quantile(
        openings.map(({ coldMs }) => coldMs),
        0.5,
      ),
      messenger_open_warm_p50_ms: quantile(
        openings.flatMap(({ warmMs }) => warmMs),
        0.5,
      ),
      messenger_layout_shift: Math.max(...openings.map(({ cls }) => cls)),
      help_article_script_gz_kb: Math.max(...articles.map(({ scripts }) => scripts.gzBytes)) / KB,
      help_article_lcp_mobile_p50_ms: quantile(
        articles.map(({ lcpMs }) => lcpMs),
        0.5,
      ),
      help_article_layout_shift: Math.max(...articles.map(({ cls }) => cls)),
      help_suggestions_p50_ms: quantile(
        articles.map(({ suggestMs }) => suggestMs),
        0.5,
      ),
      desk_first_load_gz_kb: Math.max(...loads.map(({ gzBytes }) => gzBytes)) / KB,
      desk_with_composer_gz_kb: Math.max(...loads.map(({ withComposer }) => withComposer)) / KB,
      loader_compressed_count: loader.compressed,
      desk_lcp_p50_ms: quantile(
        loads.map(({ lcpMs }) => lcpMs),
        0.5,
      ),
      desk_layout_shift: Math.max(...loads.map(({ cls }) => cls)),
      desk_typing_at_rest_p95_ms: quantile(calm.typing, 0.95),
      desk_next_conversation_at_rest_p95_ms: quantile(calm.next, 0.95),
      desk_updates_per_second: updatesPerSecond,
      desk_typing_p95_ms: quantile(busy.typing, 0.95),
      desk_typing_p50_ms: quantile(busy.typing, 0.5),
      desk_next_conversation_p95_ms: quantile(busy.next, 0.95),
      desk_next_conversation_p50_ms: quantile(busy.next, 0.5),
    },
    goals: {
      loader_gz_kb: { op: '<=', value: 2 },
      loader_requests_before_intent_count: { op: '<=', value: 1 },
      loader_compressed_count: { op: '>=', value: 1 },
      messenger_gz_kb: { op: '<=', value: 25 },
      messenger_guard_gz_kb: { op: '<=', value: 45 },
      messenger_open_cold_p50_ms: { op: '<=', value: 400 },
      messenger_open_warm_p50_ms: { op: '<=', value: 100 },
      messenger_layout_shift: { op: '<=', value: 0 },
      help_article_script_gz_kb: { op: '<=', value: 15 },
      help_article_lcp_mobile_p50_ms: { op: '<=', value: 1_200 },
      help_article_layout_shift: { op: '<=', value: 0 },
      desk_first_load_gz_kb: { op: '<=', value: 220 },
      desk_lcp_p50_ms: { op: '<=', value: 1_200 },
      desk_layout_shift: { op: '<=', value: 0 },
      desk_updates_per_second: { op: '>=', value: perSecond * 0.95 },
      desk_typing_p95_ms: { op: '<=', value: 32 },
      desk_next_conversation_p95_ms: { op: '<=', value: 50 },
    },
    json: values.json,
  });
} finally {
  await browser.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit();
