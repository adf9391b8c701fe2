/** A taken-over account in the hands of staff: the lock first, then the checklist; unlocking takes two people. */
import assert from 'node:assert/strict';
import type { ApprovalView, TakeoverReply } from '../../src/contract/security.ts';
import type { Desk } from './harness/desk.ts';
import { playScene } from './harness/play-scene.ts';
import { journey, type World } from './harness/world.ts';

const PASSWORD = 'fjord-lantern-7184';
const WHY = 'The customer says that somebody else signed in';

const step = (desk: Desk, name: string) =>
  desk.page.locator(`[data-testid=takeover-step][data-step=${name}]`);

/** A case of a user in whose account something was played, in the hands of whoever sits at the desk. */
const caseOf = async (
  world: World,
  desk: Desk,
  scene: { readonly name: string; readonly kind?: string; readonly place: number },
): Promise<string> => {
  const user = world.users.at(scene.place);
  assert.ok(user !== undefined);
  const kind = scene.kind === undefined ? {} : { kind: scene.kind };
  await playScene(world.server, scene.name, { user: user.id, ...kind });
  const customer = await world.customer({ userId: user.id, name: user.name, locale: user.locale });
  await desk.staff.setStatus('on_break');
  const id = await customer.begin('security', 'Please look at my account, I see odd things there.');
  await desk.staff.ask('POST', `/api/desk/conversations/${id}/claim`);
  await desk.goTo(`/security/all/${id}`);
  await desk.id('takeover').waitFor();
  return id;
};

const takeoverOf = (desk: Desk, id: string): Promise<TakeoverReply> =>
  desk.staff.ask('GET', `/api/desk/conversations/${id}/takeover`);

const prove = async (desk: Desk, reason: string, submit: string): Promise<void> => {
  await desk.id('reason').fill(reason);
  await desk.id('proof').fill('not the password');
  await desk.id(submit).click();
  await desk.page.getByText(desk.text('error.proof_wrong')).waitFor();
  await desk.id('proof').fill(PASSWORD);
  await desk.id(submit).click();
};

journey('an agent locks first, works the checklist, and two people unlock', async (world) => {
  const agent = await world.desk('pavel', { spoken: 'en' });
  const id = await caseOf(world, agent, { name: 'takeover', place: -1 });
  await step(agent, 'sessions_revoked').getByTestId('step-evidence').waitFor();

  const before = (await takeoverOf(agent, id)).lock;
  await agent.id('thread').focus();
  await agent.page.keyboard.press('Shift+F');
  await agent.id('protect-dialog').waitFor();
  assert.deepEqual((await takeoverOf(agent, id)).lock, before, 'the keys only open a dialog');
  await agent.id('reason').fill(WHY);
  await agent.id('protect-submit').click();
  await agent.id('protect-dialog').waitFor({ state: 'detached' });
  await agent.page.locator('[data-testid=lock-state][data-state=done]').waitFor();
  assert.equal(await step(agent, 'account_locked').getAttribute('data-done'), 'true');
  assert.equal(await step(agent, 'account_locked').getByTestId('set-step').count(), 0);

  await step(agent, 'devices_checked').getByTestId('set-step').click();
  await agent.id('step-note').fill('The one from another country is not theirs.');
  await agent.id('step-done').click();
  await step(agent, 'devices_checked').and(agent.page.locator('[data-done=true]')).waitFor();
  const { steps } = await takeoverOf(agent, id);
  const checked = steps.find((each) => each.step === 'devices_checked');
  assert.equal(checked?.note, 'The one from another country is not theirs.');
  assert.equal(checked.by?.badge.startsWith('M-'), true);

  await agent.id('ask-unlock').click();
  await prove(agent, 'Verified by video; the stranger is out', 'approval-ask');
  await agent.id('ask-approval').waitFor({ state: 'detached' });
  await agent.id('own-approval').waitFor();
  assert.equal(await agent.id('decide-approval-open').count(), 0, 'nobody decides their own');

  const lead = await world.desk('ingrid', { spoken: 'en', path: '/approvals' });
  await lead.id('approval').first().waitFor();
  await lead.id('decide-approval-open').click();
  await prove(lead, 'I have seen the documents myself', 'approval-approve');
  await lead.id('decide-approval').waitFor({ state: 'detached' });
  await lead.id('approvals-recent').click();
  await lead.page.locator('[data-testid=approval][data-state=sent]').first().waitFor();
  const { approvals } = await lead.staff.ask<{ approvals: readonly ApprovalView[] }>(
    'GET',
    '/api/desk/approvals',
  );
  const sent = approvals.find(({ conversationId }) => conversationId === id);
  assert.equal(sent?.state, 'sent');
  assert.ok(sent.readyAt !== null && sent.readyAt > Date.now(), 'its cooling-off has begun');
  await lead.id('cooling-off').first().waitFor();
});

journey('what must not be told is shown to compliance alone, and marked', async (world) => {
  const agent = await world.desk('jun', { spoken: 'en' });
  const id = await caseOf(world, agent, { name: 'restriction', kind: 'review', place: -2 });
  assert.equal(await agent.id('restriction-secrets').count(), 0);
  const officer = await world.desk('lena', { spoken: 'en' });
  await officer.goTo(`/security/all/${id}`);
  await officer.id('restriction-secrets').waitFor();
  await officer.page.getByText(officer.text('secrets.warning')).waitFor();
  assert.equal(await officer.id('restriction-secret').count(), 0, 'only when it is asked for');
  await officer.id('show-secrets').click();
  const secret = officer.id('restriction-secret').first();
  await secret.waitFor();
  const told = (await secret.textContent()) ?? '';
  await agent.id('context-tab-account').click();
  await agent.id('account').waitFor();
  await agent.page
    .locator('[data-testid=account-section][data-section=restrictions] dl')
    .first()
    .waitFor();
  const seen = (await agent.page.textContent('body')) ?? '';
  for (const reference of told.match(/[A-Z]+-\d+/g) ?? [])
    assert.ok(!seen.includes(reference), `an agent sees ${reference}`);
});
