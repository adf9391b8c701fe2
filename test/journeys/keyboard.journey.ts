/** The main job of both sides without a mouse; where the focus is can always be seen. */
import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { openExchangePage } from './harness/exchange-page.ts';
import { Messenger } from './harness/messenger.ts';
import { journey } from './harness/world.ts';

const MOST_TABS = 60;

interface Focus {
  readonly name: string;
  readonly outlined: boolean;
}

/** The focused element of that document, through shadow roots. */
const focusIn = (frame: Frame): Promise<Focus | null> =>
  frame.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (element === null || element === document.body) return null;
    // A field may be drawn by what stands around it.
    const styles = [element, element.parentElement ?? element].map((each) =>
      getComputedStyle(each),
    );
    const name =
      element.getAttribute('aria-label') ??
      (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? element.placeholder
        : (element.textContent ?? ''));
    const outlined = styles.some(
      (style) =>
        (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) ||
        style.boxShadow !== 'none',
    );
    return { name: name.trim(), outlined };
  });

const frameOf = async (page: Page): Promise<Frame> => {
  const handle = await page.locator('iframe').elementHandle();
  const frame = await handle?.contentFrame();
  if (!frame) throw new Error('the panel has no document');
  return frame;
};

/** Tabs until something whose name begins so has the focus. Fails on a focus that cannot be seen. */
const tabTo = async (page: Page, frame: Frame, name: string): Promise<void> => {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    const focus = await focusIn(frame);
    if (focus?.name.startsWith(name)) return;
    if (focus !== null) assert.ok(focus.outlined, `the focus on “${focus.name}” cannot be seen`);
    await page.keyboard.press('Tab');
  }
  throw new Error(`${MOST_TABS} times Tab did not reach “${name}”`);
};

journey('keyboard only: a customer asks, an agent answers, transfers and solves', async (world) => {
  const user = world.user(({ locale }) => locale === 'en');
  const desk = await world.desk('ingrid');
  await desk.onDuty();
  const page = await openExchangePage(await world.context(), world.server, user);
  const messenger = new Messenger(page, 'en');

  await tabTo(page, page.mainFrame(), messenger.text('launcher.label'));
  await page.keyboard.press('Enter');
  await messenger.ready();
  const frame = await frameOf(page);
  await tabTo(page, frame, messenger.text('home.new'));
  await page.keyboard.press('Enter');
  await messenger.frame.locator('.categories').waitFor();
  await tabTo(page, frame, messenger.text('category.fees'));
  await page.keyboard.press('Enter');
  await messenger.composer.waitFor();
  await tabTo(page, frame, messenger.text('composer.label'));
  await page.keyboard.type('I want to talk to a person, please.');
  await page.keyboard.press('Enter');
  await messenger.allSent();

  const keys = desk.page.keyboard;
  await desk.offer.waitFor();
  await keys.press('Enter');
  await desk.message('I want to talk to a person, please.').waitFor();
  await keys.press('r');
  await desk.page.locator('[data-testid=composer-text]:focus').waitFor();
  await keys.type('None on mine.');
  await keys.press('Control+Enter');
  await messenger.message('None on mine.').waitFor();
  await keys.press('Escape');

  await keys.press('n');
  await desk.page.locator('[data-testid=composer][data-tab=note]').waitFor();
  await keys.type('A note without a mouse.');
  await keys.press('Control+Enter');
  await desk.id('note').filter({ hasText: 'A note without a mouse.' }).waitFor();
  await keys.press('Escape');

  await keys.press('Control+k');
  await desk.id('palette').waitFor();
  await keys.press('Escape');
  await desk.id('palette').waitFor({ state: 'detached' });
  await keys.press('?');
  await desk.page.getByRole('dialog').waitFor();
  await keys.press('Escape');
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' });

  await keys.press('p');
  await desk.page.getByRole('menuitemradio').first().waitFor();
  await keys.press('Escape');
  await desk.page.getByRole('menuitemradio').first().waitFor({ state: 'detached' });
  await keys.press('e');
  await messenger.frame.locator('.line', { hasText: messenger.text('event.solved') }).waitFor();

  await page.keyboard.press('Escape');
  await page.locator('iframe').waitFor({ state: 'hidden' });
  const focus = await focusIn(page.mainFrame());
  assert.ok(
    focus?.name.startsWith(messenger.text('launcher.label')),
    'the focus is back on the launcher',
  );
});
