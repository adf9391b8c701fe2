import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { describeConfig } from './describe-config.ts';
import { ConfigProblems, readConfig } from './read-config.ts';

const EVM = {
  name: 'ethereum',
  family: 'evm',
  url: 'https://node.example/v2/hidden-key',
  chainId: 1,
  symbol: 'ETH',
};
const BITCOIN = {
  name: 'bitcoin',
  family: 'bitcoin',
  url: 'http://u:hidden-key@node.example:8332',
};

describe('the setting of the chains', () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'mainstay-chains-'));
  });
  after(() => rmSync(root, { recursive: true }));

  const read = (chains: string) =>
    readConfig({ mode: 'demo', environment: { MAINSTAY_CHAINS: chains }, root, version: '1' });
  const problemsOf = (chains: string): readonly string[] => {
    try {
      read(chains);
    } catch (error) {
      if (error instanceof ConfigProblems) return error.sentences;
      throw error;
    }
    return [];
  };

  test('a list, or a file with one, with what is usual filled in', () => {
    const { chains } = read(JSON.stringify([EVM, BITCOIN]));
    assert.deepEqual(chains, [
      { ...EVM, decimals: 18, blockSeconds: 12 },
      { ...BITCOIN, network: 'main' },
    ]);
    const file = join(root, 'chains.json');
    writeFileSync(file, JSON.stringify([BITCOIN]));
    assert.equal(read(file).chains.length, 1);
    assert.deepEqual(read('[]').chains, []);
  });

  test('the demo reads the nodes that its exchange starts', () => {
    const { chains } = readConfig({ mode: 'demo', environment: {}, root, version: '1' });
    assert.deepEqual(
      chains.map(({ name, family }) => [name, family]),
      [
        ['ethereum', 'evm'],
        ['bitcoin', 'bitcoin'],
      ],
    );
  });

  test('what is wrong is one sentence, without the keys in the addresses', () => {
    const wrong: readonly unknown[] = [
      [EVM, EVM],
      [{ ...EVM, url: 'node.example' }],
      [{ ...EVM, chainId: 'one' }],
      [{ ...EVM, name: 'Ethereum Mainnet' }],
      [{ ...BITCOIN, network: 'moon' }],
      [{ ...BITCOIN, extra: 1 }],
      { chains: [EVM] },
    ];
    for (const value of wrong) {
      const sentences = problemsOf(JSON.stringify(value));
      assert.equal(sentences.length, 1, JSON.stringify(value));
      assert.match(sentences[0] ?? '', /^MAINSTAY_CHAINS must be/);
      assert.equal(sentences[0]?.includes('hidden-key'), false);
    }
    assert.equal(problemsOf('/no/such/file').length, 1);
    const shown = describeConfig({ MAINSTAY_CHAINS: JSON.stringify([EVM]) });
    assert.equal(shown.MAINSTAY_CHAINS, '[set]');
  });
});
