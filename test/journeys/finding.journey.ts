/** Finding a conversation again: by what was said, by its number, and by a view of one's own. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { until } from './harness/until.ts';
import { journey } from './harness/world.ts';

/** Whether it stands in the window, not only in the page. */
const isSeen = (element: Locator): Promise<boolean> =>
  element.evaluate((shown) => {
    const { top, bottom } = shown.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });

journey(
  'an agent finds by two characters, by number, and by a view that is saved and deleted',
  async (world) => {
    const user = world.user(({ locale }) => locale === 'zh');
    const customer = await world.customer({ userId: user.id, name: user.name, locale: 'zh' });
    const lead = await world.staff('ingrid');
    await lead.setStatus('on_break');
    const id = await customer.begin('tax', '我的税务证明需要盖章', 'zh');
    const desk = await world.desk('ingrid', { spoken: 'en' });
    const { page } = desk;
    const hit = page.locator(`[data-testid=search-hit][data-conversation-id="${id}"]`);

    await page.keyboard.press('/');
    const field = page.getByTestId('search-field');
    await field.waitFor();
    // Indexed a moment after it was said.
    await until(async () => {
      const { hits } = await lead.ask<{ hits: readonly unknown[] }>(
        'GET',
        `/api/desk/search?q=${encodeURIComponent('盖章')}`,
      );
      return hits.length > 0;
    }, 'the words are in the index');
    await field.fill('盖章 status:new');
    await field.press('Enter');
    await hit.waitFor();
    assert.equal(await hit.locator('mark').textContent(), '盖章');
    await page.getByTestId('search-filter').click();
    await hit.waitFor();
    assert.equal(await field.inputValue(), '盖章');
    // Much was said since: what was found is read back to, marked, and holds the focus.
    await lead.noteOften(id, 90);
    await hit.click();
    await page.waitForURL(`**/${id}#said-*`);
    const found = page.locator('[aria-current=location]').filter({ hasText: '盖章' });
    await found.waitFor();
    await until(
      () => found.evaluate((element) => element === document.activeElement),
      'what was found holds the focus',
    );
    assert.ok(await isSeen(found), 'it is on screen');
    await page.goBack();
    await hit.waitFor();
    assert.equal(await field.inputValue(), '盖章');
    await until(
      () => hit.evaluate((element) => element === document.activeElement),
      'the hit that was left holds the focus',
    );
    await page.keyboard.press('Enter');
    await found.waitFor();
    await page.getByTestId('back').click();
    await hit.waitFor();

    const rows = await lead.rows();
    const number = rows.find(({ conversation }) => conversation.id === id)?.conversation.number;
    await desk.goTo('/search');
    await field.fill(number ?? '');
    await field.press('Enter');
    await page.waitForURL(`**/${id}`);

    await page.getByTestId('view-new').click();
    await page.getByTestId('view-name').fill('Tax, in Chinese');
    const form = page.getByTestId('view-form');
    await form.getByRole('button', { name: 'Tax' }).click();
    await form.getByRole('button', { name: 'Chinese' }).click();
    await form.getByText('Conversations in it now: 1').waitFor();
    await page.getByTestId('view-save').click();
    const tab = page.getByTestId('saved-view').filter({ hasText: 'Tax, in Chinese' });
    await tab.and(page.locator('[aria-current=page]')).waitFor();
    await page.locator(`[data-testid=conversation-row][data-conversation-id="${id}"]`).waitFor();
    await tab.filter({ hasText: '1' }).waitFor();
    await page.getByTestId('view-edit').click();
    await page.getByTestId('view-delete').click();
    await tab.waitFor({ state: 'detached' });
  },
);
