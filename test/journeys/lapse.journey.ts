/** A promise is not kept: its customer is told at once, with what holds now; the case climbs, and those who lead see it. */
import assert from 'node:assert/strict';
import type { DeskConversation } from '../../src/contract/conversation.ts';
import type { LadderStep } from '../../src/contract/escalation.ts';
import { findingsOn } from './harness/axe.ts';
import { PHONE } from './harness/devices.ts';
import type { Messenger } from './harness/messenger.ts';
import type { Staff } from './harness/people.ts';
import { say } from './harness/texts.ts';
import { journey } from './harness/world.ts';

/** No other journey is about it, so that its line of figures is this one's. */
const CATEGORY = 'tax';
const LADDER = '/api/desk/escalation-ladder';
/** How far ahead the lead promises: long enough to be seen on two screens, short enough to be waited for. */
const AHEAD_MS = 7_000;

const caseOf = async (staff: Staff, id: string) => {
  const path = `/api/desk/conversations/${id}`;
  const reply = await staff.ask<{ conversation: DeskConversation }>('GET', path);
  const { promise } = reply.conversation.case;
  if (promise?.dueAt == null) throw new Error('nothing is promised');
  return { number: reply.conversation.number, dueAt: promise.dueAt };
};

/** The promise under the head of the chat, with the time as its title has it for people who work in UTC. */
const promised = async (messenger: Messenger, dueAt: number): Promise<void> => {
  const utc = new Date(dueAt).toISOString().slice(0, 16).replace('T', ' ');
  await messenger.frame.locator(`.promise-line time[title*="${utc}"]`).waitFor();
};

journey('a promise lapses: told, climbed, seen by those who lead', async (world) => {
  const ingrid = await world.staff('ingrid');
  const admin = await world.desk('admin', { path: '/promises', spoken: 'en' });
  const before = await admin.staff.ask<{ steps: readonly LadderStep[] }>('GET', LADDER);
  try {
    // The admin says who has such cases at the second tier.
    await admin.id('promises-tab-ladder').click();
    const second = `${admin.text(`category.${CATEGORY}`)}, ${admin.text('promise.tier', { tier: 2 })}`;
    await admin.page.getByLabel(second, { exact: true }).selectOption('trading');
    await admin.id('ladder-save').click();
    await admin.page.getByText(admin.text('ladder.saved')).waitFor();

    const user = world.user(({ locale }) => locale === 'ko');
    const messenger = await world.messenger(user, PHONE);
    await messenger.beginEmpty(CATEGORY);
    await messenger.composer.fill('세금 신고용 거래 내역은 어디에서 받나요?');
    await messenger.button('composer.send').click();
    const line = messenger.frame.locator('.promise-line');
    await line.waitFor();
    const [row] = await ingrid.rows('unassigned');
    assert.ok(row !== undefined, 'the request waits for a person');
    const { id } = row.conversation;
    const first = await caseOf(ingrid, id);
    await promised(messenger, first.dueAt);

    const lead = await world.desk('ingrid', { path: `/inbox/all/${id}`, spoken: 'en' });
    const chip = lead.id('promise');
    await chip.filter({ hasText: lead.text('promise.step.first_answer') }).waitFor();

    // Somebody promises more than can be kept.
    const dueAt = Date.now() + AHEAD_MS;
    await ingrid.ask('PUT', `/api/desk/conversations/${id}/promise`, {
      dueAt,
      because: 'set_by_agent',
    });
    await promised(messenger, dueAt);
    await line.filter({ hasText: messenger.text('promise.because.set_by_agent') }).waitFor();

    // Its time passes. The customer is told what was not kept, what was done, and what holds now.
    const [sorry = ''] = say('server', 'ko', 'promise.lapsed', { was: '#' }).split('#').slice(-1);
    const told = messenger.message(sorry.trim());
    await told.waitFor();
    assert.ok(Date.now() >= dueAt, 'nobody is told before the time has passed');
    assert.match(
      (await told.textContent()) ?? '',
      new RegExp(say('server', 'ko', 'promise.climbed')),
    );
    const now = await caseOf(ingrid, id);
    assert.ok(now.dueAt > dueAt, 'another time holds');
    await promised(messenger, now.dueAt);
    await line.filter({ hasText: messenger.text('promise.because.lapsed') }).waitFor();
    assert.equal(await messenger.message(sorry.trim()).count(), 1, 'told once');

    // On the way of the request as well.
    await line.click();
    const raised = messenger.frame.locator('.stop').filter({
      hasText: messenger.text('station.raised', { tier: 2 }),
    });
    await raised.waitFor();
    await raised.getByText(messenger.text('station.raised.lapse')).waitFor();

    // The desk: the tier, the team above, the line of the case, and the figures of those who lead.
    await lead.page.getByText(lead.text('promise.tier', { tier: 2 }), { exact: true }).waitFor();
    await chip.filter({ hasText: 'Trading and API' }).waitFor();
    await lead.id('event-group').last().click();
    const climbed = lead.text('event.escalated', { tier: 2, cause: lead.text('escalation.lapse') });
    await lead.id('event').filter({ hasText: climbed }).waitFor();
    await lead.goTo('/promises');
    const figures = lead.id('kept-line').filter({ hasText: lead.text(`category.${CATEGORY}`) });
    await figures.filter({ hasText: '0%' }).waitFor();
    assert.deepEqual(await findingsOn(lead.page), []);
    await lead.id('promises-tab-worst').click();
    await lead.id('late-promise').filter({ hasText: now.number }).waitFor();
  } finally {
    await admin.staff.ask('PUT', LADDER, before);
  }
});
