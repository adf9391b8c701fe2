/** The exchange inside the conversation: asked about a deposit and an order, the assistant looks, and the card moves. */
import assert from 'node:assert/strict';
import type { Messenger } from './harness/messenger.ts';
import { playScene } from './harness/play-scene.ts';
import { until } from './harness/until.ts';
import { journey, type World } from './harness/world.ts';

/** Two blocks of the demo's Bitcoin, and then the exchange's own look at them. */
const CREDITED_WITHIN_MS = 75_000;

/** The nodes come up in the background: until then a scene has no chain to happen on. */
const played = async (
  world: World,
  scene: string,
  asked: { readonly user: string; readonly [more: string]: unknown },
): Promise<Readonly<Record<string, unknown>>> => {
  let ids: Readonly<Record<string, unknown>> | undefined;
  await until(async () => {
    ids = await playScene(world.server, scene, asked).catch(() => undefined);
    return ids !== undefined;
  }, `the scene ${scene}`);
  if (ids === undefined) throw new Error('it was not played');
  return ids;
};

const asks = async (messenger: Messenger, words: string): Promise<void> => {
  await messenger.askOutright(words);
  await messenger.button('self.consent_yes').click();
};

journey(
  'a deposit goes from pending to credited, and the card moves by itself',
  async (world) => {
    const user = world.user(({ locale }) => locale === 'en');
    const amount = '0.0317';
    const { txid } = await played(world, 'late-deposit', { user: user.id, asset: 'BTC', amount });
    const messenger = await world.messenger(user);
    await asks(messenger, `Where is my deposit? The transaction is ${String(txid)}`);
    const card = messenger.frame.locator('.xcard').filter({ hasText: amount });
    await card.waitFor();
    await messenger.assistant(`${amount} BTC`).first().waitFor();
    assert.match((await card.textContent()) ?? '', /[01] of 2/);

    // Nothing is touched from here on.
    const credited = messenger.assistant(/was credited on/);
    await credited.waitFor({ timeout: CREDITED_WITHIN_MS });
    assert.equal(await messenger.frame.locator('.xcard').count(), 1, 'the same card');
    assert.doesNotMatch((await card.textContent()) ?? '', /of 2/);
    await messenger.judgement.waitFor();
    assert.equal(await credited.count(), 1, 'told once');
  },
  120_000,
);

journey('an order that is not filled is explained by the market', async (world) => {
  const user = world.user(({ locale }) => locale === 'fr');
  await played(world, 'far-order', { user: user.id, pair: 'ETH-EUR', side: 'sell', amount: '0.9' });
  const messenger = await world.messenger(user);
  await asks(messenger, 'pourquoi mon ordre de vente de 0.9 ETH n’est pas exécuté ?');
  const card = messenger.frame.locator('.xcard').filter({ hasText: 'ETH-EUR' });
  await card.waitFor();
  await messenger.assistant(/du marché, qui est à/).waitFor();
  await messenger
    .assistant(/0\.9 ETH/)
    .first()
    .waitFor();
});
