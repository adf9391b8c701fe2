/** A case that two departments work on: the customer always sees who has it and by when, and never asks. */
import assert from 'node:assert/strict';
import type { Desk } from './harness/desk.ts';
import type { Messenger } from './harness/messenger.ts';
import { journey, type World } from './harness/world.ts';

const openTask = async (desk: Desk, department: string, words: string): Promise<void> => {
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('d');
  await desk.id(`task-to-${department}`).click();
  // What is missing is said where it is, and the first of it has the focus.
  await desk.id('task-send').click();
  await desk.page.locator('[data-testid=task-request][aria-invalid=true]:focus').waitFor();
  await desk.id('task-request').fill(words);
  const [kept, dropped] = ['kept.txt', 'dropped.txt'].map((name) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(`row of ${name}\n`),
  }));
  assert.ok(kept && dropped);
  await desk.id('task-file').setInputFiles([kept, dropped]);
  const files = desk.id('task-files').getByTestId('draft-file');
  await files.filter({ hasText: 'dropped' }).getByRole('button').click();
  await files.filter({ hasText: 'kept' }).waitFor();
  assert.equal(await files.count(), 1);
  // What the form asks for beside the words is the department's own business here.
  const form = desk.id('task-form');
  for (const field of await form.locator('input[required]').all()) await field.fill('1');
  for (const choice of await form.locator('select[required]').all())
    await choice.selectOption({ index: 1 });
  await desk.id('task-send').click();
  await desk.id('task-form').waitFor({ state: 'detached' });
};

const workOn = async (
  world: World,
  name: string,
  words: string,
  deed: 'finish' | 'return',
  answer: string,
): Promise<void> => {
  const desk = await world.desk(name, { path: '/tasks', spoken: 'en' });
  await desk.id('task-row').filter({ hasText: words }).click();
  await desk.id('task-take').click();
  await desk.id('task-page').getByText('kept.txt').waitFor();
  if (deed === 'finish') {
    // Refused in place: the items are marked, and the first of them has the focus.
    await desk.id('task-finish').click();
    await desk.id('checklist-lacking').waitFor();
    await desk.page.locator('input[type=checkbox][aria-invalid=true]:focus').waitFor();
  }
  for (const item of await desk.id('task-page').locator('input[type=checkbox]').all())
    await item.check();
  await desk.id(`task-${deed}`).click();
  await desk.id('task-deed-words').fill(answer);
  await desk.id('task-deed').click();
  await desk.id('task-deed').waitFor({ state: 'detached' });
};

/** What the customer reads of the way of the request. */
const station = (messenger: Messenger, key: string, values: Readonly<Record<string, string>>) =>
  messenger.frame.locator('.stop').filter({ hasText: messenger.text(key, values) });

journey(
  'a case goes through two departments, and its customer sees where it stands all the way',
  async (world) => {
    const user = world.user(({ locale }) => locale === 'en');
    const desk = await world.desk('ana', { spoken: 'en' });
    await desk.onDuty();
    const messenger = await world.messenger(user);
    await messenger.begin('withdrawal', 'My withdrawal has not arrived anywhere.');
    await desk.accept();
    await messenger.button('menu.title').click();
    await messenger.frame.getByRole('button', { name: messenger.text('home.where') }).click();

    await openTask(desk, 'wallet-operations', 'Was it broadcast?');
    const wallet = 'Wallet operations';
    const sent = station(messenger, 'station.department', { department: wallet });
    await sent.waitFor();
    const shown = await messenger.frame.locator('.stops').textContent();
    assert.ok(!shown?.includes('broadcast'), 'what departments are told stays inside');
    await workOn(world, 'ivo', 'Was it broadcast?', 'finish', 'It was, an hour ago.');
    await sent.getByText(messenger.text('station.department.done')).waitFor();
    const back = desk.id('case-task').filter({ has: desk.id('task-unseen') });
    await back.getByTestId('case-task-open').click();
    await desk.id('task-open').getByTestId('task-page').waitFor();
    await desk.page.keyboard.press('Escape');
    await back.waitFor({ state: 'detached' });

    await openTask(desk, 'risk-control', 'May it be sent again?');
    const risk = 'Risk control';
    const second = station(messenger, 'station.department', { department: risk });
    await second.waitFor();
    await workOn(world, 'yara', 'May it be sent again?', 'return', 'To which address?');
    await second.getByText(messenger.text('station.department.returned')).waitFor();

    await desk.page.keyboard.press('Escape');
    await desk.reply('Both departments have looked at it: it will be sent again today.');
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('e');
    await messenger.frame
      .locator('.stop.now')
      .filter({ hasText: messenger.text('station.solved.agent') })
      .waitFor();
  },
);
