/** Secrets do not leave the page; and where the page cannot see to that, they are destroyed at the server's door. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { generateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Page } from 'playwright-core';
import { Messenger } from './harness/messenger.ts';
import { findTraces } from './harness/traces.ts';
import { journey } from './harness/world.ts';

const WINDOW_WORDS = 4;

/** Every stretch of four words: also a part of a phrase must not be found. */
const stretchesOf = (phrase: string): readonly string[] => {
  const words = phrase.split(' ');
  return words
    .slice(0, words.length - WINDOW_WORDS + 1)
    .map((_, at) => words.slice(at, at + WINDOW_WORDS).join(' '));
};

/** Everything that goes out of a page from now on: addresses, bodies, frames of sockets. */
const recordLeaving = (page: Page): readonly string[] => {
  const left: string[] = [];
  page.on('request', (request) => left.push(`${request.url()} ${request.postData() ?? ''}`));
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => left.push(payload.toString())),
  );
  return left;
};

const keptOnDevice = (messenger: Messenger): Promise<string> =>
  messenger.frame
    .locator('body')
    .evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

journey(
  'a seed phrase that is typed never leaves the page; without it the rest does',
  async (world) => {
    const phrase = generateMnemonic(wordlist, 128);
    const stretches = stretchesOf(phrase);
    const canary = `canary-${randomBytes(6).toString('hex')}`;
    const [desk, messenger] = await Promise.all([
      world.desk('ana'),
      world.messenger(world.user(({ locale }) => locale === 'en')),
    ]);
    await desk.onDuty();
    const left = recordLeaving(messenger.page);
    const nothingLeft = async (): Promise<void> => {
      const seen = [...left, await keptOnDevice(messenger)].join('\n');
      assert.deepEqual(
        stretches.filter(
          (stretch) => seen.includes(stretch) || seen.includes(encodeURIComponent(stretch)),
        ),
        [],
      );
    };
    // The box of the first screen looks for articles while one types.
    await messenger.frame.locator('.ask input').fill(phrase);
    await messenger.frame.getByText(messenger.text('secret.never')).first().waitFor();
    await messenger.frame.locator('.ask input').fill('');

    await messenger.beginEmpty('withdrawal');
    await messenger.composer.pressSequentially(`Is this right? ${canary} ${phrase}`);
    const panel = messenger.frame.locator('.guard');
    await panel.getByText(messenger.text('guard.never')).waitFor();
    await messenger.composer.press('Enter');
    await messenger.frame.locator('.send').click();
    await setTimeout(700);
    assert.equal(await messenger.frame.locator('.message').count(), 0, 'nothing was sent');
    await nothingLeft();

    await messenger.button('guard.remove').click();
    await panel.getByText(messenger.text('guard.advice.phrase')).waitFor();
    const draft = await messenger.composer.inputValue();
    assert.equal(draft, `Is this right? ${canary} ⟦secret:seed_phrase⟧`);
    await messenger.composer.press('Enter');
    await messenger.allSent();
    await messenger.frame.locator('.secret-chip').waitFor();
    await desk.accept();
    const removed = desk.text('secret.removed', { kind: desk.text('secret.seed_phrase') });
    await desk.message(canary).getByText(removed).waitFor();
    assert.ok(
      left.some((each) => each.includes(canary)),
      'what leaves is recorded',
    );
    await nothingLeft();
  },
);

journey(
  '64 digits are asked about: a transaction is sent as it is, a key is taken out',
  async (world) => {
    const messenger = await world.messenger(world.user(({ locale }) => locale === 'ja'));
    const left = recordLeaving(messenger.page);
    const [transaction, key] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
    await messenger.beginEmpty('deposit');
    await messenger.composer.fill(transaction);
    await messenger.frame.locator('.guard').getByText(messenger.text('guard.ask')).waitFor();
    await messenger.composer.press('Enter');
    assert.equal(await messenger.frame.locator('.message').count(), 0);
    await messenger.button('guard.is_transaction').click();
    assert.equal(await messenger.composer.inputValue(), `txid ${transaction}`);
    await messenger.composer.press('Enter');
    await messenger.allSent();
    assert.ok(left.some((each) => each.includes(transaction)));

    await messenger.composer.fill(`0x${key}`);
    await messenger.button('guard.is_key').click();
    await messenger.frame.locator('.guard').getByText(messenger.text('guard.advice.key')).waitFor();
    assert.equal(await messenger.composer.inputValue(), '⟦secret:private_key⟧');
    await messenger.composer.press('Enter');
    await messenger.frame.locator('.secret-chip').waitFor();
    assert.ok(!left.some((each) => each.includes(key)));
  },
);

