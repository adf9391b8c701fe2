import { launcherOf } from './exchange-page.ts';
import type { Messenger } from './messenger.ts';
import type { Screen } from './screens.ts';

/** From wherever the messenger is, also shut or with a dialog open. */
export const goHome = async (messenger: Messenger): Promise<void> => {
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
export const openLock = async (messenger: Messenger): Promise<void> => {
  await goHome(messenger);
  await messenger.button('home.lock').click();
  await messenger.frame.getByRole('dialog').waitFor();
};

/** What the assistant asks and shows while it looks something up in the account. */
export const selfServiceScreens = (
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
      await frame.locator('.xcard, .xchoice, .txid-field').first().waitFor();
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
