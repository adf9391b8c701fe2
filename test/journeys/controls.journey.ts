/** Every enabled control of every screen does something that can be seen, heard by the server, or is named here. */
import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { type Furniture, furnish, refurnish, unblockAll } from './harness/furniture.ts';
import { customerTour, deskTour, type Screen } from './harness/screens.ts';
import { journey, type World } from './harness/world.ts';

const LIMIT_MS = 240_000;
const LOCALE = 'en';
/** A screen that is not there by then lacks something that an earlier control took away. */
const STEP_LIMIT_MS = 4_000;
const ANEW_LIMIT_MS = 15_000;
/** How long a control may take to show what it does. */
const EFFECT_WITHIN_MS = 1_500;

/** Controls that are not activated here, each with the reason and where it is activated instead. */
const EXCEPTIONS: readonly { readonly name: RegExp; readonly why: string }[] = [
  {
    name: /sign[-_]out/,
    why: 'ends the session of the tour; the sign-in journey does it',
  },
];

/** Marks every control that a person could use now, and gives a name to each. */
const markControls = (document: Page | Frame): Promise<readonly string[]> =>
  document.evaluate(() => {
    const top = [
      ...window.document.querySelectorAll(
        'dialog[open], [role=dialog], [role=menu], [data-testid=palette]',
      ),
    ].at(-1);
    const scope = top ?? window.document;
    const all = scope.querySelectorAll<HTMLElement>(
      'button, a[href], input, select, textarea, summary, [role=button], [role=option], [role=menuitem], [role=menuitemradio], [role=tab], [role=switch], [role=separator][tabindex]',
    );
    const names: string[] = [];
    for (const element of window.document.querySelectorAll('[data-control]'))
      element.removeAttribute('data-control');
    for (const element of all) {
      const disabled = element.matches(':disabled, [aria-disabled=true], [type=hidden], [hidden]');
      if (disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      // Names that stay the same while counts, times and last lines change.
      const id = element.dataset.testid;
      const words =
        element.getAttribute('aria-label') ?? element.getAttribute('name') ?? element.textContent;
      // Of a menu's choices the first and the last are tried: the others are like the first.
      if (element.getAttribute('role') === 'menuitemradio') {
        const choices = [...(element.parentElement?.children ?? [])];
        const at = choices.indexOf(element);
        if (at > 0 && at < choices.length - 1) continue;
      }
      const row = element.closest('li, tr');
      const name =
        row !== null && row.parentElement !== null && row.parentElement.childElementCount > 2
          ? `row of ${location.pathname.split('/').slice(0, 3).join('/')} ${[...row.querySelectorAll('button, a, input, select')].indexOf(element)}`
          : id !== undefined
            ? `[data-testid=${id}]`
            : element.classList.contains('card')
              ? 'card'
              : element.classList.contains('hit')
                ? 'hit'
                : `${element.tagName.toLowerCase()} ${words?.trim().replaceAll(/\d+/g, '0').slice(0, 30)}`;
      const nth = names.filter((one) => one === name || one.startsWith(`${name} #`)).length;
      const unique = nth === 0 ? name : `${name} #${nth + 1}`;
      element.setAttribute('data-control', unique);
      names.push(unique);
    }
    return names;
  });

interface Watch {
  readonly seen: () => Promise<boolean>;
  readonly stop: () => void;
}

/** What counts as an effect: the document, its focus, its values, the address, a request, a window, a download, a file picker. */
const watchEffects = async (page: Page, document: Page | Frame): Promise<Watch> => {
  let heard = false;
  const hear = (): void => {
    heard = true;
  };
  const events = [
    'request',
    'popup',
    'download',
    'dialog',
    'filechooser',
    'framenavigated',
  ] as const;
  for (const event of events) page.on(event as 'request', hear);
  await document.evaluate(() => {
    const state = window as unknown as { __effects: number; __watch?: MutationObserver };
    state.__effects = 0;
    const note = (): void => {
      state.__effects += 1;
    };
    state.__watch?.disconnect();
    // Clocks that tick by themselves are nobody's doing.
    state.__watch = new MutationObserver((records) => {
      if (
        records.some(
          ({ target }) =>
            !(target instanceof Element ? target : target.parentElement)?.closest(
              'time, .tabular-nums',
            ),
        )
      )
        note();
    });
    state.__watch.observe(window.document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
      attributeFilter: [
        'aria-expanded',
        'aria-selected',
        'aria-pressed',
        'aria-checked',
        'aria-current',
        'data-theme',
        'class',
        'style',
        'open',
        'href',
        'value',
        'disabled',
        'lang',
        'dir',
        'data-tab',
        'hidden',
        'aria-label',
        'title',
        'd',
      ],
    });
    for (const event of ['input', 'change', 'copy'] as const)
      window.document.addEventListener(event, note, { once: true });
  });
  const focusBefore = await focusOf(document);
  const urlBefore = page.url();
  const scrollBefore = await scrollOf(page);
  return {
    seen: async () =>
      heard ||
      page.url() !== urlBefore ||
      (await scrollOf(page)) !== scrollBefore ||
      (await document.evaluate(() => (window as unknown as { __effects: number }).__effects > 0)) ||
      (await focusOf(document)) !== focusBefore,
    stop: () => {
      for (const event of events) page.off(event as 'request', hear);
    },
  };
};

