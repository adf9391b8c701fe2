/** On a phone: the messenger is the whole screen and its composer stays above the keyboard; the desk is one pane. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { PHONE } from './harness/devices.ts';
import { launcherOf } from './harness/exchange-page.ts';
import { journey } from './harness/world.ts';

const KEYBOARD_PX = 336;
const TOUCH_PX = 44;

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox();
  assert.ok(box);
  return box;
};

/** Visible controls that are smaller than a fingertip needs. */
const tooSmall = (locator: Locator): Promise<readonly string[]> =>
  locator.evaluateAll(
    (elements, least) =>
      elements
        .filter(
          (element) =>
            element.checkVisibility() && !element.closest('.message, [data-testid=message]'),
        )
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < least - 0.5 || box.height < least - 0.5))
        .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} ${box.width}×${box.height}`),
    TOUCH_PX,
  );

journey('phone with keyboard: full screen, composer in view, back closes', async (world) => {
  const [desk, messenger] = await Promise.all([
    world.desk('ana'),
    world.messenger(
      world.user(({ locale }) => locale === 'en'),
      PHONE,
    ),
  ]);
  await desk.onDuty();
  const { page } = messenger;
  const panel = page.locator('iframe');
  const { x, y, width, height } = await boxOf(panel);
  assert.deepEqual({ x, y, width, height }, { x: 0, y: 0, width: 390, height: 844 });
  assert.equal(await launcherOf(page).isVisible(), false, 'the launcher is not over the panel');
  assert.deepEqual(await tooSmall(messenger.frame.locator('button, select')), []);

  await messenger.beginEmpty('withdrawal');
  await messenger.composer.tap();
  assert.equal(
    await messenger.composer.evaluate((field) =>
      Number.parseFloat(getComputedStyle(field).fontSize),
    ),
    16,
    'smaller letters make phones zoom in',
  );
  // What a keyboard does to the page: the layout stays, the visible part of it shrinks.
  await page.evaluate((keyboard) => {
    const seen = globalThis.visualViewport;
    if (seen === null) throw new Error('no visual viewport');
    const tall = seen.height;
    Object.defineProperty(seen, 'height', { configurable: true, get: () => tall - keyboard });
    seen.dispatchEvent(new Event('resize'));
  }, KEYBOARD_PX);
  const field = messenger.frame.locator('.composer');
  await page.waitForFunction((most) => {
    const frame = [...document.documentElement.children]
      .flatMap((element) => [...(element.shadowRoot?.children ?? [])])
      .find((element) => element.tagName === 'IFRAME');
    return (frame?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY) <= most;
  }, 844 - KEYBOARD_PX);
  const composer = await boxOf(field);
  assert.ok(
    composer.y + composer.height <= 844 - KEYBOARD_PX + 1,
    'the composer is above the keyboard',
  );

  await messenger.composer.fill('Typed on a phone.');
  await messenger.button('composer.send').tap();
  await desk.accept();
  await desk.message('Typed on a phone.').waitFor();
  await desk.reply('Read on a desk.');
  await messenger.message('Read on a desk.').waitFor();
  assert.deepEqual(await tooSmall(messenger.frame.locator('button, select')), []);
  const overflow = await messenger.frame
    .locator('body')
    .evaluate((body) => body.scrollWidth - body.clientWidth);
  assert.equal(overflow, 0, 'nothing sticks out sideways');

  await page.goBack();
  await panel.waitFor({ state: 'hidden' });
  await launcherOf(page).waitFor();
});

journey('the desk on a phone: list, conversation, answer, back', async (world) => {
  const messenger = await world.messenger(world.user(({ locale }) => locale === 'en'));
  const desk = await world.desk('ana', PHONE);
  await desk.onDuty();
  await messenger.begin('withdrawal', 'Answered from a pocket?');
  await desk.accept();
  await desk.message('Answered from a pocket?').waitFor();
  await desk.reply('Yes, from a pocket.');
  await messenger.message('Yes, from a pocket.').waitFor();
  assert.deepEqual(await tooSmall(desk.page.locator('button, a, select')), []);
  await desk.id('back').tap();
  await desk.id('conversation-list').waitFor();
  assert.equal(await desk.id('composer').count(), 0);
  assert.deepEqual(await tooSmall(desk.page.locator('button, a, select')), []);
  const overflow = await desk.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0);
});
