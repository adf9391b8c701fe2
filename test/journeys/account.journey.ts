/** Account data in the hands of staff: masked, opened field by field for a reason, and not of everybody in a day. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import type { Desk } from './harness/desk.ts';
import { Refused } from './harness/people.ts';
import { journey, type World } from './harness/world.ts';

const REASON = 'The customer asks where the mail went';
const LIMIT = 15;

/** A case of a user of the demo exchange, in the hands of whoever sits at the desk. */
const caseInHand = async (world: World, desk: Desk, place: number): Promise<string> => {
  const user = world.users[place];
  assert.ok(user !== undefined);
  const customer = await world.customer({
    userId: user.id,
    name: user.name,
    locale: user.locale,
    email: `${user.id}@mail.example`,
  });
  await desk.staff.setStatus('on_break');
  const id = await customer.begin('account', 'Which address do you have of me?');
  await desk.staff.ask('POST', `/api/desk/conversations/${id}/claim`);
  return id;
};

const openAccount = async (desk: Desk, id: string): Promise<void> => {
  await desk.open(id);
  await desk.id('context-tab-account').click();
  await desk.id('account').waitFor();
};

const field = (desk: Desk, key: string) =>
  desk.page.locator(`[data-testid=account-field][data-key="${key}"]`);

/** Other customers that this agent has revealed today already. */
const revealOthers = async (world: World, agentId: string, count: number): Promise<void> => {
  const sql = postgres(world.server.databaseUrl, { max: 1, onnotice: () => undefined });
  const rows = Array.from({ length: count }, () => ({
    agent_id: agentId,
    day: new Date().toISOString().slice(0, 10),
    customer_id: randomUUID(),
    conversation_id: randomUUID(),
    field: 'account.email',
    reason: REASON,
    at: new Date(),
  }));
  await sql`INSERT INTO reveals ${sql(rows)}`;
  await sql.end();
};

journey(
  'an agent opens masked data, reveals one field for a reason, and is refused the sixteenth customer',
  async (world) => {
    const desk = await world.desk('jun', { spoken: 'en' });
    const first = await caseInHand(world, desk, 0);
    await openAccount(desk, first);
    const mail = field(desk, 'profile.email');
    await mail.waitFor();
    const user = world.users[0]?.id ?? '';
    assert.ok(!(await desk.page.content()).includes(`${user}@mail.example`), 'it is masked');
    assert.equal(await desk.id('reveal-count').getAttribute('data-used'), '0');

    await mail.getByTestId('reveal').click();
    await desk.id('reveal-submit').click();
    await desk.id('reveal-popover').getByRole('alert').waitFor();
    await desk.id('reason').fill(REASON);
    await desk.id('reveal-submit').click();
    await desk.id('reveal-popover').waitFor({ state: 'detached' });
    await mail.getByText(`${user}@mail.example`).waitFor();
    assert.equal(await desk.id('reveal-count').getAttribute('data-used'), '1');
    assert.equal(await field(desk, 'account.email').getAttribute('data-revealed'), 'false');

    await revealOthers(world, desk.staff.agentId, LIMIT - 1);
    const second = await caseInHand(world, desk, 1);
    await openAccount(desk, second);
    await desk.id('reveal-limit').first().waitFor();
    await field(desk, 'profile.email').getByTestId('reveal').click();
    const said = await desk.id('reveal-popover').getByTestId('reveal-limit').textContent();
    assert.equal(said, desk.text('reveal.limit_reached', { limit: LIMIT }));
    await assert.rejects(
      desk.staff.ask('POST', `/api/desk/conversations/${second}/reveals`, {
        key: 'profile.email',
        reason: REASON,
      }),
      (error) => error instanceof Refused && error.code === 'reveal_limit_reached',
    );

    const lead = await world.desk('ingrid', { spoken: 'en', path: '/queue' });
    await lead.page
      .locator(`[data-testid=agent-card][data-agent-id="${desk.staff.agentId}"]`)
      .getByTestId('extend-reveals-open')
      .click();
    await lead.id('extension-extra').fill('1');
    await lead.id('reason').fill('A wave of questions after the outage');
    await lead.id('extension-submit').click();
    await lead.id('extend-reveals').waitFor({ state: 'detached' });

    await openAccount(desk, second);
    await field(desk, 'profile.email').getByTestId('reveal').click();
    await desk.id('usual-reason').first().click();
    await desk.id('reveal-submit').click();
    await field(desk, 'profile.email').getByText('@mail.example').waitFor();
    assert.equal(await desk.id('reveal-count').getAttribute('data-limit'), String(LIMIT + 1));
  },
);

journey('whoever does not have the case in hand sees nothing of the account', async (world) => {
  const [desk, colleague] = await Promise.all([
    world.desk('ingrid', { spoken: 'en' }),
    world.desk('admin', { spoken: 'en' }),
  ]);
  const id = await caseInHand(world, desk, 2);
  await colleague.open(id);
  await colleague.id('context-tab-account').click();
  await colleague.id('not-in-hand').waitFor();
  assert.equal(await colleague.id('account').count(), 0);
  await assert.rejects(
    colleague.staff.ask('GET', `/api/desk/conversations/${id}/account`),
    (error) => error instanceof Refused && error.code === 'not_your_case',
  );
});

journey('every screen says who took its picture', async (world) => {
  const desk = await world.desk('ingrid', { spoken: 'en' });
  const me = await desk.staff.ask<{ badge: string; name: string }>('GET', '/api/desk/me');
  const words = (await desk.id('screen-mark').textContent()) ?? '';
  assert.ok(words.includes(me.badge) && words.includes(me.name), words);
  const through = await desk.id('screen-mark').evaluate((mark) => {
    const { innerWidth, innerHeight } = window;
    return !document.elementsFromPoint(innerWidth / 2, innerHeight / 2).includes(mark);
  });
  assert.ok(through, 'it takes no pointer');
});