const focusOf = (document: Page | Frame): Promise<string> =>
  document.evaluate(() => window.document.activeElement?.getAttribute('data-control') ?? '');
const scrollOf = (page: Page): Promise<number> => page.evaluate(() => window.scrollY);

/** Uses a control as a person would: types into fields, picks another line of a select, else presses it. */
const activate = async (page: Page, document: Page | Frame, name: string): Promise<void> => {
  const control = document.locator(`[data-control=${JSON.stringify(name)}]`);
  const kind = await control.evaluate((element) => {
    if (element instanceof HTMLSelectElement) return 'select';
    if (element instanceof HTMLTextAreaElement) return 'text';
    if (
      element instanceof HTMLInputElement &&
      !['checkbox', 'radio', 'file', 'button', 'submit'].includes(element.type)
    )
      return element.type === 'datetime-local' ? 'moment' : 'text';
    if (element instanceof HTMLInputElement && element.type === 'radio' && element.checked)
      return 'chosen';
    return element.getAttribute('role') === 'separator' ? 'splitter' : 'press';
  });
  if (kind === 'select') {
    const other = await control.evaluate((element) => {
      const select = element as HTMLSelectElement;
      return [...select.options].find(({ value, disabled }) => value !== select.value && !disabled)
        ?.value;
    });
    await control.selectOption(other ?? null);
  } else if (kind === 'text') await control.pressSequentially('a');
  else if (kind === 'moment') await control.fill('2099-01-01T10:00');
  else if (kind === 'splitter') {
    await control.focus();
    await page.keyboard.press('ArrowRight');
  } else if (kind === 'chosen') {
    // The chosen one of several: the others show that they work.
    await control.focus();
  } else await control.click({ timeout: 1_500 });
};

const isExcepted = (name: string): boolean => EXCEPTIONS.some((one) => one.name.test(name));

/** Whether that control of the screen as it stands does something. */
const works = async ({ page }: Screen, shown: Page | Frame, name: string): Promise<boolean> => {
  const watch = await watchEffects(page, shown);
  try {
    await activate(page, shown, name);
    const deadline = Date.now() + EFFECT_WITHIN_MS;
    while (Date.now() < deadline) {
      // A document that is being replaced is an effect too.
      if (await watch.seen().catch(() => true)) return true;
      await page.waitForTimeout(20);
    }
    return false;
  } finally {
    watch.stop();
    for (const popup of page.context().pages()) {
      if (popup !== page && (await popup.opener()) === page) await popup.close();
    }
  }
};

