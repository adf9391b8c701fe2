import type { Hex } from 'viem';
import { type EvmNode, tokenCreation, tokenTransfer } from '../../../tools/chains/index.ts';
import type { World } from '../world.ts';
import type { EvmWallet } from './evm-wallet.ts';

/** What the exchange makes of a token on Ethereum. */
export type Standing = 'kept' | 'wrong_network' | 'unsupported_token';

export interface Token {
  readonly symbol: string;
  readonly decimals: number;
  readonly standing: Standing;
  /** Whole tokens made at the beginning. */
  readonly supply: bigint;
}

/**
 * Tokens of the local network. `SOL` is a bridged form: the exchange takes SOL over Solana only. `ZORB` is a coin that
 * it does not know at all.
 */
export const TOKENS: readonly Token[] = [
  { symbol: 'USDC', decimals: 6, standing: 'kept', supply: 1_000_000_000n },
  { symbol: 'NVK', decimals: 18, standing: 'kept', supply: 1_000_000_000n },
  { symbol: 'SOL', decimals: 9, standing: 'wrong_network', supply: 1_000_000_000n },
  { symbol: 'ZORB', decimals: 18, standing: 'unsupported_token', supply: 1_000_000_000n },
];

const CREATION_GAS = '0x200000';

const create = async (node: EvmNode, from: string, token: Token): Promise<string> => {
  const { symbol, decimals } = token;
  const supply = token.supply * 10n ** BigInt(decimals);
  const data = tokenCreation({ symbol, decimals, supply });
  const txid = await node.rpc<Hex>('eth_sendTransaction', [{ from, data, gas: CREATION_GAS }]);
  await node.mine(1);
  const receipt = await node.rpc<{ contractAddress: string } | null>('eth_getTransactionReceipt', [
    txid,
  ]);
  if (receipt === null) throw new Error(`${symbol} was not created`);
  return receipt.contractAddress.toLowerCase();
};

/** Half of every token for the exchange, half for the world outside. */
const share = async (
  node: EvmNode,
  wallet: EvmWallet,
  from: string,
  contracts: ReadonlyMap<string, string>,
): Promise<void> => {
  for (const { symbol, decimals, supply } of TOKENS)
    for (const owner of ['hot', 'outside']) {
      const half = (supply * 10n ** BigInt(decimals)) / 2n;
      const data = tokenTransfer(wallet.address(owner), half);
      const to = contracts.get(symbol);
      await node.rpc('eth_sendTransaction', [{ from, to, data, gas: CREATION_GAS }]);
    }
  await node.mine(1);
};

/** Whether the last thing that `readContracts` does on a new chain is still there. */
export const hasTokens = async (
  node: EvmNode,
  wallet: EvmWallet,
  contracts: ReadonlyMap<string, string>,
): Promise<boolean> => {
  const to = contracts.get(TOKENS.at(-1)?.symbol ?? '');
  const data = `0x70a08231${wallet.address('outside').slice(2).padStart(64, '0')}`;
  const balance = await node.rpc<string>('eth_call', [{ to, data }, 'latest']);
  return balance !== '0x' && BigInt(balance) > 0n;
};

const META = 'evm contracts';

/** Contracts by symbol, made on the network's first start. */
export const readContracts = async (
  world: World,
  node: EvmNode,
  wallet: EvmWallet,
): Promise<ReadonlyMap<string, string>> => {
  const kept = world.store.readMeta(META);
  if (kept !== undefined) return new Map(JSON.parse(kept) as [string, string][]);
  const from = node.accounts[0];
  if (from === undefined) throw new Error('the node has no accounts');
  const contracts = new Map<string, string>();
  for (const token of TOKENS) contracts.set(token.symbol, await create(node, from, token));
  await share(node, wallet, from, contracts);
  world.store.writeMeta(META, JSON.stringify([...contracts]));
  return contracts;
};
