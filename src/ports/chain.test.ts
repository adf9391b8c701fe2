import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  bitcoinWorld,
  type ChainWorld,
  type EvmWorld,
  evmWorld,
  fakeWorld,
} from '../../test/chain-world.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Chain, FoundTransaction, Sighting } from './chain.ts';

const valueIn = async <T>(outcome: Promise<Outcome<T>>): Promise<T> => {
  const result = await outcome;
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.failure));
  return result.value;
};
const find = (
  { chain }: ChainWorld,
  txid: string,
  known: Sighting | null = null,
): Promise<FoundTransaction> => valueIn(chain.findTransaction(txid, known));

const NOBODYS = `0x${'ab'.repeat(32)}`;
const nobodysOf = (chain: Chain): string =>
  chain.family === 'bitcoin' ? NOBODYS.slice(2) : NOBODYS;
const UNITS = 150_000_001n;

/** What every chain does for those who ask, run on the fake and on real nodes. */
const contract = (name: string, open: () => Promise<ChainWorld>): void => {
  describe(`chain port: ${name}`, { concurrency: false }, () => {
    let world: ChainWorld;
    before(async () => {
      world = await open();
    });
    after(() => world?.close());

    test('an id that nobody sent is unknown, and says as of which head', async () => {
      const found = await find(world, nobodysOf(world.chain));
      assert.equal(found.status.kind, 'unknown');
      assert.deepEqual([found.transfers, found.sighting], [[], null]);
      const head = await valueIn(world.chain.readHead());
      assert.equal(found.head.hash, head.hash);
      assert.ok(found.asOf <= head.asOf);
    });

    test('it waits, is confirmed, and the confirmations grow', async () => {
      const { txid, to } = await world.pay(UNITS);
      const waiting = await find(world, txid);
      assert.equal(waiting.status.kind, 'mempool');
      const moved = waiting.transfers.find((transfer) => transfer.to === to);
      assert.equal(moved?.amount, UNITS.toString());
      await world.mine(1);
      const first = await find(world, txid, waiting.sighting);
      assert.ok(first.status.kind === 'in_block');
      assert.equal(first.status.confirmations, 1);
      assert.equal(first.status.hash, first.head.hash);
      assert.equal(first.reorganisedFrom, null);
      assert.equal(first.transfers.find((transfer) => transfer.to === to)?.amount, `${UNITS}`);
      await world.mine(3);
      const later = await find(world, txid, first.sighting);
      assert.ok(later.status.kind === 'in_block');
      assert.equal(later.status.confirmations, 4);
      assert.deepEqual(later.sighting?.block, first.sighting?.block);
    });

    test('a reorganisation takes the confirmations away and says so', async () => {
      const { txid } = await world.pay(UNITS);
      await world.mine(2);
      const before = await find(world, txid);
      await world.reorganise(2, true);
      const after = await find(world, txid, before.sighting);
      assert.equal(after.status.kind, 'mempool');
      assert.deepEqual(after.reorganisedFrom, before.sighting?.block);
      assert.equal(after.sighting?.block, null);
      await world.mine(1);
      const again = await find(world, txid, before.sighting);
      assert.ok(again.status.kind === 'in_block');
      assert.equal(again.status.confirmations, 1);
      assert.deepEqual(again.reorganisedFrom, before.sighting?.block);
    });

    test('what a reorganisation leaves behind for good is dropped, not confirmed', async () => {
      const { txid } = await world.pay(UNITS);
      await world.mine(1);
      const before = await find(world, txid);
      await world.reorganise(1, false);
      const after = await find(world, txid, before.sighting);
      assert.equal(after.status.kind, 'dropped');
      assert.deepEqual(after.reorganisedFrom, before.sighting?.block);
      assert.equal((await find(world, txid)).status.kind, 'unknown');
    });

    test('one that left the pool is dropped, and only where it had been seen', async () => {
      const { txid } = await world.pay(UNITS);
      const before = await find(world, txid);
      await world.drop(txid);
      assert.equal((await find(world, txid, before.sighting)).status.kind, 'dropped');
      assert.equal((await find(world, txid)).status.kind, 'unknown');
    });

    test('one whose place another took is replaced, by that one', async () => {
      const { txid } = await world.pay(UNITS);
      const before = await find(world, txid);
      const other = await world.replace(txid);
      assert.equal((await find(world, txid, before.sighting)).status.kind, 'replaced');
      await world.mine(2);
      const after = await find(world, txid, before.sighting);
      assert.deepEqual(after.status, { kind: 'replaced', by: other });
    });

    test('the pace comes from blocks', async () => {
      const before = await valueIn(world.chain.readPace());
      assert.ok(before.blocks >= 3 && before.meanIntervalMs > 1_000, `${before.meanIntervalMs}`);
      await world.mine(4);
      const pace = await valueIn(world.chain.readPace());
      assert.ok(pace.meanIntervalMs > 0 && pace.deviationMs >= 0);
      assert.equal(pace.congestion, 'low');
      assert.equal(pace.waitingTransactions, 0);
      assert.equal(pace.head.hash, (await valueIn(world.chain.readHead())).hash);
    });

    test('the ledger has the transaction, its block and what was spent', async () => {
      const { txid, to } = await world.pay(UNITS);
      assert.equal(await valueIn(world.chain.ledger.readTransaction(txid)), null);
      await world.mine(2);
      const tx = await valueIn(world.chain.ledger.readTransaction(txid));
      assert.ok(tx);
      assert.equal(await valueIn(world.chain.ledger.readBlockHash(tx.height)), tx.blockHash);
      const paid = [
        ...tx.outputs,
        ...tx.transfers.map(({ to, amount }) => ({ address: to, amount })),
      ];
      assert.equal(paid.find(({ address }) => address === to)?.amount, `${UNITS}`);
      const { height } = await valueIn(world.chain.readHead());
      assert.equal(await valueIn(world.chain.ledger.readBlockHash(height + 1)), null);
      const stretch = await valueIn(
        world.chain.ledger.readStretch({
          from: tx.height - 1,
          to: height + 5,
          addresses: tx.transfers.flatMap(({ from }) => (from === null ? [] : [from])),
          coins: true,
          outputs: tx.inputs.map(({ output }) => output),
        }),
      );
      assert.equal(stretch.through.height, height);
      assert.deepEqual(
        stretch.transactions.filter((one) => one.txid === txid),
        [tx],
      );
    });

    test('nobody there, and another network, are told apart', async () => {
      const codes = await Promise.all(
        [world.unreachable, world.wrong].map(async (chain) => {
          const head = await chain?.readHead();
          return head === undefined || head.ok ? null : head.failure.code;
        }),
      );
      const expected = world.unreachable ? ['chain_unreachable', 'chain_wrong'] : [null, null];
      assert.deepEqual(codes, expected);
    });
  });
};

