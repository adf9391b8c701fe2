/** The help centre: useful without a script, in every language's direction, on a phone, and a way to people. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Locale } from '../../src/core/vocabulary.ts';
import { findingsOn } from './harness/axe.ts';
import { PHONE } from './harness/devices.ts';
import { Messenger } from './harness/messenger.ts';
import { settle } from './harness/screens.ts';
import { say } from './harness/texts.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

const ARTICLE = 'withdrawal-fees-and-minimums';
const TOUCH_PX = 44;

const t = (locale: Locale, key: string, values?: Readonly<Record<string, string | number>>) =>
  say('portal', locale, key, values);

const openHelp = async (
  world: World,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const page = await (await world.context(options)).newPage();
  await page.goto(`${world.server.origin}/help${path}`);
  return page;
};

const titleOf = async (world: World, locale: Locale, id: string): Promise<string> => {
  const reply = await fetch(`${world.server.origin}/api/help/articles/${id}?locale=${locale}`);
  return ((await reply.json()) as { readonly title: string }).title;
};

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

journey(
  'help without a script: home, section, article, search, language, rating',
  async (world) => {
    const page = await openHelp(world, '', { javaScriptEnabled: false, locale: 'en-GB' });
    const { origin } = world.server;
    assert.equal(page.url(), `${origin}/help/en`);
    await page.getByRole('link', { name: say('messenger', 'en', 'category.withdrawal') }).click();
    assert.equal(page.url(), `${origin}/help/en/sections/withdrawal`);
    await page
      .locator('main')
      .getByRole('link', { name: await titleOf(world, 'en', ARTICLE) })
      .click();
    assert.equal(page.url(), `${origin}/help/en/articles/${ARTICLE}`);
    assert.ok((await page.locator('.text table tr').count()) > 3);
    // Another language of the same article.
    await page.locator('.languages summary').click();
    await page.locator('.languages a[lang=es]').click();
    assert.equal(page.url(), `${origin}/help/es/articles/${ARTICLE}`);
    assert.equal(await page.locator('h1').textContent(), await titleOf(world, 'es', ARTICLE));
    // Saying whether it helped.
    await page.getByRole('button', { name: t('es', 'article.yes'), exact: true }).click();
    await page.getByText(t('es', 'article.thanks')).waitFor();
    assert.equal(new URL(page.url()).search, '?rated=yes');
    assert.equal(await page.getByRole('button', { name: t('es', 'article.yes') }).count(), 0);
    // Searching, with what is found and without.
    const field = page.getByLabel(t('es', 'search.label'));
    await field.fill('mi retirada sigue pendiente');
    await field.press('Enter');
    await page.locator('.articles a').first().click();
    assert.match(page.url(), /\/help\/es\/articles\/withdrawal-/);
    await page.goto(`${origin}/help/es/search?q=zzqqxxyy`);
    await page.getByText(t('es', 'search.none_more')).waitFor();
    assert.ok((await page.locator('.titles a').count()) >= 4);
    // Without a script the way to people is a link.
    const href = await page.locator('a[data-ask]').getAttribute('href');
    assert.equal(href, '/messenger/?lang=es');
  },
);

journey('help, right to left: the page, its figures and its arrows', async (world) => {
  const page = await openHelp(world, `/ar/articles/${ARTICLE}`);
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  assert.equal(await overflow(page), 0);
  // The unit stands to the right of its amount, as in every language.
  const amount = page.locator('.text bdi', { hasText: /^0\.0005 BTC$/ }).first();
  assert.equal(await amount.evaluate((element) => getComputedStyle(element).direction), 'ltr');
  assert.equal((await page.locator('.text').textContent())?.includes('→'), false);
  // The contents stand at the end of the line, which is on the left.
  const [text, contents] = await Promise.all(
    ['.text', '.contents'].map((part) => page.locator(part).boundingBox()),
  );
  assert.ok(text && contents && contents.x + contents.width < text.x);
});

journey(
  'help on a phone: fingertips, a table that scrolls within, nothing beside',
  async (world) => {
    for (const path of [
      '/en',
      `/en/articles/${ARTICLE}`,
      '/en/sections/fees',
      '/ru/search?q=вывод',
    ]) {
      const page = await openHelp(world, path, PHONE);
      assert.equal(await overflow(page), 0, path);
      const small = await page
        .locator('button, summary, input, header a, nav a, .titles a, .chips a, a.primary')
        .evaluateAll(
          (elements, least) =>
            elements
              .filter(
                (element) =>
                  element.checkVisibility() && element.closest('.above .search') === null,
              )
              .map((element) => ({ element, box: element.getBoundingClientRect() }))
              .filter(({ box }) => box.width > 0 && box.height < least - 0.5)
              .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} ${box.height}`),
          TOUCH_PX,
        );
      assert.deepEqual(small, [], path);
      const font = await page.locator('#_q').evaluate((field) => getComputedStyle(field).fontSize);
      assert.equal(font, '16px', 'smaller letters make phones zoom in');
    }
  },
);

const PLACES: readonly string[] = [
  '/en',
  '/en/sections/security',
  `/en/articles/${ARTICLE}`,
  `/en/articles/${ARTICLE}?rated=no`,
  '/en/search?q=withdrawal',
  '/en/search?q=zzqqxxyy',
  '/en/nowhere',
];
const RTL_PLACES = PLACES.map((path) => path.replace('/en', '/ar'));

const axeOn = async (
  world: World,
  places: readonly string[],
  options: BrowserContextOptions,
): Promise<readonly string[]> => {
  const page = await openHelp(world, places[0] ?? '', options);
  const found: string[] = [];
  for (const path of places) {
    await page.goto(`${world.server.origin}/help${path}`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await settle(page);
      for (const finding of await findingsOn(page))
        found.push(`${path} ${colorScheme}: ${finding}`);
    }
  }
  return found;
};

journey('help: axe finds nothing, light and dark, right to left, phone', async (world) => {
  assert.deepEqual(await axeOn(world, PLACES, {}), []);
  assert.deepEqual(await axeOn(world, RTL_PLACES, {}), []);
  assert.deepEqual(await axeOn(world, PLACES, PHONE), []);
});

journey('help: suggestions while typing, by keyboard', async (world) => {
  const page = await openHelp(world, '/en');
  const field = page.locator('#_q');
  await field.click();
  await field.pressSequentially('withdrawal fee');
  const options = page.getByRole('option');
  await options.first().waitFor();
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await findingsOn(page), []);
  await field.press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'hidden' });
  await field.pressSequentially('s');
  await options.first().waitFor();
  await field.press('ArrowDown');
  const marked = page.locator('[role=option][aria-selected=true]');
  assert.equal(await marked.getAttribute('id'), await field.getAttribute('aria-activedescendant'));
  await field.press('Enter');
  await page.waitForURL(/\/help\/en\/articles\//);
});

/** What the newest visitor's conversation is about, as the desk knows it. */
const newestArticle = async (world: World): Promise<string | null | undefined> => {
  const rows = await (await world.staff('ingrid')).rows();
  return rows
    .map(({ conversation }) => conversation)
    .filter(({ customerKind, status }) => customerKind === 'visitor' && status !== 'solved')
    .sort((one, other) => other.createdAt - one.createdAt)[0]?.aboutArticleId;
};

