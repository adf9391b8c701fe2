/** Rules in the hands of those who lead: built, tried on what happened, published, rolled back; and macros in use. */
import assert from 'node:assert/strict';
import type { Desk } from './harness/desk.ts';
import { journey } from './harness/world.ts';

const WORDS = 'We look into it and write here.';

/** A rule on every new request of one category: it is tagged. */
const buildRule = async (desk: Desk, name: string, tag: string): Promise<void> => {
  await desk.id('rule-new').click();
  await desk.id('rule-name').fill(name);
  await desk.id('add-condition').click();
  const row = desk.id('condition-row');
  await row.getByRole('button', { name: desk.text('category.deposit'), exact: true }).click();
  await desk.id('add-action').click();
  const action = desk.id('action-row');
  await action.getByRole('combobox').first().selectOption('tag');
  await action.getByRole('textbox').first().fill(tag);
  const sentence = await desk.id('rule-sentence').textContent();
  assert.ok(
    sentence?.includes(tag) && sentence.includes(desk.text('category.deposit')),
    sentence ?? '',
  );
};

const publish = async (desk: Desk, note: string): Promise<void> => {
  await desk.id('rule-publish').click();
  await desk.id('publish-note').fill(note);
  await desk.id('publish-confirm').click();
  await desk.id('rule-editor').waitFor({ state: 'detached' });
};

const rowOf = (desk: Desk, name: string) =>
  desk.page.locator('[data-testid=rule-row]').filter({ hasText: name });

/** All rules with the draft in its place: it would act, which the rules in force do not. */
const tryWholeBook = async (desk: Desk, name: string): Promise<void> => {
  await desk.id('book-try').click();
  const draft = desk.page.locator('label').filter({ hasText: name }).getByTestId('book-draft');
  await draft.and(desk.page.locator(':checked')).waitFor();
  await desk.id('book-start').click();
  await desk.page.locator('[data-testid=trial-progress][data-state=done]').waitFor();
  const row = desk.page.locator('[data-testid=book-rule]').filter({ hasText: name });
  await row.getByText(desk.text('rule.ui.draft')).waitFor();
  assert.notEqual(await row.getAttribute('data-applied'), '0');
  await desk.page.locator('[data-testid=book-difference][data-how=more]').first().waitFor();
  await desk.id('trial-close').click();
};

journey(
  'a rule is built, tried on what happened, published, acts, and is rolled back',
  async (world) => {
    const earlier = await world.customer({ userId: 'rules-1', name: 'Mina', locale: 'en' });
    await earlier.begin('deposit', 'Where is my deposit of last week?');
    const desk = await world.desk('ingrid', { spoken: 'en', path: '/automation' });
    await desk.id('rule-row').first().waitFor();
    await buildRule(desk, 'Deposits are counted', 'counted');

    await desk.id('rule-dry-run').click();
    await desk.page.locator('[data-testid=trial-progress][data-state=done]').waitFor();
    await desk.id('trial-sample').first().waitFor();
    await desk.id('trial-close').click();
    await desk.id('rule-save').click();
    await desk.page.getByText(desk.text('rule.ui.saved')).first().waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.id('rule-editor').waitFor({ state: 'detached' });
    await tryWholeBook(desk, 'Deposits are counted');
    await rowOf(desk, 'Deposits are counted').getByTestId('rule-edit').click();
    await publish(desk, 'Count deposits');
    const rule = rowOf(desk, 'Deposits are counted');
    await rule.getByText(desk.text('rule.ui.live', { version: 1 })).waitFor();

    await rule.getByTestId('rule-edit').click();
    await desk.id('action-row').getByRole('textbox').first().fill('counted-twice');
    await publish(desk, 'Another tag');
    await rule.getByText(desk.text('rule.ui.live', { version: 2 })).waitFor();
    await rule.getByTestId('rule-more').click();
    await desk.id('rule-history-open').click();
    await desk.id('roll-back').first().click();
    await desk.id('publish-note').fill('The first was better');
    await desk.id('publish-confirm').click();
    await desk.id('rule-history').waitFor({ state: 'detached' });
    await rule.getByText(desk.text('rule.ui.live', { version: 1 })).waitFor();

    const customer = await world.customer({ userId: 'rules-2', name: 'Bo', locale: 'en' });
    await customer.begin('deposit', 'Where is my deposit of today?');
    await desk.id('rules-tab-log').click();
    await desk.page
      .locator('[data-testid=rule-application]')
      .filter({ hasText: 'Deposits are counted' })
      .filter({ hasText: 'counted' })
      .first()
      .waitFor();
  },
);

journey('an agent keeps a macro and applies it with three keys', async (world) => {
  const desk = await world.desk('jun', { spoken: 'en', path: '/macros' });
  await desk.id('macro-new').click();
  await desk.id('macro-shortcut').fill('looking');
  await desk.id('macro-title').fill('We look into it');
  await desk.id('macro-words').fill(WORDS);
  await desk.id('add-action').click();
  await desk.id('macro-save').click();
  await desk.page.locator('[data-testid=macro-row][data-shortcut=looking]').waitFor();

  await desk.staff.setStatus('on_break');
  const customer = await world.customer({ userId: 'macros-1', name: 'Lea', locale: 'en' });
  const id = await customer.begin('account', 'Something is wrong with my account.');
  await desk.staff.ask('POST', `/api/desk/conversations/${id}/claim`);
  await desk.open(id);
  await desk.id('composer-text').fill('/looking');
  await desk.page.keyboard.press('Enter');
  await desk.id('macro-reply').waitFor();
  await desk.page.keyboard.press('Control+Enter');
  await desk.message(WORDS).waitFor();
  const state = await desk.staff.ask('GET', `/api/desk/conversations/${id}`);
  assert.ok(JSON.stringify(state).includes('"priority":"high"'));
});
