/** A question, the right agent, and answers with pictures and files both ways, in three languages. */
import assert from 'node:assert/strict';
import type { Category, Locale } from '../../src/core/vocabulary.ts';
import { samplePdf, samplePicture } from './harness/samples.ts';
import { journey } from './harness/world.ts';

interface Talk {
  readonly locale: Locale;
  readonly category: Category;
  readonly agent: string;
  /** On duty as well, without the language or out of the team. */
  readonly other: string;
  readonly question: string;
  readonly answer: string;
  readonly thanks: string;
}

const TALKS: readonly Talk[] = [
  {
    locale: 'zh',
    category: 'deposit',
    agent: 'mei',
    other: 'pavel',
    question: '我的充值两个小时还没有到账，请帮我查一下。',
    answer: '您好，我正在查看链上确认数，请稍等。',
    thanks: '好的，谢谢您。',
  },
  {
    locale: 'en',
    category: 'trading',
    agent: 'mei',
    other: 'ana',
    question: 'My limit order for 1.20 BTC shows as filled, but the balance is the old one.',
    answer: 'I can see the fill of 1.20 BTC; the balance follows with the next settlement.',
    thanks: 'Thank you, that helps.',
  },
  {
    locale: 'ar',
    category: 'account',
    agent: 'nadia',
    other: 'pavel',
    question: 'لم يصل إيداعي بقيمة 1.20 BTC منذ ساعتين.',
    answer: 'أرى تأكيدين من ثلاثة، وسيُضاف المبلغ مع الكتلة التالية.',
    thanks: 'شكرًا جزيلًا لك.',
  },
];

for (const talk of TALKS) {
  journey(
    `question to the right agent and back, with picture and file (${talk.locale})`,
    async (world) => {
      const user = world.user(({ locale }) => locale === talk.locale);
      const [desk, other, messenger] = await Promise.all([
        world.desk(talk.agent),
        world.desk(talk.other),
        world.messenger(user),
      ]);
      await Promise.all([desk.onDuty(), other.onDuty()]);

      await messenger.begin(talk.category, talk.question);
      await desk.accept();
      await desk.message(talk.question).waitFor();
      assert.equal(await other.offer.count(), 0, 'nobody else is asked');

      await desk.reply(talk.answer);
      await messenger.message(talk.answer).waitFor();
      const direction = await messenger
        .message(talk.answer)
        .locator('.words')
        .evaluate((element) => getComputedStyle(element).direction);
      assert.equal(direction, talk.locale === 'ar' ? 'rtl' : 'ltr');
      // A named human speaks, and says which.
      const { publicName, badge } = await desk.staff.ask<{ publicName: string; badge: string }>(
        'GET',
        '/api/desk/me',
      );
      await messenger.frame
        .locator('.header')
        .filter({ hasText: publicName })
        .filter({ hasText: badge })
        .waitFor();

      // Customer → agent.
      await messenger.attach([
        await samplePicture('screen.png', '#2456d6'),
        samplePdf('receipt.pdf'),
      ]);
      await messenger.write(talk.thanks);
      await desk.message(talk.thanks).waitFor();
      await desk.page.locator('[data-testid=attachment][data-status=clean] img').waitFor();
      await desk.page
        .locator('[data-testid=attachment][data-status=clean] a[download="receipt.pdf"]')
        .waitFor();
      await desk.page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLImageElement>('[data-testid=attachment] img')].every(
          (image) => image.naturalWidth > 0,
        ),
      );

      // Agent → customer.
      await desk.attach([await samplePicture('steps.png', '#0b7a4b'), samplePdf('guide.pdf')]);
      await desk.id('send').and(desk.page.locator(':enabled')).waitFor();
      await desk.id('send').click();
      await messenger.frame.locator('.message:not(.own) .picture img').waitFor();
      const saved = messenger.page.waitForEvent('download');
      await messenger.frame
        .locator('.message:not(.own) button.file', { hasText: 'guide.pdf' })
        .click();
      assert.equal((await saved).suggestedFilename(), 'guide.pdf');

      await messenger.write(talk.thanks.toUpperCase());
      await messenger.reached('read');
    },
  );
}
