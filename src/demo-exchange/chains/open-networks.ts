import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type BitcoinNode, startBitcoinNode, startEvmNode } from '../../../tools/chains/index.ts';
import type { World } from '../world.ts';
import { Bitcoin } from './bitcoin.ts';
import { BitcoinStage } from './bitcoin-stage.ts';
import { Ethereum } from './ethereum.ts';
import { EvmStage } from './evm-stage.ts';
import { hasTokens, readContracts } from './evm-tokens.ts';
import { EvmWallet } from './evm-wallet.ts';

const HOT_COINS = 5_000n * 10n ** 18n;

export interface NodeOptions {
  readonly evmPort: number;
  readonly bitcoinPort: number;
  readonly bitcoinWalletPort: number;
  readonly bitcoinKey: string;
  /** Null: the chains are kept in memory. */
  readonly dataDir: string | null;
  readonly evmBlockSeconds: number;
  readonly bitcoinBlockSeconds: number;
}

/** The ledger speaks of a chain that is no more: the exchange has to begin anew, with new chains. */
export class ChainIsAnother extends Error {
  constructor(network: string) {
    super(`The ${network} chain is not the one that the exchange's ledger tells of.`);
    this.name = 'ChainIsAnother';
  }
}

const readOrMake = (world: World, key: string, make: () => string): string => {
  const kept = world.store.readMeta(key);
  if (kept !== undefined) return kept;
  const made = make();
  world.store.writeMeta(key, made);
  return made;
};

/** The first block says which chain it is. */
const assertSameChain = (world: World, network: string, firstBlock: string): void => {
  if (readOrMake(world, `first block ${network}`, () => firstBlock) !== firstBlock)
    throw new ChainIsAnother(network);
};

const folderOf = ({ dataDir }: NodeOptions, name: string) =>
  dataDir === null ? {} : { dataDir: join(dataDir, name) };

export const openEthereum = async (world: World, options: NodeOptions) => {
  const node = await startEvmNode({
    port: options.evmPort,
    blockTimeSeconds: options.evmBlockSeconds,
    ...folderOf(options, 'ethereum'),
  });
  try {
    const secret = readOrMake(world, 'wallet secret', () => randomBytes(32).toString('hex'));
    const wallet = new EvmWallet(node, secret);
    const contracts = await readContracts(world, node, wallet);
    // The node makes itself another first block at every start: its tokens say whether it is the same chain.
    if (!(await hasTokens(node, wallet, contracts))) throw new ChainIsAnother('Ethereum');
    await wallet.fund('hot', HOT_COINS);
    const network = new Ethereum({ world, node, wallet, contracts });
    const stage = new EvmStage({ world, node, wallet, exchange: network, contracts });
    return { network, stage };
  } catch (error) {
    await node.stop();
    throw error;
  }
};

const userAddresses = async (
  world: World,
  node: BitcoinNode,
): Promise<ReadonlyMap<string, string>> => {
  const addresses = new Map<string, string>();
  for (const { id } of world.users.all()) {
    const key = `bitcoin address ${id}`;
    const kept = world.store.readMeta(key) ?? (await node.newAddress());
    world.store.writeMeta(key, kept);
    addresses.set(id, kept);
  }
  return addresses;
};

export const openBitcoin = async (world: World, options: NodeOptions) => {
  const node = await startBitcoinNode({
    port: options.bitcoinPort,
    walletPort: options.bitcoinWalletPort,
    apiKey: options.bitcoinKey,
    ...folderOf(options, 'bitcoin'),
  });
  try {
    // All local networks have the same first block; the one after it is this network's own.
    assertSameChain(world, 'Bitcoin', await node.rpc<string>('getblockhash', [1]));
    const network = new Bitcoin(world, node, await userAddresses(world, node));
    const stage = new BitcoinStage(world, node, network);
    const miner = readOrMake(world, 'miner address', () => '') || (await node.newAddress());
    world.store.writeMeta('miner address', miner);
    return { network, stage, mineOne: () => node.mine(1, miner) };
  } catch (error) {
    await node.stop();
    throw error;
  }
};
