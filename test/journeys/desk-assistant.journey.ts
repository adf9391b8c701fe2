/** What the desk has of the assistant: articles in the composer, and the record of its turns. */
import assert from 'node:assert/strict';
import type { TurnRecord } from '../../src/contract/assistant.ts';
import type { Desk } from './harness/desk.ts';
import type { Customer } from './harness/people.ts';
import { until } from './harness/until.ts';
import { journey } from './harness/world.ts';

const LEARNT_WITHIN_MS = 40_000;
const ANSWERED_WITHIN_MS = 3_000;

/** The turns in which it said something. */
const turnsOf = async (desk: Desk, id: string): Promise<readonly TurnRecord[]> =>
  (
    await desk.staff.ask<{ turns: readonly TurnRecord[] }>(
      'GET',
      `/api/desk/conversations/${id}/turns`,
    )
  ).turns.filter(({ decision }) => decision.kind !== 'silence');

/** A question that the assistant took up: just after the first start it still learns, and people are asked instead. */
const askUntilThoughtAbout = async (
  desk: Desk,
  customer: Customer,
): Promise<{ readonly id: string; readonly turn: TurnRecord }> => {
  const deadline = Date.now() + LEARNT_WITHIN_MS;
  for (;;) {
    const id = await customer.askAssistant('What are the trading fees?');
    const isThoughtAbout = until(
      async () => (await turnsOf(desk, id)).length > 0,
      'the assistant has thought about the question',
      ANSWERED_WITHIN_MS,
    );
    try {
      await isThoughtAbout;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      continue;
    }
    const [turn] = await turnsOf(desk, id);
    assert.ok(turn !== undefined);
    return { id, turn };
  }
};

journey(
  'an agent finds an article while writing and inserts a passage and a link',
  async (world) => {
    const [desk, customer] = await Promise.all([
      world.desk('ingrid'),
      world.customer({ userId: 'asks-fees', name: 'Fee Asker' }),
    ]);
    await desk.staff.setStatus('on_break');
    const id = await customer.begin('fees', 'Can somebody tell me what trading costs?');
    await desk.staff.ask('POST', `/api/desk/conversations/${id}/claim`);
    await desk.open(id);
    const field = desk.id('composer-text');
    const words = (): Promise<string> => field.inputValue();
    await field.fill('Hello Fee,');

    await desk.page.keyboard.press('Control+b');
    const search = desk.id('article-search');
    await search.waitFor();
    assert.equal(await desk.id('article-language').inputValue(), 'en');
    await search.fill('trading fees');
    await desk.id('article-option').first().waitFor();
    const title =
      (await desk.id('article-option').first().locator('p').first().textContent()) ?? '';
    await desk.id('article-preview').filter({ hasText: title }).waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.id('articles-panel').waitFor({ state: 'detached' });
    const withPassage = await words();
    assert.match(withPassage, /^Hello Fee,\n\S/, 'the draft is kept and a passage follows');
    assert.ok(await field.evaluate((element) => element === element.ownerDocument.activeElement));

    await desk.page.keyboard.type(' More: ');
    await desk.page.keyboard.press('Control+b');
    await search.fill('trading fees');
    await desk.id('article-option').first().waitFor();
    await desk.page.keyboard.press('Shift+Enter');
    await desk.id('articles-panel').waitFor({ state: 'detached' });
    const whole = await words();
    assert.ok(whole.startsWith(`${withPassage} More: `), 'nothing of the draft is lost');
    const link = whole.slice(`${withPassage} More: `.length);
    assert.ok(link.startsWith(`${world.server.origin}/help/en/articles/`), link);

    await desk.page.keyboard.press('Control+b');
    await search.waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.id('articles-panel').waitFor({ state: 'detached' });
    assert.equal(await words(), whole);
    await desk.page.keyboard.press('Control+Enter');
    await desk.message('Hello Fee,').filter({ hasText: link }).waitFor();
  },
);

journey('a supervisor reads what the assistant understood, weighed and decided', async (world) => {
  const desk = await world.desk('ingrid');
  const customer = await world.customer({ userId: 'asks-first', name: 'Ada First' });
  const { id, turn } = await askUntilThoughtAbout(desk, customer);
  await desk.open(id);
  await desk.id('message').and(desk.page.locator('[data-by=assistant]')).first().waitFor();
  await desk.id('context-tab-assistant').click();
  const card = desk.id('turn').first();
  await card.waitFor();
  assert.equal(await card.getAttribute('data-decision'), turn.decision.kind);
  assert.equal(
    await card.getByTestId('turn-why').textContent(),
    desk.text(`assistant.why.${turn.reason}`),
  );
  const shown = (await card.textContent()) ?? '';
  for (const { title } of turn.candidates) assert.ok(shown.includes(title), title);
  for (const { category } of turn.understood.categories)
    assert.ok(shown.includes(desk.text(`category.${category}`)), category);

  await desk.goTo('/assistant');
  await desk.id('strict-resolution').waitFor();
  await desk.id('results-as').click();
  await desk.id('results-table').first().waitFor();
});
