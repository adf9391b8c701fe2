/** Payloads that would run as script in a careless page, typed by a customer and by an agent: they stay words. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { loadPayloads } from '../attacks/payloads.ts';
import { journey } from './harness/world.ts';

/** What is typed by hand; more come from MAINSTAY_DATA/attacks where that is given. */
const OWN = [
  '<script>window.__ran = 1; alert(1)</script>',
  '<img src=x onerror="window.__ran=1;alert(1)">',
  '<svg/onload=window.__ran=1>',
  '"><iframe srcdoc="<script>parent.__ran=1</script>"></iframe>',
  "javascript:window.__ran=1//'",
  '<a href="javascript:window.__ran=1">click</a>',
  '<style>@import url(https://evil.invalid/x.css);</style>',
  '<img src="https://evil.invalid/pixel.png">',
  '[link](javascript:alert(1)) ![x](https://evil.invalid/x.png)',
  '{{constructor.constructor("window.__ran=1")()}}',
  '\u202egpj.exe <b onmouseover=window.__ran=1>\u2066x',
];
const PER_MESSAGE = 40;
const MOST_LETTERS = 6_000;

/** Many payloads to a message, one to a line. */
const packed = (payloads: readonly string[]): readonly string[] => {
  const messages: string[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) messages.push(lines.join('\n'));
    lines = [];
  };
  for (const payload of payloads) {
    const letters = lines.join('\n').length + payload.length;
    if (lines.length >= PER_MESSAGE || letters > MOST_LETTERS) flush();
    lines.push(payload);
  }
  flush();
  return messages;
};

/** Everything that must not happen on a page. */
const watch = (page: Page, own: readonly string[]): string[] => {
  const wrong: string[] = [];
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => wrong.push(`window: ${popup.url()}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !own.includes(origin))
      wrong.push(`request: ${request.url()}`);
  });
  page.on('framenavigated', (frame) => {
    const { origin, protocol } = new URL(frame.url());
    if (protocol.startsWith('http') && !own.includes(origin)) wrong.push(`gone to: ${frame.url()}`);
  });
  return wrong;
};

const ranOn = async (page: Page): Promise<boolean> => {
  const marks = await Promise.all(
    page.frames().map((frame) => frame.evaluate(() => '__ran' in window)),
  );
  return marks.some(Boolean);
};

/** Elements that nothing of ours makes inside messages. */
const STRANGERS =
  'script, iframe, object, embed, style, link, form, svg[onload], [onerror], [onload], a[href^="javascript"]';

journey('hostile payloads stay words on both sides', async (world, context) => {
  const given = loadPayloads(context).flatMap(({ texts }) => texts);
  const messages = packed(
    given.filter((text) => text.length <= MOST_LETTERS && text.isWellFormed()),
  );
  const [desk, messenger] = await Promise.all([
    world.desk('ingrid'),
    world.messenger(world.user(({ locale }) => locale === 'en')),
  ]);
  const own = [world.server.origin, world.server.exchangeOrigin];
  const wrong = [...[messenger.page, desk.page].map((page) => watch(page, own))];
  await desk.onDuty();
  await messenger.begin('other', 'Payloads follow.');
  await desk.accept();
  // Both by their own hands at first, through the same code as all others; the rest by the API.
  await messenger.write(OWN.join(' '));
  await messenger.allSent();
  await desk.reply(OWN.join(' '));
  // Hosts that are not ours: somebody who leads lets them pass.
  await desk.id('held-allow').click();
  const customer = await world.customer({
    userId: 'nv-100913',
    name: OWN[1] ?? '',
    email: 'daniel.okafor@mail.example',
  });
  const id = new URL(desk.page.url()).pathname.split('/').at(-1) ?? '';
  for (const message of messages) {
    await customer.say(id, message);
    await desk.staff.ask('POST', `/api/desk/conversations/${id}/messages`, {
      clientMessageId: crypto.randomUUID(),
      text: message,
      fileIds: [],
      leaveAs: null,
      allowForeign: true,
    });
  }
  // What is no text at all is refused with a clear code.
  for (const text of given.filter((one) => !one.isWellFormed())) {
    await assert.rejects(customer.say(id, text), { status: 422, code: 'malformed_text' });
  }
  await customer.say(id, 'That was the last payload.');
  await messenger.message('That was the last payload.').waitFor();
  await desk.message('That was the last payload.').waitFor();
  // Read from the top, so that every message has really been drawn.
  for (const page of [messenger.page, desk.page]) {
    await page.reload();
  }
  await messenger.ready();
  await messenger.openFirst();
  await messenger.message('That was the last payload.').waitFor();
  await desk.message('That was the last payload.').waitFor();
  assert.equal(await messenger.frame.locator('.message').locator(STRANGERS).count(), 0);
  assert.equal(await desk.page.locator('[data-testid=message]').locator(STRANGERS).count(), 0);
  assert.equal(await ranOn(messenger.page), false, 'something ran in the messenger');
  assert.equal(await ranOn(desk.page), false, 'something ran on the desk');
  assert.deepEqual(wrong.flat(), []);
});
