import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { Category, Locale } from '../../../src/core/vocabulary.ts';
import { say } from './texts.ts';

/** The messenger in its frame on the exchange's page, as a customer handles it. */
export class Messenger {
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly locale: Locale;

  constructor(page: Page, locale: Locale) {
    this.page = page;
    this.locale = locale;
    this.frame = page.frameLocator('iframe');
  }

  text(key: string, values?: Readonly<Record<string, string | number>>): string {
    return say('messenger', this.locale, key, values);
  }

  button(key: string): Locator {
    return this.frame.getByRole('button', { name: this.text(key), exact: true });
  }

  get composer(): Locator {
    return this.frame.locator('.composer textarea');
  }

  /** Bubbles with exactly these words, on either side. */
  bubble(words: string): Locator {
    return this.frame
      .locator('.bubble .text, .bubble p, .bubble')
      .filter({ hasText: words })
      .first();
  }

  message(words: string): Locator {
    return this.frame.locator('.message').filter({ hasText: words });
  }

  /** Home is on screen and its list has come. */
  async ready(): Promise<void> {
    await this.frame.locator('.greeting').waitFor();
    await this.frame.locator('.late').waitFor({ state: 'detached' });
  }

  async home(): Promise<void> {
    const back = this.frame.locator('.header').getByRole('button', { name: this.text('back') });
    if (await back.isVisible()) await back.click();
    await this.ready();
  }

  /** From home: picks a category and says the first words, to a person. */
  async begin(category: Category, words: string): Promise<void> {
    await this.beginEmpty(category);
    await this.write(words);
  }

  async beginEmpty(category: Category): Promise<void> {
    await this.button('home.new').click();
    await this.frame
      .locator('.category')
      .filter({ hasText: this.text(`category.${category}`) })
      .first()
      .click();
    await this.composer.waitFor();
    await this.person.click();
  }

  /** The way to a person: above the composer, before the first words and while the assistant answers. */
  get person(): Locator {
    return this.frame.locator('.assistant-bar .person');
  }

  /** From home: asks outright, by the box at the top. */
  async askOutright(words: string): Promise<void> {
    await this.frame.locator('.ask input').fill(words);
    await this.button('ask.send').click();
    await this.composer.waitFor();
  }

  /** What the assistant said; `words` narrows it down. */
  assistant(words: string | RegExp = ''): Locator {
    return this.frame.locator('.message.assistant').filter({ hasText: words });
  }

  /** The taps below the answer that is open. */
  get judgement(): Locator {
    return this.frame.locator('.judgement');
  }

  /** Writes and sends; does not wait for the server. */
  async write(words: string): Promise<void> {
    await this.composer.fill(words);
    await this.composer.press('Enter');
  }

  /** Waits until the newest own message has come so far. */
  async reached(reach: 'sent' | 'delivered' | 'read'): Promise<void> {
    await this.frame.locator(`.reach-${reach}`).last().waitFor();
  }

  /** Waits until the server has stored all that was written. */
  async allSent(): Promise<void> {
    await this.frame
      .locator('.message.own .reach-sent, .message.own .reach-delivered, .message.own .reach-read')
      .last()
      .waitFor();
  }

  async attach(
    files: readonly { name: string; mimeType: string; buffer: Buffer }[],
  ): Promise<void> {
    await this.frame
      .locator('input[type=file]')
      .first()
      .setInputFiles([...files]);
  }

  /** Opens the first card of home. */
  async openFirst(): Promise<void> {
    await this.frame.locator('button.card').first().click();
    await this.frame.locator('.list').waitFor();
  }

  /** Ends the chat by the menu, as a customer does. */
  async endChat(): Promise<void> {
    await this.button('menu.title').click();
    await this.frame.getByRole('button', { name: this.text('menu.end'), exact: true }).click();
    await this.button('menu.end_confirm').click();
  }
}
