/** What customers do besides asking. */
import assert from 'node:assert/strict';
import { launcherOf, openExchangePage } from './harness/exchange-page.ts';
import { Messenger } from './harness/messenger.ts';
import { until } from './harness/until.ts';
import { journey } from './harness/world.ts';

journey('rated after the end, reopened, and answered again', async (world) => {
  const [desk, messenger] = await Promise.all([
    world.desk('ana'),
    world.messenger(world.user(({ locale }) => locale === 'es')),
  ]);
  await desk.onDuty();
  await messenger.begin('withdrawal', '¿Cuánto tarda un retiro?');
  await desk.accept();
  await desk.reply('Unos diez minutos.');
  await messenger.message('Unos diez minutos.').waitFor();
  await messenger.endChat();
  const rating = messenger.frame.locator('.rating');
  await rating.locator('label.score').filter({ hasText: '5' }).click();
  await rating.locator('.chip').first().click();
  await rating.locator('textarea').fill('Muy amable.');
  await rating.getByRole('button', { name: messenger.text('rating.send') }).click();
  await messenger.frame.getByText(messenger.text('rating.thanks')).waitFor();
  const id = new URL(desk.page.url()).pathname.split('/').at(-1);
  await until(
    async () =>
      (await desk.staff.rows('solved')).some(
        ({ conversation }) => conversation.id === id && conversation.rating === 5,
      ),
    'the agent’s list knows the rating',
  );

  await messenger.button('ended.reopen').click();
  await messenger.composer.waitFor();
  await messenger.write('Una pregunta más.');
  await messenger.allSent();
  await desk.message('Una pregunta más.').waitFor();
});

journey('switching the language loses no draft', async (world) => {
  const messenger = await world.messenger(world.user(({ locale }) => locale === 'en'));
  await messenger.beginEmpty('fees');
  await messenger.composer.fill('A half-written question about');
  await messenger.button('menu.title').click();
  await messenger.frame.locator('select').selectOption('ar');
  const arabic = new Messenger(messenger.page, 'ar');
  await arabic.button('close').last().click();
  await until(
    async () => (await messenger.frame.locator('html').getAttribute('dir')) === 'rtl',
    'the messenger turns right to left',
  );
  assert.equal(await messenger.composer.inputValue(), 'A half-written question about');
  await messenger.page.reload();
  const again = new Messenger(messenger.page, 'ar');
  await again.ready();
  await again.beginEmpty('fees');
  assert.equal(await again.composer.inputValue(), 'A half-written question about');
});

journey('several tabs stay in step', async (world) => {
  const user = world.user(({ locale }) => locale === 'en');
  const [desk, first] = await Promise.all([world.desk('ingrid'), world.messenger(user)]);
  await desk.onDuty();
  await first.begin('fees', 'One of two tabs.');
  await first.allSent();
  const page = await openExchangePage(first.page.context(), world.server, user);
  const second = new Messenger(page, 'en');
  // A new tab opens shut; its launcher knows that something is going on.
  if (!(await page.locator('iframe').isVisible())) await launcherOf(page).click();
  await second.ready();
  await second.openFirst();
  await second.message('One of two tabs.').waitFor();

  await first.composer.fill('Typed here,');
  await until(
    async () => (await second.composer.inputValue()) === 'Typed here,',
    'the draft is in the other tab',
  );
  await second.composer.fill('Typed here, sent there.');
  await second.composer.press('Enter');
  await first.message('Typed here, sent there.').waitFor();
  await until(async () => (await first.composer.inputValue()) === '', 'the draft is gone in both');
  await desk.accept();
  await desk.message('Typed here, sent there.').waitFor();
  assert.equal(await desk.message('Typed here, sent there.').count(), 1);
  await desk.reply('Seen by both.');
  await first.message('Seen by both.').waitFor();
  await second.message('Seen by both.').waitFor();
});

journey('a visitor has an inbox of their own, marked as such', async (world) => {
  const [desk, messenger] = await Promise.all([world.desk('ingrid'), world.messenger(null)]);
  await desk.onDuty();
  await messenger.frame.locator('.mark', { hasText: messenger.text('visitor.title') }).waitFor();
  await messenger.begin('other', 'I have no account yet.');
  await desk.accept();
  await desk.page.getByText(desk.text('context.visitor')).waitFor();
  // Somebody signs in at the page: the visitor's words are not theirs.
  await messenger.page.locator('#customer').selectOption({ label: 'Daniel Okafor' });
  const daniel = new Messenger(messenger.page, 'en');
  await daniel.frame.locator('.greeting', { hasText: 'Daniel Okafor' }).waitFor();
  await daniel.ready();
  assert.equal(
    await daniel.frame.locator('.card', { hasText: 'I have no account yet.' }).count(),
    0,
  );
  await daniel.page.locator('#customer').selectOption('visitor');
  await daniel.frame.locator('.card', { hasText: 'I have no account yet.' }).waitFor();
});
