import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LOCALES } from '../../core/vocabulary.ts';
import { createUnderstanding, type TrainableUnderstanding } from './create-understanding.ts';

const CONTENT = join(import.meta.dirname, '..', '..', '..', 'content');

describe('the understanding', () => {
  let folder: string;
  let understanding: TrainableUnderstanding;
  const open = (phrasesFolder = join(CONTENT, 'phrases')) =>
    createUnderstanding({
      phrasesFolder,
      rulesFolder: join(CONTENT, 'understanding'),
      cacheFolder: folder,
      examples: async () => [],
    });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'understanding-'));
    understanding = open();
    await understanding.ready();
  });
  after(async () => {
    await understanding.close();
    await rm(folder, { recursive: true });
  });

  it('sees an emergency in a language other than the hint', async () => {
    const found = await understanding.understand(
      '누가 제 계정에 들어와서 코인을 전부 출금했어요 제가 한 게 아니에요',
      'en',
    );
    assert.equal(found.locale, 'ko');
    assert.notEqual(found.emergency, null);
    assert.equal(found.urgency, 'urgent');
  });

  it('sees none in a question on how something works', async () => {
    const found = await understanding.understand('what are the fees for a limit order?', 'en');
    assert.equal(found.emergency, null);
    assert.equal(found.categories[0]?.category, 'fees');
    assert.equal(found.categories.length, 3);
  });

  it('hears the wish for a person, and thanks', async () => {
    assert.equal(
      (await understanding.understand('let me talk to a human please', 'en')).manner,
      'person',
    );
    assert.equal((await understanding.understand('Спасибо большое!', 'ru')).manner, 'thanks');
  });

  it('answers for nothing, emoji, mixed and very long texts', async () => {
    for (const text of [
      '',
      '🚀🚀🚀',
      '提现 failed вывод سحب',
      'where is my deposit '.repeat(1_000),
    ]) {
      const found = await understanding.understand(text, 'fr');
      assert.ok(found.emergencyScore >= 0 && found.emergencyScore <= 1);
      assert.ok(LOCALES.includes(found.locale));
    }
  });

  it('keeps models for the next start, and trains again when a file is damaged', async () => {
    const names = (await readdir(folder)).sort();
    assert.equal(names.length, LOCALES.length);
    const damaged = join(folder, names[0] ?? '');
    await writeFile(damaged, 'half a file');
    const again = open();
    await again.ready();
    assert.equal((await again.understand('hola', 'es')).locale, 'es');
    await again.close();
    assert.deepEqual((await readdir(folder)).sort(), names);
    assert.ok((await stat(damaged)).size > 100_000);
  });

  it('tells why when the phrases cannot be read', async () => {
    const broken = open(join(folder, 'nowhere'));
    const asked = broken.understand('hello', 'en');
    await assert.rejects(asked, /ENOENT/);
    await assert.rejects(broken.ready(), /ENOENT/);
    await assert.rejects(broken.understand('hello again', 'en'), /ENOENT/);
    await broken.close();
  });

  it('refuses after it was closed', async () => {
    const closed = open();
    const unanswered = closed.understand('hello', 'en');
    await closed.close();
    await assert.rejects(unanswered);
    await assert.rejects(closed.understand('hello', 'en'), /closed/);
  });
});
