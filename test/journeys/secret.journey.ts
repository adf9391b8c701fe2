/** A seed phrase and a private key are destroyed at the door: nothing that is kept anywhere holds them. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { generateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
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

journey('a seed phrase never reaches the database, the log or the agent', async (world) => {
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

  await messenger.begin('withdrawal', `I wrote it down (${canary}): ${phrase}. Is it right?`);
  await messenger.frame
    .getByRole('alert')
    .filter({ hasText: messenger.text('secret.notice') })
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
