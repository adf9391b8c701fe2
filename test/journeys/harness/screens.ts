import type { BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Steps } from './account-screens.ts';
import type { Desk } from './desk.ts';
import { adminSteps, leadSteps, manageSteps } from './desk-steps.ts';
import { launcherOf, openExchangePage } from './exchange-page.ts';
import { APPELLANT, type Furniture, LAST_LINES } from './furniture.ts';
import type { Messenger } from './messenger.ts';
import { goHome, openLock, selfServiceScreens } from './selfservice-screens.ts';
import type { World } from './world.ts';

/** A screen in a state in which people meet it. `open` leads there from wherever the page is. */
export interface Screen {
  readonly name: string;
  readonly page: Page;
  /** The document that the screen is drawn in. */
  readonly document: () => Promise<Page | Frame>;
  readonly open: () => Promise<void>;
}

export interface TourOptions {
  readonly locale: Locale;
  readonly device?: BrowserContextOptions;
}

const frameOf = async (page: Page): Promise<Frame> => {
  const handle = await page.locator('iframe').elementHandle();
  const frame = await handle?.contentFrame();
  if (!frame) throw new Error('the messenger has no document');
  return frame;
};

const messengerScreens = (messenger: Messenger, title: string): readonly Screen[] => {
  const { page } = messenger;
  const document = () => frameOf(page);
  const card = (words: string) => messenger.frame.locator('button.card', { hasText: words });
  const home = (): Promise<void> => goHome(messenger);
  // By its last line: what was begun since may be of the same category.
  const chat = async (category: keyof typeof LAST_LINES): Promise<void> => {
    await home();
    await card(LAST_LINES[category]).first().click();
    await messenger.frame.locator('.message').first().waitFor();
  };
  const make = (name: string, open: () => Promise<void>): Screen => ({
    name: `messenger ${name}`,
    page,
    document,
    open,
  });
  return [
    make('home', home),
    make('articles found', async () => {
      await home();
      await messenger.frame.locator('.ask input').fill(title);
      await messenger.frame.locator('.hit').first().waitFor();
      await messenger.frame.locator('.ask input').press('ArrowDown');
    }),
    make('article', async () => {
      await home();
      await messenger.frame.locator('.ask input').fill(title);
      await messenger.frame.locator('.hit', { hasText: title }).first().click();
      await messenger.frame.locator('.article-title').waitFor();
    }),
    make('assistant', async () => {
      await home();
      await messenger.askOutright(title);
      await messenger.judgement.waitFor();
    }),
    make('categories', async () => {
      await home();
      await messenger.button('home.new').click();
      await messenger.frame.locator('.categories').waitFor();
    }),
    make('new chat', async () => {
      await home();
      await messenger.beginEmpty('deposit');
    }),
    make('queue', async () => {
      await chat('security');
      await messenger.frame.locator('.queue').waitFor();
    }),
    make('leave', async () => {
      await chat('security');
      await messenger.button('queue.leave').click();
      await messenger.frame.getByRole('dialog').waitFor();
    }),
    make('chat', async () => {
      await chat('withdrawal');
      await messenger.frame.locator('.picture img').waitFor();
    }),
    make('rating', async () => {
      await chat('fees');
      await messenger.frame.locator('label.score').nth(1).click();
      await messenger.frame.locator('.rating .chip').first().waitFor();
    }),
    make('menu', async () => {
      await chat('withdrawal');
      await messenger.button('menu.title').click();
      await messenger.frame.getByRole('dialog').waitFor();
    }),
    ...selfServiceScreens(messenger, make),
  ];
};

/** All screens of the customer's side: the exchange's page, and the messenger in its states. */
export const customerTour = async (
  world: World,
  { locale, device = {} }: TourOptions,
): Promise<readonly Screen[]> => {
  const user = world.user((one) => one.locale === locale);
  const page = await openExchangePage(await world.context(device), world.server, user);
  const visitor = await world.messenger(null, device);
  const blocked = await world.messenger(
    world.user((one) => one.locale === APPELLANT),
    device,
  );
  const still = (name: string, messenger: Messenger): Screen => ({
    name,
    page: messenger.page,
    document: () => frameOf(messenger.page),
    open: () => goHome(messenger),
  });
  // Its own links lead to other screens of the exchange.
  const start = page.url();
  const openExchange = async (): Promise<void> => {
    if (page.url() !== start) await page.goto(start);
    await launcherOf(page).waitFor();
  };
  return [
    { name: 'exchange page', page, document: async () => page, open: openExchange },
    ...messengerScreens(
      await world.messenger(user, device),
      world.titleOf(locale, 'withdrawal-fees-and-minimums'),
    ),
    still('messenger visitor', visitor),
    { ...still('messenger lock signed out', visitor), open: () => openLock(visitor) },
    still('messenger blocked', blocked),
  ];
};

const deskScreens = (desk: Desk, steps: Steps): readonly Screen[] =>
  steps.map(([name, path, then]) => ({
    name: `desk ${name}`,
    page: desk.page,
    document: async () => desk.page,
    open: async () => {
      // What an earlier visit began to write would open lists of its own.
      const field = desk.id('composer-text');
      if ((await field.count()) > 0) await field.fill('');
      await desk.goTo(path());
      await then?.(desk);
    },
  }));

/** All screens of the staff's side: signing in, a supervisor's desk and an admin's. */
export const deskTour = async (
  world: World,
  furniture: Furniture,
  { locale, device = {} }: TourOptions,
): Promise<readonly Screen[]> => {
  const page = await (await world.context({ ...device, locale })).newPage();
  const signIn = async (): Promise<void> => {
    await page.context().clearCookies();
    await page.goto(`${world.server.origin}/desk/`);
    await page.getByTestId('sign-in').waitFor();
  };
  // Two windows of the same person: half of the screens in each, so that they can be looked at side by side.
  const [lead, second, admin] = await Promise.all([
    world.desk('ingrid', { ...device, spoken: locale }),
    world.desk('ingrid', { ...device, spoken: locale }),
    world.desk('admin', { ...device, spoken: locale }),
  ]);
  const steps = leadSteps(furniture);
  const half = Math.ceil(steps.length / 2);
  return [
    { name: 'desk sign-in', page, document: async () => page, open: signIn },
    ...deskScreens(lead, steps.slice(0, half)),
    ...deskScreens(second, steps.slice(half)),
    ...deskScreens(admin, adminSteps),
  ];
};

/** The screens on which an administrator sets up the house. */
export const manageTour = async (
  world: World,
  { locale, device = {} }: TourOptions,
): Promise<readonly Screen[]> => {
  const desk = await world.desk('admin', { ...device, spoken: locale });
  return deskScreens(desk, manageSteps);
};

/** Lets what moves come to rest: a colour on its way to another is not what stays on screen. */
export const settle = (document: Page | Frame): Promise<unknown> =>
  document.evaluate(() =>
    Promise.allSettled(
      window.document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    ),
  );