journey('help: still need help carries the article into the chat', async (world) => {
  const page = await openHelp(world, `/en/articles/${ARTICLE}`);
  await page.waitForLoadState('networkidle');
  await page.getByRole('link', { name: t('en', 'still.action') }).click();
  const messenger = new Messenger(page, 'en');
  const beside = 'Beside the article: which fee applies to me?';
  await messenger.composer.waitFor();
  assert.match(page.url(), /\/help\/en\/articles\//, 'the reader stays where they were');
  await messenger.write(beside);
  await messenger.allSent();
  await until(async () => (await newestArticle(world)) === ARTICLE, 'the article came along');

  // Where the loader does not come, the link leads to the messenger's own page.
  const bare = await (await world.context()).newPage();
  await bare.route('**/loader/**', (route) => route.abort());
  await bare.goto(`${world.server.origin}/help/fr/articles/trading-fees`);
  await bare.getByRole('link', { name: t('fr', 'still.action') }).click();
  await bare.waitForURL(/\/messenger\//);
  const own = 'Sur sa propre page : quels frais pour moi ?';
  await bare.locator('.composer textarea').fill(own);
  await bare.locator('.composer textarea').press('Enter');
  await until(
    async () => (await newestArticle(world)) === 'trading-fees',
    'the article came along again',
  );
});

journey('help: a changed article is on screen within five seconds', async (world) => {
  const page = await openHelp(world, '/en/articles/yearly-statement');
  const file = world.article('en', 'yearly-statement');
  const before = readFileSync(file, 'utf8');
  const added = 'The list of trades is part of it.';
  try {
    writeFileSync(file, `${before.trimEnd()}\n\n${added}\n`);
    const isThere = async (): Promise<boolean> => {
      await page.reload();
      return (await page.getByText(added).count()) > 0;
    };
    await until(isThere, 'the new words on the page', 5_000);
  } finally {
    writeFileSync(file, before);
  }
});
