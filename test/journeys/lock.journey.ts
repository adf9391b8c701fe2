/** Lock first, talk after: from the customer's chair, signed in and signed out, to the frozen account at the exchange. */
import assert from 'node:assert/strict';
import type { DeskConversationRow } from '../../src/contract/conversation.ts';
import { isActive } from '../../src/core/conversation/transitions.ts';
import { PHONE } from './harness/devices.ts';
import { isFrozen, recoveryCodeOf, unlock } from './harness/exchange-account.ts';
import type { Messenger } from './harness/messenger.ts';
import { playScene } from './harness/play-scene.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

const HOLD_MS = 1_900;

const openSheet = async (messenger: Messenger): Promise<void> => {
  await messenger.button('home.lock').click();
  await messenger.frame.getByRole('dialog').waitFor();
};

const holdOf = (messenger: Messenger) =>
  messenger.frame.getByRole('button', { name: messenger.text('lock.hold'), exact: true });

/** The urgent case about the lock: no earlier journey has left one that is anybody's work. */
const findCase = async (world: World): Promise<DeskConversationRow> => {
  const lead = await world.staff('ingrid');
  let found: DeskConversationRow | undefined;
  await until(async () => {
    found = (await lead.rows()).find(
      ({ conversation: { priority, category, status } }) =>
        priority === 'urgent' && category === 'security' && isActive(status),
    );
    return found !== undefined;
  }, 'an urgent case in the security lane');
  if (found === undefined) throw new Error('there is none');
  return found;
};

journey(
  'one held press freezes the account at the exchange, and the case goes first',
  async (world) => {
    const user = world.user(({ locale }) => locale === 'es');
    // The thief's coins wait in review once the chain's node is up.
    await until(async () => {
      const played = await playScene<{ readonly withdrawalId: string | null }>(
        world.server,
        'takeover',
        { user: user.id },
      );
      return played.withdrawalId !== null;
    }, 'a withdrawal that nobody but a thief has asked for');
    const messenger = await world.messenger(user);
    await openSheet(messenger);
    const hold = holdOf(messenger);

    // A tap, and another right after it, ask once more and lock nothing.
    await hold.dblclick();
    const again = messenger.frame.getByRole('button', { name: messenger.text('lock.yes') });
    await again.waitFor();
    assert.equal(await isFrozen(world, user.id), false);

    await hold.hover();
    await messenger.page.mouse.down();
    await messenger.page.waitForTimeout(HOLD_MS);
    await messenger.page.mouse.up();
    await messenger.frame.getByText(messenger.text('lock.done'), { exact: true }).waitFor();
    assert.equal(await isFrozen(world, user.id), true);
    const stopped = messenger.frame
      .locator('.counts > div')
      .filter({ hasText: messenger.text('lock.count.withdrawals') })
      .locator('dd');
    assert.equal(await stopped.textContent(), '1', 'the thief’s withdrawal did not leave');

    const { conversation } = await findCase(world);
    await messenger.frame.getByText(conversation.number).first().waitFor();
    await messenger.button('lock.open_case').click();
    await messenger.frame.locator('.queue').waitFor();
    await unlock(world, conversation.id, user.id);
  },
);

journey('a key that is held does what a finger does', async (world) => {
  const user = world.user(({ locale }) => locale === 'ja');
  const messenger = await world.messenger(user);
  await messenger.button('menu.title').click();
  await messenger.frame
    .getByRole('dialog')
    .getByRole('button', { name: messenger.text('home.lock'), exact: true })
    .click();
  await holdOf(messenger).focus();
  await messenger.page.keyboard.down('Space');
  await messenger.page.waitForTimeout(HOLD_MS);
  await messenger.page.keyboard.up('Space');
  await messenger.frame.getByText(messenger.text('lock.done'), { exact: true }).waitFor();
  assert.equal(await isFrozen(world, user.id), true);
  await unlock(world, (await findCase(world)).conversation.id, user.id);
});

journey(
  'signed out, on a phone: the same words to everybody, the truth at the exchange',
  async (world) => {
    const user = world.user(({ locale }) => locale === 'fr');
    const code = await recoveryCodeOf(world, user.id);
    const messenger = await world.messenger(null, PHONE);
    const say = async (identifier: string, proof: string): Promise<void> => {
      await openSheet(messenger);
      const dialog = messenger.frame.getByRole('dialog');
      await dialog.getByLabel(messenger.text('lock.identifier')).fill(identifier);
      await dialog.getByLabel(messenger.text('lock.proof')).fill(proof);
      await dialog.getByRole('button', { name: messenger.text('lock.do'), exact: true }).click();
      await dialog.getByText(messenger.text('lock.accepted'), { exact: true }).waitFor();
      await dialog.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    };
    await say('nobody@mail.example', 'aaaa-bbbb-cccc');
    await say(user.id, 'aaaa-bbbb-cccc');
    assert.equal(await isFrozen(world, user.id), false);
    await say(user.id, code);
    await until(() => isFrozen(world, user.id), 'the account is frozen');
    const kept = await messenger.page
      .frames()
      .at(-1)
      ?.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    assert.equal(kept?.includes(code), false, 'the code is kept nowhere');
    await unlock(world, (await findCase(world)).conversation.id, user.id);
  },
);
