/** Waiting: ten in the queue, leaving it and being told, and who goes first. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

const mailsTo = (world: World, address: string): readonly string[] => {
  const folder = join(world.server.dataDir, 'mail');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((mail) => mail.includes(address));
};

/** Places are told again every few seconds. */
const PLACES_WITHIN_MS = 25_000;

const waitForMail = async (world: World, address: string, before: number): Promise<string> => {
  await until(async () => mailsTo(world, address).length > before, `a mail to ${address}`);
  return mailsTo(world, address).at(-1) ?? '';
};

journey(
  'the last of ten waits, sees its place move, leaves, is told, and comes back',
  async (world) => {
    const others = await Promise.all(
      Array.from({ length: 9 }, async (_, index) => {
        const customer = await world.customer({ userId: `queue-${index}`, name: `Queue ${index}` });
        return { customer, id: await customer.begin('fees', `Which fee did I pay, ${index}?`) };
      }),
    );
    const daniel = world.user(({ locale }) => locale === 'en');
    const messenger = await world.messenger(daniel);
    await messenger.begin('fees', 'Why was my maker fee higher this month?');
    const place = messenger.frame.locator('.queue-place strong');
    await place.filter({ hasText: /^10$/ }).waitFor();

    await Promise.all(others.slice(0, 2).map(({ customer, id }) => customer.end(id)));
    await place.filter({ hasText: /^8$/ }).waitFor({ timeout: PLACES_WITHIN_MS });
    await Promise.all(others.slice(2).map(({ customer, id }) => customer.end(id)));
    await place.filter({ hasText: /^1$/ }).waitFor();

    const address = 'daniel.okafor@mail.example';
    const before = mailsTo(world, address).length;
    await messenger.button('queue.leave').click();
    const sheet = messenger.frame.getByRole('dialog');
    await sheet.getByRole('button', { name: messenger.text('leave.confirm') }).waitFor();
    const byPush = sheet.getByRole('checkbox', { name: messenger.text('leave.by_push') });
    if ((await byPush.count()) > 0) await byPush.uncheck();
    await sheet.getByRole('checkbox', { name: messenger.text('leave.by_mail') }).check();
    // The sentence that thanks for it is shown for a moment only; the server's word is what counts.
    const left = messenger.page.waitForResponse((reply) => reply.url().endsWith('/leave'));
    await sheet.getByRole('button', { name: messenger.text('leave.confirm') }).click();
    assert.ok((await left).ok());
    await messenger.page.context().close();

    const desk = await world.desk('ingrid');
    await desk.onDuty();
    await desk.accept();
    const answer = 'Your volume fell below the tier; I attach the table.';
    await desk.reply(answer);
    const mail = await waitForMail(world, address, before);
    assert.ok(!mail.includes('volume fell'), 'the answer itself is not mailed');

    const back = await world.messenger(daniel);
    await back.openFirst();
    await back.message(answer).waitFor();
    await back.write('Thank you, I see it.');
    await desk.message('Thank you, I see it.').waitFor();
  },
);

journey('a security case passes everyone who waited longer', async (world) => {
  const first = await world.customer({ userId: 'patient-1', name: 'Patient One' });
  const second = await world.customer({ userId: 'patient-2', name: 'Patient Two', tier: 'vip' });
  const firstId = await first.begin('other', 'A general question of mine.');
  const secondId = await second.begin('other', 'A question of a VIP.');
  const messenger = await world.messenger(world.user(({ locale }) => locale === 'en'));
  await messenger.begin('security', 'Somebody signed in to my account from another country!');
  await messenger.frame.locator('.queue-place strong').filter({ hasText: /^1$/ }).waitFor();

  const desk = await world.desk('ingrid', { path: '/queue' });
  await desk.id('queue-row').nth(2).waitFor();
  const order = await desk
    .id('queue-row')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-conversation-id')));
  assert.deepEqual(order.slice(1), [secondId, firstId], 'the VIP is next, then who came first');
  assert.equal(await desk.id('security-count').textContent(), '1');

  await desk.onDuty();
  await desk
    .id('offer-bar')
    .filter({ hasText: desk.text('category.security') })
    .waitFor();
  await desk.accept();
  await desk.message('Somebody signed in to my account').waitFor();
});
