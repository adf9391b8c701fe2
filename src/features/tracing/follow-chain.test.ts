import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  type BitcoinWorld,
  bitcoinWorld,
  type EvmWorld,
  evmWorld,
} from '../../../test/chain-world.ts';
import { tokenTransfer } from '../../../tools/chains/index.ts';
import { DEFAULT_LIMITS, NATIVE, type TraceState } from '../../core/tracing/state.ts';
import type { Chain } from '../../ports/chain.ts';
import { beginTrace } from './begin-trace.ts';
import { followChain } from './follow-chain.ts';

const followed = async (
  chain: Chain,
  txid: string,
  receiver: string | null = null,
): Promise<TraceState> => {
  const asked = { kind: 'transaction', txid, victim: null, receiver } as const;
  const begun = await beginTrace(chain, asked, DEFAULT_LIMITS);
  assert.ok(begun.ok, begun.ok ? '' : JSON.stringify(begun.failure));
  const elapsed = () => performance.now();
  const done = await followChain(
    { chain, labelOf: () => null, budgetMs: 20_000, elapsed },
    begun.value,
  );
  assert.ok(done.ok, done.ok ? '' : JSON.stringify(done.failure));
  assert.equal(done.value.isCurrent, true);
  assert.deepEqual(done.value.state.cursor, done.value.head);
  return done.value.state;
};

const heldIn = (state: TraceState, asset: string): Record<string, string> =>
  Object.fromEntries(
    Object.values(state.nodes)
      .filter(({ held }) => held[asset] !== undefined)
      .map(({ address, held }) => [address, held[asset] ?? '']),
  );
const sumOf = (amounts: readonly (string | undefined)[]): bigint =>
  amounts.reduce((sum, amount) => sum + BigInt(amount ?? '0'), 0n);
const address = (digit: string): string => `0x${digit.repeat(40)}`;
const hex = (value: bigint): string => `0x${value.toString(16)}`;
const ETHER = 10n ** 18n;

describe('funds followed on an EVM node', () => {
  let world: EvmWorld;
  before(async () => {
    world = await evmWorld();
    await world.node.rpc('anvil_autoImpersonateAccount', [true]);
  });
  after(() => world?.close());

  const pay = (from: string, to: string, value: bigint, data?: string): Promise<string> =>
    world.node.rpc<string>('eth_sendTransaction', [
      { from, to, value: hex(value), ...(data && { data, gas: hex(100_000n) }) },
    ]);

  test('coins: branching, merging, fees and clean funds that were there before', async () => {
    const [thief, a, b, c] = ['1', '2', '3', '4'].map(address) as [string, string, string, string];
    // Half of what the thief will hold is their own.
    await world.node.rpc('anvil_setBalance', [thief, hex(10n * ETHER)]);
    await world.mine();
    const theft = await pay(world.node.accounts[0] ?? '', thief, 10n * ETHER);
    await world.mine();
    await pay(thief, a, 4n * ETHER);
    await world.mine(2);
    await pay(thief, b, 4n * ETHER);
    await world.mine(120);
    await pay(a, c, 2n * ETHER);
    await pay(b, c, 2n * ETHER);
    await world.mine(3);
    const state = await followed(world.chain, theft);
    const held = heldIn(state, NATIVE);
    assert.equal(held[c], `${2n * ETHER}`);
    assert.equal(state.nodes[c]?.hop, 3);
    const total = sumOf(Object.values(held)) + sumOf([state.fees[NATIVE], state.dust[NATIVE]]);
    assert.equal(total, 10n * ETHER);
    // Nobody holds more of the stolen than the node says they hold in all.
    for (const [who, part] of Object.entries(held)) {
      const balance = await world.node.rpc<string>('eth_getBalance', [who, 'latest']);
      assert.ok(BigInt(part) <= BigInt(balance), who);
    }
  });

  test('a token is followed without reading blocks, whoever pays the fee', async () => {
    const [thief, a, b] = ['5', '6', '7'].map(address) as [string, string, string];
    const token = await world.createToken(18, 10n ** 30n);
    const victim = world.node.accounts[0] ?? '';
    for (const who of [thief, a]) await world.node.rpc('anvil_setBalance', [who, hex(ETHER)]);
    const theft = await pay(victim, token, 0n, tokenTransfer(thief, 3n * ETHER));
    await world.mine();
    await pay(thief, token, 0n, tokenTransfer(a, 2n * ETHER));
    await pay(victim, token, 0n, tokenTransfer(a, 2n * ETHER));
    await world.mine(150);
    await pay(a, token, 0n, tokenTransfer(b, 2n * ETHER));
    await world.mine();
    const state = await followed(world.chain, theft);
    assert.deepEqual(heldIn(state, token), {
      [thief]: `${ETHER}`,
      [a]: `${ETHER}`,
      [b]: `${ETHER}`,
    });
    assert.deepEqual(state.assets[token], { contract: token, symbol: 'USDX', decimals: 18 });
  });
});

describe('funds followed on a Bitcoin node', () => {
  let world: BitcoinWorld;
  before(async () => {
    world = await bitcoinWorld();
  });
  after(() => world?.close());

  test('from output to output, mixed with clean coins', async () => {
    const { node } = world;
    const [thief, clean, a, b] = await Promise.all([1, 2, 3, 4].map(() => node.newAddress()));
    assert.ok(thief && clean && a && b);
    const indexOf = async (txid: string, to: string): Promise<string> => {
      const tx = await node.rpc<{
        vout: { n: number; scriptPubKey: { addresses: string[] } }[];
      }>('getrawtransaction', [txid, true]);
      const output = tx.vout.find(({ scriptPubKey }) => scriptPubKey.addresses.includes(to));
      return `${txid}:${output?.n}`;
    };
    const theft = await node.send(thief, '1');
    const other = await node.send(clean, '1');
    await node.mine(1);
    const mixed = await node.spend(
      [await indexOf(theft, thief), await indexOf(other, clean)],
      [
        { address: a, satoshi: 150_000_000 },
        { address: thief, satoshi: 49_990_000 },
      ],
    );
    await node.mine(14);
    await node.spend([await indexOf(mixed, a)], [{ address: b, satoshi: 149_990_000 }]);
    await node.mine(1);
    const state = await followed(world.chain, theft, thief);
    assert.deepEqual(heldIn(state, NATIVE), { [thief]: '24995000', [b]: '74995000' });
    assert.deepEqual(state.fees, { [NATIVE]: '10000' });
    assert.deepEqual([state.nodes[a]?.hop, state.nodes[b]?.hop], [2, 3]);
  });
});
