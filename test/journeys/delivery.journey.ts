/** What happens to words when lines, pages, servers and people fail. */
import assert from 'node:assert/strict';
import type { Desk } from './harness/desk.ts';
import type { Messenger } from './harness/messenger.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

const count = (messenger: Messenger, words: string): Promise<number> =>
  messenger.message(words).count();

/** One customer and one agent in a conversation that both have open. */
const openTalk = async (
  world: World,
  agent: string,
  first: string,
): Promise<{ readonly messenger: Messenger; readonly desk: Desk }> => {
  const [desk, messenger] = await Promise.all([
    world.desk(agent),
    world.messenger(world.user(({ locale }) => locale === 'en')),
  ]);
  await desk.onDuty();
  await messenger.begin('withdrawal', first);
  await desk.accept();
  await desk.message(first).waitFor();
  return { messenger, desk };
};

journey('sent offline, reloaded, delivered once', async (world) => {
  const { messenger, desk } = await openTalk(world, 'ana', 'My withdrawal is stuck.');
  const { page } = messenger;
  await page.context().setOffline(true);
  await messenger.frame.locator('.bar[role=status]').waitFor();
  await messenger.write('Written without a line.');
  await messenger.frame
    .locator('.message', { hasText: messenger.text('message.waiting') })
    .waitFor();
  // A page cannot be loaded without a network, so the reload has one; support itself stays out of reach.
  await page.route('**/api/**', (route) => route.abort());
  await page.context().setOffline(false);
  await page.reload();
  const again = messenger.frame.getByRole('button', { name: messenger.text('unreachable.action') });
  await again.waitFor();
  await page.unroute('**/api/**');
  await again.click();
  await desk.message('Written without a line.').waitFor();
  await messenger.home();
  await messenger.openFirst();
  await messenger.message('Written without a line.').waitFor();
  await messenger.allSent();
  assert.equal(await count(messenger, 'Written without a line.'), 1);
  assert.equal(await desk.message('Written without a line.').count(), 1);
});

journey(
  'the server is killed in the middle of a chat: nothing is lost, both sides go on',
  async (world) => {
    const { messenger, desk } = await openTalk(world, 'ana', 'Is my withdrawal signed?');
    await desk.reply('Before the fall.');
    await messenger.message('Before the fall.').waitFor();
    const gone = world.server.kill();
    await messenger.write('During the fall, from the customer.');
    await gone;
    await desk.reply('During the fall, from the agent.');
    await messenger.frame.locator('.bar[role=status]').waitFor();
    await world.server.start();
    await desk.message('During the fall, from the customer.').waitFor({ timeout: 40_000 });
    await messenger.message('During the fall, from the agent.').waitFor({ timeout: 40_000 });
    await messenger.write('After it.');
    await desk.message('After it.').waitFor();
    await desk.reply('All is well.');
    await messenger.message('All is well.').waitFor();
    for (const words of [
      'Before the fall.',
      'During the fall, from the customer.',
      'During the fall, from the agent.',
      'After it.',
    ]) {
      assert.equal(await count(messenger, words), 1, words);
      assert.equal(await desk.message(words).count(), 1, words);
    }
  },
  150_000,
);

journey('two agents take the same conversation: one has it, the other is told', async (world) => {
  const customer = await world.customer({ userId: 'claimed-1', name: 'Claimed Once' });
  const id = await customer.begin('withdrawal', 'Who takes this one?');
  const desks = await Promise.all([world.desk('mei'), world.desk('ana')]);
  // On a break nothing is offered, but work may be taken.
  await Promise.all(desks.map((desk) => desk.staff.setStatus('on_break')));
  await Promise.all(desks.map((desk) => desk.open(id, 'unassigned')));
  await Promise.all(desks.map((desk) => desk.id('do-claim').waitFor()));
  // At the same moment: a press that waits for the button to be still would come after the other's.
  await Promise.all(
    desks.map((desk) => desk.id('do-claim').evaluate((button) => (button as HTMLElement).click())),
  );
  const ownersOf = async (): Promise<readonly Desk[]> => {
    const mine = await Promise.all(desks.map((desk) => desk.rowsOf('mine')));
    return desks.filter((_, at) => mine[at]?.includes(id));
  };
  await until(async () => (await ownersOf()).length > 0, 'somebody has it');
  const [winner, ...others] = await ownersOf();
  const loser = desks.find((desk) => desk !== winner);
  assert.equal(others.length, 0, 'nobody else has it');
  const { publicName: name = '' } =
    (await winner?.staff.ask<{ publicName: string }>('GET', '/api/desk/me')) ?? {};
  await loser?.page.getByText(loser.text('composer.other', { name })).waitFor();
  assert.deepEqual(await ownersOf(), [winner]);
});

journey(
  'an agent disappears: the conversation goes back and somebody else gets it',
  async (world) => {
    const { messenger, desk } = await openTalk(world, 'ana', 'Please stay with me.');
    const other = await world.desk('mei');
    await other.onDuty();
    const left = Date.now();
    // The lid is closed: no goodbye, the line is simply gone.
    await desk.page.context().close();
    await other.offer.waitFor({ timeout: 60_000 });
    const seconds = (Date.now() - left) / 1_000;
    assert.ok(seconds > 20 && seconds < 60, `handed on after ${seconds.toFixed(0)} s`);
    await other.accept();
    await other.message('Please stay with me.').waitFor();
    await other.reply('I have read what you wrote and go on from there.');
    await messenger.message('I have read what you wrote').waitFor();
    await messenger.frame.locator('.line', { hasText: messenger.text('event.requeued') }).waitFor();
  },
  120_000,
);
