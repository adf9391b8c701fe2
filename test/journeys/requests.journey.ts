/** A customer looks after their own requests: where each stands, what was said, what becomes of a low score. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { until } from './harness/until.ts';
import { journey } from './harness/world.ts';

journey(
  'a low score is looked into, and its customer is told in the request what became of it',
  async (world) => {
    const user = world.user(({ locale }) => locale === 'en');
    const desk = await world.desk('ana');
    await desk.onDuty();
    const messenger = await world.messenger(user);
    await messenger.begin('fees', 'Why was I charged twice?');
    await desk.accept();
    await desk.reply('It is how it is.');
    await messenger.message('It is how it is.').waitFor();
    await messenger.endChat();
    const rating = messenger.frame.locator('.rating');
    await rating.locator('label.score').filter({ hasText: '1' }).click();
    await rating.locator('textarea').fill('That was no answer at all.');
    await rating.getByRole('button', { name: messenger.text('rating.send') }).click();
    await messenger.frame.getByText(messenger.text('rating.thanks')).waitFor();

    // Opened a moment after the rating, by whoever follows the log.
    const ingrid = await world.staff('ingrid');
    await until(async () => {
      const { reviews } = await ingrid.ask<{ reviews: readonly { comment: string | null }[] }>(
        'GET',
        '/api/desk/reviews',
      );
      return reviews.some(({ comment }) => comment === 'That was no answer at all.');
    }, 'somebody is to look into it');
    const lead = await world.desk('ingrid', { path: '/reviews' });
    const review = lead.id('review').filter({ hasText: 'That was no answer at all.' });
    await review.waitFor();
    const answer = 'You were right: the second fee has been returned to you.';
    await review.locator('[data-testid=review-answer]').fill(answer);
    await review.locator('[data-testid=review-conclude]').click();
    await messenger.message(answer).waitFor();
    await lead.id('reviews-concluded').click();
    await lead.id('review').filter({ hasText: answer }).waitFor();
  },
);

journey(
  'one’s requests: the list, the way of one, its words as a file, and the exchange’s link',
  async (world) => {
    const user = world.user(({ locale }) => locale === 'fr');
    const messenger = await world.messenger(user);
    await messenger.begin('verification', 'Mon document est refusé sans raison.');
    await messenger.button('menu.title').click();
    await messenger.frame.getByRole('button', { name: messenger.text('home.where') }).click();
    const stops = messenger.frame.locator('.stops');
    await stops.getByText(messenger.text('station.received')).waitFor();
    await stops.locator('.now').getByText(messenger.text('station.waiting')).waitFor();
    const [file] = await Promise.all([
      messenger.page.waitForEvent('download'),
      messenger.frame.getByRole('button', { name: messenger.text('requests.transcript') }).click(),
    ]);
    const text = await readFile(await file.path(), 'utf8');
    assert.match(text, /Mon document est refusé sans raison\./);
    assert.match(file.suggestedFilename(), /^\d{4}-\d{4}-\d\.txt$/);

    await messenger.page.goto(`${world.server.exchangeOrigin}/help/official?customer=${user.id}`);
    const [own] = await Promise.all([
      messenger.page.context().waitForEvent('page'),
      messenger.page.locator('main button').first().click(),
    ]);
    await own.locator('.request').filter({ hasText: 'Mon document est refusé' }).waitFor();
    assert.equal(new URL(own.url()).hash, '', 'the token has left the address');
    await own.reload();
    await own.locator('.request').filter({ hasText: 'Mon document est refusé' }).waitFor();
  },
);
