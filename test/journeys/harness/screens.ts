import type { BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { accountSteps, type Steps } from './account-screens.ts';
import type { Desk } from './desk.ts';
import { launcherOf, openExchangePage } from './exchange-page.ts';
import { APPELLANT, type Furniture } from './furniture.ts';
import type { Messenger } from './messenger.ts';
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

/** From wherever the messenger is, also shut or with a dialog open. */
const goHome = async (messenger: Messenger): Promise<void> => {
  const { page } = messenger;
  if (!(await page.locator('iframe').isVisible())) await launcherOf(page).click();
  const dialog = messenger.frame.getByRole('dialog');
  if (await dialog.isVisible()) {
    await dialog.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  await messenger.home();
};

/** Opens the sheet with which the account is locked. */
const openLock = async (messenger: Messenger): Promise<void> => {
  await goHome(messenger);
  await messenger.button('home.lock').click();
  await messenger.frame.getByRole('dialog').waitFor();
};

/** What the assistant asks and shows while it looks something up in the account. */
const selfServiceScreens = (
  messenger: Messenger,
  make: (name: string, open: () => Promise<void>) => Screen,
): readonly Screen[] => {
  const { frame } = messenger;
  const begin = async (what: string): Promise<void> => {
    await goHome(messenger);
    await frame.getByRole('button', { name: messenger.text(what), exact: true }).click();
    await frame.locator('.self-taps').waitFor();
  };
  const allow = (): Promise<void> => messenger.button('self.consent_yes').click();
  return [
    make('lock', () => openLock(messenger)),
    make('consent', () => begin('look_up.withdrawal')),
    make('finding', async () => {
      await begin('look_up.deposit');
      await allow();
      await frame.locator('.xcard, .xchoice').first().waitFor();
    }),
    make('step-up', async () => {
      await begin('look_up.security');
      await allow();
      await messenger.button('self.action.reset_two_factor').click();
      await messenger.button('step_up.begin').click();
      await frame.locator('.code-field').waitFor();
    }),
  ];
};

const messengerScreens = (messenger: Messenger, title: string): readonly Screen[] => {
  const { page } = messenger;
  const document = () => frameOf(page);
  const card = (words: string) => messenger.frame.locator('button.card', { hasText: words });
  const home = (): Promise<void> => goHome(messenger);
  const chat = async (category: string): Promise<void> => {
    await home();
    await card(messenger.text(`category.${category}`))
      .first()
      .click();
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
      const asked = messenger.frame
        .locator('button.card')
        .filter({ hasText: messenger.text('status.assistant') });
      if ((await asked.count()) > 0) await asked.first().click();
      else await messenger.askOutright(title);
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
    ...selfServiceScreens(messenger, make),
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
      world.titleOf(locale, 'deposit-not-arrived'),
    ),
    still('messenger visitor', visitor),
    { ...still('messenger lock signed out', visitor), open: () => openLock(visitor) },
    still('messenger blocked', blocked),
  ];
};

const leadSteps = (furniture: Furniture): Steps => {
  const talk = () => `/inbox/all/${furniture.answered}`;
  const dialog = (desk: Desk) => desk.page.getByRole('dialog').waitFor();
  const menu = (desk: Desk) => desk.page.getByRole('menu').waitFor();
  return [
    ['empty view', () => '/inbox/snoozed'],
    ['conversation', talk, (desk) => desk.id('attachment').first().waitFor()],
    [
      'unassigned',
      () => `/inbox/unassigned/${furniture.waiting}`,
      (desk) => desk.id('message').first().waitFor(),
    ],
    ['note', talk, (desk) => desk.id('tab-note').click()],
    [
      'canned list',
      talk,
      async (desk) => {
        await desk.id('open-canned').click();
        await desk.page.locator('#canned-list').waitFor();
      },
    ],
    [
      'transfer',
      talk,
      async (desk) => {
        await desk.id('do-transfer').click();
        await desk.id('transfer-dialog').waitFor();
      },
    ],
    [
      'assign',
      talk,
      async (desk) => {
        await desk.id('do-assign').click();
        await menu(desk);
      },
    ],
    [
      'snooze',
      talk,
      async (desk) => {
        await desk.id('do-snooze').click();
        await menu(desk);
      },
    ],
    [
      'block',
      talk,
      async (desk) => {
        const toggle = desk.id('toggle-context');
        if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
        await desk.id('block').click();
        await dialog(desk);
      },
    ],
    ...accountSteps(talk),
    [
      'palette',
      talk,
      async (desk) => {
        await desk.page.keyboard.press('Control+k');
        await desk.id('palette').waitFor();
      },
    ],
    [
      'help',
      talk,
      async (desk) => {
        await desk.page.locator('body').press('?');
        await dialog(desk);
      },
    ],
    [
      'security lane',
      () => '/security/waiting_on_us',
      (desk) => desk.id('conversation-row').first().waitFor(),
    ],
    ['queue', () => '/queue', (desk) => desk.id('queue-row').first().waitFor()],
    ['appeals', () => '/appeals', (desk) => desk.id('appeal').first().waitFor()],
    [
      'canned responses',
      () => '/canned-responses',
      (desk) => desk.page.locator('tbody tr').first().waitFor(),
    ],
    [
      'canned form',
      () => '/canned-responses',
      async (desk) => {
        await desk.page.getByRole('button', { name: desk.text('canned.new') }).click();
        await dialog(desk);
      },
    ],
    ['settings', () => '/settings', (desk) => desk.page.locator('h1').waitFor()],
  ];
};

const adminSteps: Steps = [
  ['staff', () => '/staff', (desk) => desk.page.locator('tbody tr').first().waitFor()],
  [
    'staff form',
    () => '/staff',
    async (desk) => {
      await desk.page.getByRole('button', { name: desk.text('staff.new') }).click();
      await desk.page.getByRole('dialog').waitFor();
    },
  ],
];

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
