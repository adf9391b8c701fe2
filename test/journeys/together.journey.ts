/** Two requests about one thing become one, and two things in one request become two: no message is lost. */
import { until } from './harness/until.ts';
import { journey } from './harness/world.ts';

const FIRST = 'My deposit of 0.5 BTC is missing since yesterday.';
const AGAIN = 'My deposit of 0.5 BTC is still missing!';
const OTHER = 'By the way, how do I change my e-mail address?';

journey('merged and split again: every message is in its place, on both sides', async (world) => {
  const user = world.user(({ locale }) => locale === 'en');
  const customer = await world.customer({ userId: user.id, name: user.name, locale: 'en' });
  const lead = await world.staff('ingrid');
  await lead.setStatus('on_break');
  const older = await customer.begin('deposit', FIRST);
  const newer = await customer.begin('deposit', AGAIN);

  const desk = await world.desk('ingrid', { spoken: 'en' });
  await desk.open(newer);
  await desk.id('context-tab-case').click();
  await desk.id('merge-suggested').first().click();
  await desk.id('merge-submit').click();
  await desk.page.waitForURL(`**/${older}`);
  await desk.message(FIRST).waitFor();
  await desk.message(AGAIN).waitFor();

  const messenger = await world.messenger(user);
  await messenger.openFirst();
  await messenger.message(FIRST).waitFor();
  await messenger.message(AGAIN).waitFor();
  await messenger.write(OTHER);
  await messenger.allSent();
  await desk.message(OTHER).waitFor();

  await desk.id('split').click();
  await desk.id('split-messages').locator('label').filter({ hasText: OTHER }).click();
  await desk.id('split-submit').click();
  await desk.id('split-submit').waitFor({ state: 'detached' });
  await until(async () => (await lead.rows()).length >= 2, 'the new request is there');
  const split = (await lead.rows()).find(
    ({ conversation }) => conversation.id !== older && conversation.id !== newer,
  );
  await desk.open(split?.conversation.id ?? '');
  await desk.message(OTHER).waitFor();
});
