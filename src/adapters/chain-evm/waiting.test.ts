import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type EvmWorld, evmWorld } from '../../../test/chain-world.ts';
import type { TransactionStatus } from '../../ports/chain.ts';

const statusIn = async ({ chain }: EvmWorld, txid: string): Promise<TransactionStatus> => {
  const found = await chain.findTransaction(txid);
  if (!found.ok) throw new Error(found.failure.code);
  return found.value.status;
};

describe('transactions that wait at an EVM node', () => {
  let world: EvmWorld;
  before(async () => {
    world = await evmWorld();
  });
  after(() => world?.close());

  const sendFrom = (from: string, nonce: number): Promise<string> =>
    world.node.rpc('eth_sendTransaction', [
      { from, to: from, value: '0x1', nonce: `0x${nonce.toString(16)}`, gas: '0x5208' },
    ]);

  test('one after another of its sender is expected, one behind a missing one is not', async () => {
    const sender = world.node.accounts[3] ?? '';
    const third = await sendFrom(sender, 2);
    const stuck = await statusIn(world, third);
    assert.deepEqual(stuck, {
      ...{ kind: 'mempool', blocksToEnter: { from: 1, to: null }, behindMissing: true },
    });
    await sendFrom(sender, 0);
    const second = await sendFrom(sender, 1);
    for (const txid of [second, third]) {
      const waiting = await statusIn(world, txid);
      assert.equal(waiting.kind === 'mempool' && waiting.behindMissing, false);
      assert.notEqual(waiting.kind === 'mempool' && waiting.blocksToEnter.to, null);
    }
    await world.mine();
    assert.equal((await statusIn(world, third)).kind, 'in_block');
  });

  test('one behind a missing one can be dropped', async () => {
    const txid = await sendFrom(world.node.accounts[4] ?? '', 1);
    await world.drop(txid);
    assert.equal((await statusIn(world, txid)).kind, 'unknown');
  });

  test('coins given by decree do not go with a block that is taken back', async () => {
    const { node } = world;
    const poor = '0x00000000000000000000000000000000000000aa';
    await node.rpc('anvil_impersonateAccount', [poor]);
    await node.rpc('anvil_setBalance', [poor, '0x8ac7230489e80000']);
    await sendFrom(poor, 0);
    await world.mine(2);
    await world.reorganise(2, false);
    assert.ok(BigInt(await node.rpc<string>('eth_getBalance', [poor, 'latest'])) > 0n);
  });
});
