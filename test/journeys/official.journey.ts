/** Is it really us? False contacts are inert and explained, and the page that tells them apart needs no script. */
import assert from 'node:assert/strict';
import type { BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { Locale } from '../../src/core/vocabulary.ts';
import { findingsOn } from './harness/axe.ts';
import type { Messenger } from './harness/messenger.ts';
import { samplePicture } from './harness/samples.ts';
import { settle } from './harness/screens.ts';
import { say } from './harness/texts.ts';
import { journey, type World } from './harness/world.ts';

const FAKE = 'https://norvik-support.io/verify';
const OURS = 'https://norvik.example/security';

/** The words of the chip on the desk and in the customer's menu. */
const wordsOn = async (messenger: Messenger): Promise<readonly string[]> => {
  await messenger.button('menu.title').click();
  const words = messenger.frame.locator('.code-words').first().locator('bdi');
  await words.first().waitFor();
  const told = await words.allTextContents();
  await messenger.page.keyboard.press('Escape');
  return told;
};

const frameOf = async (messenger: Messenger): Promise<Frame> => {
  const handle = await messenger.page.locator('iframe').first().elementHandle();
  const frame = await handle?.contentFrame();
  assert.ok(frame);
  return frame;
};

journey(
  'a fake link in an answer: held on the desk, inert and explained to the customer',
  async (world) => {
    const [ana, ingrid, messenger] = await Promise.all([
      world.desk('ana'),
      world.desk('ingrid'),
      world.messenger(world.user(({ locale }) => locale === 'en')),
    ]);
    await ana.onDuty();
    await messenger.begin('withdrawal', 'Is norvik-help.io one of your addresses?');
    await messenger.allSent();
    // What the customer quotes is shown to both sides for what it is, and nobody is punished for it.
    await messenger.frame.locator('.contact-warnings').waitFor();
    assert.equal(await messenger.frame.locator('.bubble a').count(), 0);
    await ana.accept();
    await ana.id('contact-warnings').waitFor();
    await messenger.attach([await samplePicture('norvik-support.io.png', '#335577')]);
    await messenger.write('This is what they sent me');
    await ana.id('suspect-files').getByText('norvik-support.io.png').waitFor();

    // An agent's answer that leads outside is held.
    await ana.reply(`Please verify here: ${FAKE}`);
    await ana.id('held-message').getByText(FAKE).waitFor();
    assert.equal(await ana.id('held-allow').count(), 0, 'an agent cannot let it pass');
    await ana.id('held-edit').click();
    assert.equal(await ana.id('composer-text').inputValue(), `Please verify here: ${FAKE}`);
    await ana.reply(`That is not us. Ours is ${OURS}`);
    const link = messenger.frame.locator('.bubble a.contact');
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), OURS);
    assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');

    // Somebody who leads may let one pass; the customer still cannot follow it, and is told why.
    const [, id = ''] = /([0-9a-f-]{36})$/.exec(new URL(ana.page.url()).pathname) ?? [];
    await ingrid.open(id);
    await ingrid.reply(`This one is false: ${FAKE}`);
    await ingrid.id('held-allow').click();
    const said = messenger.message('This one is false');
    await said.locator('.contact.warned').waitFor();
    assert.equal(await said.locator('a').count(), 0);
    const warning = await said.locator('.contact-warnings').textContent();
    assert.match(warning ?? '', /norvik\.example/);
    assert.deepEqual(await findingsOn(await frameOf(messenger)), []);

    // Both sides know each other by the same words.
    const told = await ana.id('code-words').locator('bdi').first().textContent();
    assert.equal(told, (await wordsOn(messenger)).join(' · '));
  },
);

journey('the messenger checks what somebody pastes, without asking who is there', async (world) => {
  const messenger = await world.messenger(null);
  await messenger.button('home.verify').click();
  const field = messenger.frame.locator('.verify input');
  const answer = messenger.frame.locator('.verify-answer');
  for (const [pasted, verdict] of [
    ['norvik.example', 'ours'],
    ['nоrvik.example', 'not_ours'],
    ['weather.example', 'unknown'],
    ['M-2041', 'ours'],
  ] as const) {
    await field.fill(pasted);
    await field.press('Enter');
    await answer.getByText(messenger.text(`verify.verdict.${verdict}`)).waitFor();
  }
  assert.deepEqual(await findingsOn(await frameOf(messenger)), []);
  await field.fill('weather.example');
  await field.press('Enter');
  await messenger.button('verify.tell').click();
  await messenger.composer.waitFor();
});

const openPage = async (
  world: World,
  locale: Locale,
  options: BrowserContextOptions,
): Promise<Page> => {
  const page = await (await world.context({ ...options, locale })).newPage();
  await page.goto(`${world.server.origin}/verify`);
  return page;
};

const ask = async (page: Page, locale: Locale, pasted: string): Promise<string> => {
  await page.locator('#_asked').fill(pasted);
  await page
    .getByRole('button', { name: say('portal', locale, 'verify.submit'), exact: true })
    .click();
  return (await page.locator('#_answer').textContent()) ?? '';
};

journey('the public page answers without a script, right to left and in Chinese', async (world) => {
  for (const locale of ['ar', 'zh'] as const) {
    const page = await openPage(world, locale, { javaScriptEnabled: false });
    assert.equal(new URL(page.url()).pathname, `/help/${locale}/verify`);
    assert.equal(await page.locator('html').getAttribute('dir'), locale === 'ar' ? 'rtl' : 'ltr');
    const said = (key: string): string => say('portal', locale, key);
    const ours = await ask(page, locale, 'https://norvik.example/login');
    assert.ok(ours.includes(said('verify.verdict.ours')) && ours.includes('norvik.example'));
    const fake = await ask(page, locale, 'norvik.example.evil.io');
    assert.ok(fake.includes(said('verify.verdict.not_ours')));
    assert.ok(fake.includes(said('verify.do.not_ours')));
    const unknown = await ask(page, locale, 'weather.example');
    assert.ok(unknown.includes(said('verify.why.not_known')));
    assert.ok((await ask(page, locale, '?')).includes(said('verify.unreadable')));
  }
});

journey('the public page has no finding of axe, light and dark, wide and narrow', async (world) => {
  for (const [locale, width, scheme] of [
    ['ar', 1_280, 'light'],
    ['zh', 320, 'dark'],
  ] as const) {
    const page = await openPage(world, locale, {
      viewport: { width, height: 800 },
      colorScheme: scheme,
    });
    for (const pasted of ['norvik.example', 'norvik-help.io', 'weather.example']) {
      await ask(page, locale, pasted);
      await settle(page);
      assert.deepEqual(await findingsOn(page), [], `${locale} ${pasted}`);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(beyond, 0);
    }
  }
});