journey('where the guard cannot be fetched, the server destroys a seed phrase', async (world) => {
  const phrase = generateMnemonic(wordlist, 128);
  const stretches = stretchesOf(phrase);
  const canary = `canary-${randomBytes(6).toString('hex')}`;
  const [desk, messenger] = await Promise.all([
    world.desk('ana'),
    world.messenger(world.user(({ locale }) => locale === 'en')),
  ]);
  await desk.onDuty();
  const frames: string[] = [];
  desk.page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => frames.push(payload.toString())),
  );
  const answers: string[] = [];
  desk.page.on('response', (response) => {
    if (!response.url().includes('/api/')) return;
    // Answers that are cut off by the end of the journey hold nothing more.
    void response.text().then(
      (text) => answers.push(text),
      () => undefined,
    );
  });
  await desk.page.reload();
  await desk.live();

  await messenger.page.route('**/assets/loaded-*.js', (route) => route.abort());
  await messenger.begin('withdrawal', `I wrote it down (${canary}): ${phrase}. Is it right?`);
  await messenger.frame
    .getByRole('alert')
    .filter({ hasText: messenger.text('secret.notice') })
    .waitFor();
  await messenger.frame
    .locator('.secret-notice')
    .getByText(messenger.text('guard.advice.phrase'))
    .waitFor();
  await messenger.frame.locator('.secret-chip').waitFor();
  assert.ok(!(await messenger.frame.locator('body').textContent())?.includes(stretches[0] ?? ''));

  await desk.accept();
  await desk.message(canary).waitFor();
  const removed = desk.text('secret.removed', { kind: desk.text('secret.seed_phrase') });
  await desk.message(canary).getByText(removed).waitFor();
  const seen = [await desk.page.content(), ...frames, ...answers].join('\n');
  assert.ok(seen.includes(canary), 'the rest of the message is seen');
  assert.deepEqual(
    stretches.filter((stretch) => seen.includes(stretch)),
    [],
  );

  const traces = await findTraces(world.server, stretches);
  assert.deepEqual(traces.found, []);
  assert.ok(traces.tables > 20 && traces.files > 20, 'the search looked at something');
  const control = await findTraces(world.server, ['mei@norvik.example']);
  assert.ok(control.found.length > 0, 'the search finds what is there');
});

journey(
  'digits that were sent unasked are asked about afterwards, and a key is destroyed',
  async (world) => {
    const messenger = await world.messenger(world.user(({ locale }) => locale === 'en'));
    const key = randomBytes(32).toString('hex');
    await messenger.page.route('**/assets/loaded-*.js', (route) => route.abort());
    await messenger.begin('withdrawal', key);
    await messenger.allSent();
    await messenger.page.unroute('**/assets/loaded-*.js');
    await messenger.page.reload();
    const again = new Messenger(messenger.page, 'en');
    await again.ready();
    await again.openFirst();
    await again.frame.locator('.guard').getByText(again.text('guard.ask_late')).waitFor();
    await again.button('guard.is_key').click();
    await again.frame.locator('.guard').getByText(again.text('guard.advice.key')).waitFor();
    await again.frame.getByText(again.text('message.deleted')).waitFor();
    assert.ok(!(await again.frame.locator('body').textContent())?.includes(key.slice(0, 6)));
  },
);

journey(
  'Send waits for a slow guard; a phrase in parts is stopped before it is whole',
  async (world) => {
    const phrase =
      'velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit';
    const words = phrase.split(' ');
    const messenger = await world.messenger(world.user(({ locale }) => locale === 'fr'));
    const left = recordLeaving(messenger.page);
    await messenger.page.route('**/assets/loaded-*.js', async (route) => {
      await setTimeout(2_500);
      await route.continue();
    });
    await messenger.begin('security', `Aidez-moi : ${phrase}`);
    await messenger.frame.getByText(messenger.text('guard.checking')).waitFor();
    await messenger.frame.locator('.guard').getByText(messenger.text('guard.never')).waitFor();
    assert.equal(await messenger.frame.locator('.message').count(), 0);

    for (const part of [words.slice(0, 5), words.slice(5, 9)]) {
      await messenger.write(part.join(' '));
      await messenger.message(part.join(' ')).waitFor();
    }
    await messenger.allSent();
    await messenger.composer.fill(words.slice(9).join(' '));
    await messenger.frame.locator('.guard').getByText(messenger.text('guard.never')).waitFor();
    await messenger.composer.press('Enter');
    await setTimeout(300);
    assert.ok(!left.some((each) => each.includes(words.slice(9).join(' '))));
  },
);
