/** A formal complaint has a number, a clock of its own, letters and a decision, apart from the case that it is about. */
import assert from 'node:assert/strict';
import { journey } from './harness/world.ts';

const WORDS = 'I waited nine days for an answer and ask for my fee back.';

journey('a complaint: receipt, register with its own term, decision, letter', async (world) => {
  const user = world.user(({ locale }) => locale === 'en');
  const messenger = await world.messenger(user);
  await messenger.begin('fees', 'Where is my fee?');
  await messenger.button('menu.title').click();
  await messenger.frame.getByRole('button', { name: messenger.text('home.where') }).click();
  await messenger.frame.getByText(messenger.text('complaint.make')).click();
  const form = messenger.frame.locator('.complaint-form');
  await form.locator('textarea').fill(WORDS);
  await form.getByTestId('complaint-country').selectOption('DE');
  await form.getByTestId('complaint-send').click();
  const letter = messenger.frame.getByTestId('letter-pdf-receipt');
  await letter.waitFor();
  const saving = messenger.page.waitForEvent('download');
  await letter.click();
  assert.match((await saving).suggestedFilename(), /^C-\d{4}-\d{6}-R\.pdf$/);

  const desk = await world.desk('ingrid', { path: '/complaints', spoken: 'en' });
  const row = desk.id('complaint-row').first();
  assert.match((await row.textContent()) ?? '', /DE/);
  await row.getByRole('button').first().click();
  await desk.page.getByText(WORDS).waitFor();
  const decision = desk.id('decide-complaint');
  await decision.locator('input[type=radio]').first().check();
  await desk.id('complaint-reasons').fill('The answer came far too late; the fee is returned.');
  await desk.id('complaint-decide').click();
  await messenger.frame.getByTestId('letter-page-decision').waitFor();
  await messenger.frame.getByText('the fee is returned').waitFor();
});
