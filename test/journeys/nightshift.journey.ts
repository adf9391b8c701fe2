/** The nights in which clocks are changed: an admin sees what a shift over them makes of each promise, and so does whoever reads other languages. */
import assert from 'node:assert/strict';
import type { SlaBookReply } from '../../src/contract/sla.ts';
import type { Locale } from '../../src/core/vocabulary.ts';
import { findingsOn } from './harness/axe.ts';
import type { Desk } from './harness/desk.ts';
import { PHONE } from './harness/devices.ts';
import { journey } from './harness/world.ts';

const BOOK = '/api/desk/sla/book';
/** The last Sundays of October and March: Berlin puts its clock back at 03:00, and forward at 02:00. */
const AUTUMN = '2026-10-24T23:00';
const SPRING = '2027-03-27T23:00';

const setMoment = async (desk: Desk, local: string): Promise<void> => {
  await desk.id('sla-try-moment').fill(local);
};

/** When it is due, in the UTC that stands below the zone's own time in every language. */
const dueAt = (desk: Desk, target: string, utc: string) =>
  desk
    .id(`sla-try-${target}`)
    .getByTestId('sla-try-due')
    .filter({ hasText: `${utc} UTC` })
    .waitFor();

/** The times of a policy, in hours: none of them is promised elsewhere in the demo. */
const setTarget = async (desk: Desk, target: string, hours: string): Promise<void> => {
  const field = desk.id(`sla-target-${target}`);
  await field.locator('xpath=..').getByRole('combobox').selectOption('hours');
  await field.fill(hours);
};

/** A night shift on Saturdays, from 22:00 to 06:00 by the clock of Berlin, for the team of trading. */
const makeCalendar = async (desk: Desk): Promise<void> => {
  await desk.id('sla-tab-calendars').click();
  await desk.id('sla-add-calendar').click();
  const form = desk.id('sla-calendar-form');
  await form.getByLabel(desk.text('sla.name'), { exact: true }).fill('Berlin by night');
  await desk.id('sla-zone').fill('Europe/Berlin');
  for (const row of [5, 4, 3, 2])
    await form.getByRole('button', { name: desk.text('sla.shift.remove', { row }) }).click();
  await form.getByLabel(desk.text('sla.shift.day')).selectOption('6');
  await form.getByLabel(desk.text('sla.from'), { exact: true }).fill('22:00');
  await form.getByLabel(desk.text('sla.to'), { exact: true }).fill('06:00');
  // The same shift is longer by an hour in autumn, and shorter by one in spring.
  const night = desk.id('sla-week').getByRole('row').last();
  await desk.id('sla-week-of').fill('2026-10-25');
  await night.filter({ hasText: '7 hr' }).waitFor();
  await desk.id('sla-week-of').fill('2027-03-28');
  await night.filter({ hasText: '5 hr' }).waitFor();
  assert.deepEqual(await findingsOn(desk.page), []);
  await desk.id('sla-calendar-save').click();
  await form.waitFor({ state: 'detached' });
  await desk.page.getByLabel('Trading and API', { exact: true }).selectOption('Berlin by night');
};

/** What the book makes of both nights, whatever language it is read in. */
const seeBothNights = async (desk: Desk): Promise<void> => {
  await desk.id('sla-tab-try').click();
  await desk.id('sla-try-team').selectOption('trading');
  await desk.id('sla-try-category').selectOption('trading');
  await setMoment(desk, AUTUMN);
  // 23:00 of summer time is 21:00 UTC; five hours later the clock shows 03:00, not 04:00.
  await dueAt(desk, 'first_response', '2026-10-25 02:00');
  // Eight hours fill the shift to its end at 06:00 of winter time.
  await dueAt(desk, 'resolution', '2026-10-25 05:00');
  const change = desk.id('sla-try-change');
  await change.waitFor();
  await setMoment(desk, SPRING);
  // 22:00 UTC; the clock skips an hour and shows 05:00.
  await dueAt(desk, 'first_response', '2027-03-28 03:00');
  // Six hours are left of that shift, so that two are worked in the next: until midnight a week later.
  await dueAt(desk, 'resolution', '2027-04-03 22:00');
  assert.equal(await change.count(), 1, 'it says that the clock is changed on the way');
};

const speaks = async (
  world: Parameters<Parameters<typeof journey>[1]>[0],
  spoken: Locale,
  sees: string,
) => {
  const device = spoken === 'ar' ? PHONE : {};
  const desk = await world.desk('ingrid', { path: '/service-levels', spoken, ...device });
  await seeBothNights(desk);
  await desk.id('sla-try-first_response').getByText(sees).waitFor();
  assert.deepEqual(await findingsOn(desk.page), []);
  await desk.page.close();
};

journey('a night shift over both changes of the clock, in three languages', async (world) => {
  const desk = await world.desk('admin', { path: '/service-levels', spoken: 'en' });
  const before = await desk.staff.ask<SlaBookReply>('GET', BOOK);
  try {
    await makeCalendar(desk);
    await desk.id('sla-tab-policies').click();
    await desk
      .id('sla-policy')
      .last()
      .getByRole('button', { name: desk.text('edit') })
      .click();
    await setTarget(desk, 'first_response', '5');
    await setTarget(desk, 'resolution', '8');
    await desk.id('sla-policy-save').click();
    // Before it is published: the draft is what is tried.
    await seeBothNights(desk);
    await desk.id('sla-try-first_response').getByText('05:00').waitFor();
    await desk.id('sla-publish').click();
    await desk.page
      .getByText(desk.text('sla.published', { version: before.version + 1 }))
      .waitFor();
    await speaks(world, 'zh', '05:00');
    await speaks(world, 'ar', '05:00');
  } finally {
    const { version } = await desk.staff.ask<SlaBookReply>('GET', BOOK);
    if (version !== before.version)
      await desk.staff.ask('PUT', BOOK, { basedOn: version, book: before.book });
  }
});