contract('the fake', fakeWorld);
contract('an EVM node', evmWorld);
contract('a Bitcoin node', bitcoinWorld);

describe('an EVM node besides', () => {
  let world: EvmWorld;
  before(async () => {
    world = await evmWorld();
  });
  after(() => world?.close());

  test('a token is told with its contract, and eighteen decimals exactly', async () => {
    const units = 123_456_789_012_345_678_901_234_567n;
    const contract = await world.createToken(18, 10n ** 30n);
    const { txid, to } = await world.payToken(contract, units);
    const asset = { kind: 'token', contract, symbol: 'USDX', decimals: 18 };
    const waiting = await find(world, txid);
    assert.equal(waiting.status.kind, 'mempool');
    assert.deepEqual(
      waiting.transfers.map((transfer) => [transfer.asset, transfer.to, transfer.amount]),
      [[asset, to, `${units}`]],
    );
    await world.mine();
    const found = await find(world, txid);
    assert.equal(found.status.kind, 'in_block');
    assert.deepEqual(
      found.transfers.map((transfer) => [transfer.asset, transfer.to, transfer.amount]),
      [[asset, to, `${units}`]],
    );
    const { height } = found.head;
    const balances = await valueIn(
      world.chain.ledger.readBalances([
        { address: to, contract, height },
        { address: to, contract, height: height - 1 },
        { address: to, contract: null, height },
      ]),
    );
    assert.deepEqual(balances, [`${units}`, '0', '0']);
  });

  test('a refused one failed: it is in a block, and nothing moved', async () => {
    const contract = await world.createToken(6, 1_000n);
    const { txid } = await world.payToken(contract, 5_000n);
    await world.mine();
    const found = await find(world, txid);
    assert.equal(found.status.kind, 'failed');
    assert.deepEqual(found.transfers, []);
  });

  test('an old head is said to be behind', async () => {
    const [old, young] = [-3_600_000, 3_600_000].map((behindAfterMs) =>
      world.open({ behindAfterMs }),
    );
    assert.ok(old && young);
    assert.equal((await valueIn(old.readHead())).behind, true);
    assert.equal((await valueIn(young.readHead())).behind, false);
  });
});
