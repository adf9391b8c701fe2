import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { DemoServer } from './demo-server.ts';
import type { Staff } from './people.ts';
import { say } from './texts.ts';

/** The desk of one member of staff. */
export class Desk {
  readonly page: Page;
  readonly staff: Staff;
  readonly #locale: Locale;

  private constructor(page: Page, staff: Staff, locale: Locale) {
    this.page = page;
    this.staff = staff;
    this.#locale = locale;
  }

  /** Opens the desk of somebody who is signed in already, with a live line. */
  static async open(
    context: BrowserContext,
    server: DemoServer,
    staff: Staff,
    options: { readonly locale: Locale; readonly path?: string },
  ): Promise<Desk> {
    await context.addCookies(
      staff.cookies.map(({ name, value }) => ({
        name,
        value: encodeURIComponent(value),
        url: server.origin,
      })),
    );
    const page = await context.newPage();
    await page.goto(`${server.origin}/desk${options.path ?? '/inbox/mine'}`);
    const desk = new Desk(page, staff, options.locale);
    await desk.live();
    return desk;
  }

  text(key: string, values?: Readonly<Record<string, string | number>>): string {
    return say('desk', this.#locale, key, values);
  }

  id(name: string): Locator {
    return this.page.getByTestId(name);
  }

  async live(): Promise<void> {
    await this.page
      .locator('[data-testid=connection][data-live=true], [data-testid=nav-more]')
      .first()
      .waitFor();
  }

  async onDuty(): Promise<void> {
    await this.staff.setStatus('available');
  }

  get offer(): Locator {
    return this.id('accept-offer');
  }

  async accept(): Promise<void> {
    await this.offer.click();
    await this.id('composer-text').waitFor();
  }

  row(conversationId: string): Locator {
    return this.page.locator(
      `[data-testid=conversation-row][data-conversation-id="${conversationId}"]`,
    );
  }

  message(words: string): Locator {
    return this.page
      .locator('[data-testid=message], [data-testid=note]')
      .filter({ hasText: words });
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(new URL(`/desk${path}`, this.page.url()).href);
    await this.live();
  }

  async open(conversationId: string, view = 'all'): Promise<void> {
    await this.goTo(`/inbox/${view}/${conversationId}`);
    await this.id('composer-text').waitFor();
  }

  async reply(words: string): Promise<void> {
    await this.id('tab-reply').click();
    await this.id('composer-text').fill(words);
    await this.id('send').click();
  }

  async attach(
    files: readonly { name: string; mimeType: string; buffer: Buffer }[],
  ): Promise<void> {
    await this.id('file-input').setInputFiles([...files]);
  }

  /** Ids of the conversations in one of this person's views, as the server knows them. */
  async rowsOf(view: string): Promise<readonly string[]> {
    return (await this.staff.rows(view)).map(({ conversation }) => conversation.id);
  }

  /** Picks a line of the menu that is open. */
  async pick(name: string | RegExp): Promise<void> {
    await this.page.getByRole('menuitemradio', { name }).click();
  }
}
