/** What agents and supervisors do besides answering. */
import assert from 'node:assert/strict';
import type { Desk } from './harness/desk.ts';
import type { Messenger } from './harness/messenger.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

/** A customer of the exchange in a conversation with that agent, open on the desk. */
const openTalk = async (
  world: World,
  agent: string,
  first: string,
): Promise<{ readonly messenger: Messenger; readonly desk: Desk; readonly id: string }> => {
  const [desk, messenger] = await Promise.all([
    world.desk(agent),
    world.messenger(world.user(({ locale }) => locale === 'en')),
  ]);
  await desk.onDuty();
  await messenger.begin('fees', first);
  await desk.accept();
  await desk.message(first).waitFor();
  const id = new URL(desk.page.url()).pathname.split('/').at(-1) ?? '';
  return { messenger, desk, id };
};

journey('a supervisor reassigns in the live queue', async (world) => {
  const customer = await world.customer({ userId: 'reassigned', name: 'Rea Signed' });
  const [lead, ana] = await Promise.all([
    world.desk('ingrid', { path: '/queue' }),
    world.desk('ana'),
  ]);
  await ana.staff.setStatus('on_break');
  const id = await customer.begin('fees', 'Who will answer me?');
  const row = lead.page.locator(`[data-testid=queue-row][data-conversation-id="${id}"]`);
  await row.getByTestId('queue-assign').click();
  await lead.pick(/^Ana /);
  await row.waitFor({ state: 'detached' });
  await ana.row(id).click();
  await ana.message('Who will answer me?').waitFor();
  assert.ok((await ana.rowsOf('mine')).includes(id));
});

journey(
  'a canned response is filled in; a message is taken back within five seconds',
  async (world) => {
    const { messenger, desk } = await openTalk(world, 'ingrid', 'Which fee is this?');
    await desk.id('composer-text').fill('/hello');
    await desk.page.locator('#canned-list [role=option]').first().waitFor();
    await desk.page.keyboard.press('Enter');
    await until(
      async () =>
        (await desk.id('composer-text').inputValue()).startsWith(
          'Hello Daniel Okafor, I am Ingrid',
        ),
      'the response stands in the field with its variables filled',
    );
    const words = await desk.id('composer-text').inputValue();
    assert.ok(words.includes('Norvik') && !words.includes('{{'), words);
    await desk.id('send').click();
    await messenger.message('Hello Daniel Okafor').waitFor();

    await desk.reply('This was meant for somebody else.');
    await messenger.message('This was meant for somebody else.').waitFor();
    await desk
      .id('toast')
      .getByRole('button', { name: desk.text('message.recall') })
      .click();
    await messenger.message(messenger.text('message.recalled')).waitFor();
    assert.equal(await messenger.message('meant for somebody else').count(), 0);
    await until(
      async () =>
        (await desk.id('composer-text').inputValue()) === 'This was meant for somebody else.',
      'the words are back in the composer',
    );
  },
);

journey(
  'transfer with a summary: the next person reads it, the customer does not',
  async (world) => {
    const { messenger, desk, id } = await openTalk(world, 'ana', 'Please pass me on.');
    const next = await world.desk('mei');
    await next.onDuty();
    await desk.staff.setStatus('on_break');
    await desk.id('do-transfer').click();
    await desk.id('transfer-search').fill('Mei');
    await desk.page.keyboard.press('Enter');
    await desk.id('transfer-target').filter({ hasText: 'Mei' }).waitFor();
    await desk.id('transfer-summary').fill('Summary for the next person: fee of the third order.');
    await desk.id('transfer-submit').click();
    await desk.id('transfer-dialog').waitFor({ state: 'detached' });
    await next.accept();
    await next.page.getByText('Summary for the next person').waitFor();
    assert.ok((await next.rowsOf('mine')).includes(id));
    await next.reply('I have read the summary.');
    await messenger.message('I have read the summary.').waitFor();
    assert.equal(await messenger.message('Summary for the next person').count(), 0);
  },
);

journey('snoozed until later; the customer’s word wakes it', async (world) => {
  const { messenger, desk, id } = await openTalk(world, 'ingrid', 'Tomorrow is fine.');
  await desk.reply('Then I come back to you tomorrow.');
  await messenger.message('Then I come back').waitFor();
  await desk.id('do-snooze').click();
  await desk.page.getByRole('menuitemradio').first().click();
  await until(async () => (await desk.rowsOf('snoozed')).includes(id), 'it is snoozed');
  await messenger.write('It is urgent after all.');
  await until(async () => !(await desk.rowsOf('snoozed')).includes(id), 'it is awake');
  await desk.message('It is urgent after all.').waitFor();
});

journey('blocked, appealed, heard: the customer may write again', async (world) => {
  const { messenger, desk } = await openTalk(world, 'ingrid', 'Something rude.');
  await desk.id('context-tab-customer').click();
  await desk.id('block').click();
  const dialog = desk.id('block-dialog');
  await dialog.locator('textarea').fill('Rude in three messages.');
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  await desk.id('unblock').waitFor();

  await messenger.page.reload();
  await messenger.frame.locator('.blocked').first().waitFor();
  assert.equal(await messenger.composer.count(), 0, 'nothing can be written');
  const appeal = messenger.frame.locator('.blocked').first();
  await appeal.locator('textarea').fill('I am sorry; I was upset about the fee.');
  await appeal.getByRole('button', { name: messenger.text('blocked.appeal_send') }).click();
  await appeal.filter({ hasText: messenger.text('blocked.appeal_waiting') }).waitFor();

  await desk.goTo('/appeals');
  const card = desk.id('appeal').filter({ hasText: 'I was upset about the fee' });
  await card.getByTestId('appeal-grant').click();
  await desk.id('appeal-confirm').click();
  await card.waitFor({ state: 'detached' });

  await messenger.page.reload();
  await messenger.ready();
  await messenger.openFirst();
  await messenger.write('Thank you for hearing me.');
  await messenger.allSent();
});
