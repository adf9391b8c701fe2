/** A customer looks after their own requests: where each stands, what was said, what becomes of a low score. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Frame, Page } from 'playwright-core';
import { findingsOn } from './harness/axe.ts';
import { PHONE } from './harness/devices.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

/** The help centre's page of requests, with the messenger in its frame. */
class Portal {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #content() {
    return this.#page.frameLocator('.requests-frame iframe');
  }

  /** The list beside what is open. */
  get beside() {
    return this.#content.locator('#beside');
  }

  /** What is open, and on a phone everything. */
  get app() {
    return this.#content.locator('#app');
  }

  get root() {
    return this.#content.locator(':root');
  }

  frame(): Frame {
    const found = this.#page.frames().find((frame) => frame.url().includes('?portal'));
    if (found === undefined) throw new Error('the page of requests has no frame');
    return found;
  }
}

/** By the exchange's link, which opens a window of its own. */
const openPortal = async (world: World, page: Page, customerId: string) => {
  await page.goto(`${world.server.exchangeOrigin}/help/official?customer=${customerId}`);
  const [own] = await Promise.all([
    page.context().waitForEvent('page'),
    page.locator('main button').first().click(),
  ]);
  return { own, portal: new Portal(own) };
};

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

    const { own, portal } = await openPortal(world, messenger.page, user.id);
    const listed = portal.beside.locator('.request').filter({ hasText: 'Mon document est refusé' });
    await listed.waitFor();
    assert.equal(new URL(own.url()).hash, '', 'the token has left the address');
    assert.match(new URL(own.url()).pathname, /^\/help\/fr\/requests$/);

    // Two panes: the list stays beside what is opened, and each request has an address of its own.
    await listed.locator('.request-open').click();
    await portal.app.getByText('Mon document est refusé sans raison.').waitFor();
    await own.waitForURL(/\/help\/fr\/requests\/[0-9a-f-]{36}$/);
    await portal.beside.locator('[aria-current] .request-foot .link').click();
    await portal.app.locator('.stops .now').waitFor();
    await own.waitForURL(/\/requests\/[0-9a-f-]{36}\/steps$/);
    const deep = own.url();
    await own.goBack();
    await portal.app.getByText('Mon document est refusé sans raison.').waitFor();
    await own.goBack();
    await own.waitForURL(/\/requests$/);
    await portal.beside.locator('[aria-current]').waitFor({ state: 'detached' });

    // Opened by its address, in this tab without another token; in another language at the same place.
    await own.goto(deep);
    await portal.app.locator('.stops .now').waitFor();
    await own.locator('.languages summary').click();
    await own.locator('.languages a[lang=ar]').click();
    await own.waitForURL(/\/help\/ar\/requests\/[0-9a-f-]{36}\/steps$/);
    await portal.app.locator('.stops .now').waitFor();
    assert.equal(await portal.root.getAttribute('dir'), 'rtl');
    assert.deepEqual(await findingsOn(own), []);
    assert.deepEqual(await findingsOn(portal.frame()), []);

    // Elsewhere nobody is signed in: the way to the exchange, and nothing of anybody.
    const stranger = await (await world.context({ locale: 'fr' })).newPage();
    await stranger.goto(deep);
    const way = stranger.getByTestId('to-exchange').filter({ visible: true });
    assert.equal(
      new URL((await way.getAttribute('href')) ?? '').origin,
      world.server.exchangeOrigin,
    );
    assert.equal(await stranger.locator('iframe').count(), 0);
    assert.deepEqual(await findingsOn(stranger), []);
  },
);

journey(
  'on a phone the page of requests is one pane, and back leads to the list',
  async (world) => {
    const user = world.user(({ locale }) => locale === 'en');
    const customer = await world.customer({ userId: user.id, name: user.name, locale: 'en' });
    await customer.begin('fees', 'Which fee is this?', 'en');
    const page = await (await world.context(PHONE)).newPage();
    const { own, portal } = await openPortal(world, page, user.id);
    const listed = portal.app.locator('.request').filter({ hasText: 'Which fee is this?' });
    await listed.waitFor();
    assert.equal(await portal.beside.isVisible(), false);
    assert.deepEqual(await findingsOn(portal.frame()), []);
    await listed.locator('.request-open').click();
    await portal.app.locator('.message').filter({ hasText: 'Which fee is this?' }).waitFor();
    await portal.app.locator('.header > .flips').click();
    await listed.waitFor();
    await own.waitForURL(/\/requests$/);
    await own.goBack();
    await portal.app.locator('.message').filter({ hasText: 'Which fee is this?' }).waitFor();
  },
);