/** Rows of a list do the same: the first of each kind speaks for all. */
const kindOf = (name: string): string => name.replace(/ #\d+$/, '');

interface Result {
  readonly tried: number;
  readonly dead: readonly string[];
}

/** Whether a person could use that control of the page as it stands now. */
const isReachable = async (page: Page, shown: Page | Frame, name: string): Promise<boolean> => {
  if (shown !== page && !(await page.locator('iframe').isVisible())) return false;
  if (!(await markControls(shown)).includes(name)) return false;
  return shown.evaluate((wanted) => {
    const control = window.document.querySelector(`[data-control=${CSS.escape(wanted)}]`);
    if (control === null) return false;
    control.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = control.getBoundingClientRect();
    const hit = window.document.elementFromPoint(x + width / 2, y + height / 2);
    return hit !== null && (control.contains(hit) || hit.contains(control));
  }, name);
};

interface Stage {
  readonly putUp: (screen: Screen) => Promise<void>;
  /** The same after everything that was solved, ended or given back has been put there again. */
  readonly putUpAnew: (screen: Screen) => Promise<void>;
}

/**
 * Activates every kind of control that no screen before this one had. What one control did may stand in the way of
 * the next: then the screen is put up anew.
 */
const tryScreen = async (screen: Screen, known: Set<string>, stage: Stage): Promise<Result> => {
  await stage.putUp(screen);
  const names = await markControls(await screen.document());
  const dead: string[] = [];
  let tried = 0;
  for (const name of names) {
    if (known.has(kindOf(name)) || isExcepted(name)) continue;
    known.add(kindOf(name));
    tried += 1;
    const worked = async (): Promise<boolean> => {
      const shown = await screen.document();
      return (await isReachable(screen.page, shown, name)) && (await works(screen, shown, name));
    };
    if (await worked().catch(() => false)) continue;
    await stage.putUp(screen);
    if (await worked().catch(() => false)) continue;
    await stage.putUpAnew(screen);
    if (!(await worked().catch(() => false))) dead.push(`${screen.name}: ${name}`);
  }
  return { tried, dead };
};

const tryAll = async (
  world: World,
  screensOf: (furniture: Furniture) => Promise<readonly Screen[]>,
  least: number,
): Promise<void> => {
  const furniture = await furnish(world, LOCALE);
  const putUpAnew = async (screen: Screen): Promise<void> => {
    await refurnish(world, LOCALE, furniture);
    // Language, theme and drafts that were changed on this device.
    for (const frame of screen.page.frames()) {
      await frame.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
    }
    await screen.page.reload();
    screen.page.setDefaultTimeout(ANEW_LIMIT_MS);
    await screen.open();
    screen.page.setDefaultTimeout(STEP_LIMIT_MS);
  };
  const putUp = async (screen: Screen): Promise<void> => {
    screen.page.setDefaultTimeout(STEP_LIMIT_MS);
    await screen.open().catch(() => putUpAnew(screen));
  };
  try {
    const dead: string[] = [];
    const known = new Set<string>();
    let tried = 0;
    for (const screen of await screensOf(furniture)) {
      const result = await tryScreen(screen, known, { putUp, putUpAnew });
      dead.push(...result.dead);
      tried += result.tried;
    }
    console.log(`${tried} controls tried`);
    assert.deepEqual(dead, [], 'controls that do nothing');
    assert.ok(tried >= least, `only ${tried} controls were found`);
  } finally {
    await unblockAll(world);
  }
};

journey(
  'every enabled control of the customer’s screens does something',
  (world) => tryAll(world, () => customerTour(world, { locale: LOCALE }), 30),
  LIMIT_MS,
);

journey(
  'every enabled control of the desk does something',
  (world) => tryAll(world, (furniture) => deskTour(world, furniture, { locale: LOCALE }), 90),
  LIMIT_MS,
);
