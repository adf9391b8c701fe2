/** Following funds from the desk: a transaction that a card shows, the graph, the same in rows, and a report to hand on. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Desk } from './harness/desk.ts';
import { Refused } from './harness/people.ts';
import { playScene } from './harness/play-scene.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

const BLOCK_WITHIN_MS = 40_000;

/** A case in hand, with the card of a deposit that was just sent. */
const caseWithDeposit = async (world: World, desk: Desk): Promise<string> => {
  const user = world.user(({ locale }) => locale === 'ja');
  const { depositId } = await playScene<{ depositId: string }>(world.server, 'late-deposit', {
    user: user.id,
  });
  const customer = await world.customer({ userId: user.id, name: user.name, locale: user.locale });
  await desk.staff.setStatus('on_break');
  const id = await customer.begin('fraud', 'I think these coins were meant for somebody else.');
  await desk.staff.ask('POST', `/api/desk/conversations/${id}/claim`);
  await until(
    async () => {
      try {
        await desk.staff.ask('POST', `/api/desk/conversations/${id}/cards`, {
          clientMessageId: crypto.randomUUID().replaceAll('-', ''),
          kind: 'deposit',
          subjectId: depositId,
        });
        return true;
      } catch (error) {
        if (error instanceof Refused) return false;
        throw error;
      }
    },
    'the exchange knows the deposit',
    BLOCK_WITHIN_MS,
  );
  return id;
};

/** Tries until the transaction stands in a block. */
const start = async (desk: Desk): Promise<void> => {
  const dialog = desk.id('trace-dialog');
  await until(
    async () => {
      await desk.id('trace-start').click();
      const said = desk.id('start-trace').getByRole('alert');
      await dialog.or(said).first().waitFor();
      return dialog.isVisible();
    },
    'the transaction stands in a block and is followed',
    BLOCK_WITHIN_MS,
  );
};

journey(
  'an agent follows funds from a card’s transaction, and hands on a report',
  async (world) => {
    const desk = await world.desk('ingrid', { spoken: 'en' });
    const id = await caseWithDeposit(world, desk);
    await desk.open(id);
    await desk.page.locator('[data-testid=card][data-kind=deposit]').waitFor();
    await desk.id('context-tab-traces').click();
    await desk.id('known-transaction').first().click();
    await start(desk);

    const nodes = desk.id('trace-node');
    await nodes.nth(1).waitFor();
    await nodes.first().focus();
    await desk.page.keyboard.press('ArrowRight');
    const place = desk.id('trace-place');
    await place.waitFor();
    const focused = await desk.page
      .locator('[data-testid=trace-node]:focus')
      .getAttribute('data-address');
    assert.ok(
      focused !== null && (await place.textContent())?.includes(focused),
      'the whole address',
    );
    const count = await nodes.count();
    await desk.id('trace-as').click();
    const rows = desk.id('trace-addresses').locator('tbody tr');
    await rows.first().waitFor();
    assert.equal(await rows.count(), count, 'the rows say what the picture shows');

    await desk.id('show-trace').click();
    await desk.page.locator('[data-testid=card][data-kind=trace]').waitFor({ state: 'attached' });

    await desk.id('make-report').click();
    await desk.id('report-pdf').waitFor();
    for (const [file, begin] of [
      ['pdf', '%PDF-'],
      ['json', '{'],
    ] as const) {
      const [download] = await Promise.all([
        desk.page.waitForEvent('download'),
        desk.id(`report-${file}`).click(),
      ]);
      const content = await readFile(await download.path(), 'latin1');
      assert.ok(content.startsWith(begin), `${file}: ${content.slice(0, 20)}`);
    }
  },
);
