/** One cause, many requests: opened, told once to each in their language, on the status page, and settled at the end. */
import assert from 'node:assert/strict';
import type { Locale } from '../../src/core/vocabulary.ts';
import { findingsOn } from './harness/axe.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

const WORDS: Partial<Record<Locale, string>> = {
  en: 'My withdrawal of bitcoin has not arrived yet, where is it?',
  ko: '비트코인 출금이 아직 도착하지 않았어요. 확인해 주세요.',
  fr: 'Mon retrait de bitcoin n’est pas encore arrivé, où est-il ?',
};

/** Somebody of that language who waits for a person. */
const asks = async (world: World, locale: Locale) => {
  const user = world.user((one) => one.locale === locale);
  const customer = await world.customer({ userId: user.id, name: user.name, locale });
  return { user, id: await customer.begin('withdrawal', WORDS[locale] ?? '', locale) };
};

journey('an incident from its first words to the last customer’s yes', async (world) => {
  const { user } = await asks(world, 'en');
  await asks(world, 'ko');
  await asks(world, 'fr');
  const desk = await world.desk('ingrid', { path: '/incidents' });
  await desk.id('incident-new').click();
  await desk.id('incident-about').fill('BTC');
  await desk
    .id('incident-form')
    .getByLabel(desk.text('category.withdrawal'), { exact: true })
    .check();
  await desk.id('words-draft').click();
  const titleField = desk.id('words-title');
  await until(
    async () => (await titleField.inputValue()).includes('BTC'),
    'a title from the catalogue',
  );
  await desk.id('words-en').click();
  const titleInEnglish = await titleField.inputValue();
  // The coin is in the title; which requests are meant is said by their category.
  await desk.id('incident-about').fill('');
  await desk.id('incident-save').click();
  await desk.id('update').waitFor();
  await desk.id('incident-attach').click();
  await desk.id('attach-look').click();
  await desk.id('attach-do').waitFor();
  if (await desk.id('attach-do').isEnabled()) await desk.id('attach-do').click();
  else await desk.page.keyboard.press('Escape');
  await until(
    async () => (await desk.id('count-attached').textContent()) === '3',
    'three attached',
  );

  // The page for everybody says so without a script, the messenger above its home.
  const plain = await (await world.context({ javaScriptEnabled: false })).newPage();
  await plain.goto(`${world.server.origin}/status/ko`);
  await plain.locator('.status-incident').first().waitFor();
  assert.match((await plain.locator('.status-incident h2').first().textContent()) ?? '', /BTC/);
  assert.deepEqual(await findingsOn(desk.page), []);
  const messenger = await world.messenger(user);
  await messenger.ready();
  await messenger.frame.locator('.incident').first().waitFor();
  await messenger.frame.locator('.card').first().click();
  await messenger.bubble(titleInEnglish).waitFor();

  await desk.id('incident-close').click();
  await desk.id('words-draft').click();
  await until(
    async () => (await desk.id('words-text').inputValue()) !== '',
    'words from the catalogue',
  );
  await desk.id('tell-save').click();
  await messenger.button('incident.yes').click();
  await messenger.button('ended.reopen').waitFor();
  await until(async () => (await desk.id('count-settled').textContent()) === '1', 'one settled');
});
