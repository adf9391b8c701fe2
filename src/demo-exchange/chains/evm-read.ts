import { type Hex, hexToString } from 'viem';
import type { EvmNode } from '../../../tools/chains/index.ts';

/** keccak256('Transfer(address,address,uint256)') */
const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const TRANSFER_SELECTOR = '0xa9059cbb';
/** Selector and two words. */
const TRANSFER_CALL_CHARS = 2 + 8 + 128;

export interface EvmTransaction {
  readonly hash: string;
  readonly from: string;
  readonly to: string | null;
  readonly value: Hex;
  readonly input: Hex;
}

export interface EvmBlock {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly transactions: readonly EvmTransaction[];
}

/** Coins that a transaction moves, or would move. */
export interface Moved {
  readonly txid: string;
  readonly from: string;
  readonly to: string;
  /** Null: the network's own coin. */
  readonly contract: string | null;
  readonly units: bigint;
  readonly memo: string | null;
}

interface RawBlock extends Omit<EvmBlock, 'number'> {
  readonly number: Hex;
}

export const readBlock = async (node: EvmNode, height: number): Promise<EvmBlock | null> => {
  const block = await node.rpc<RawBlock | null>('eth_getBlockByNumber', [
    `0x${height.toString(16)}`,
    true,
  ]);
  return block === null ? null : { ...block, number: Number(block.number) };
};

/** What stands behind the call, read as text: how a payer names the account that it is for. */
const memoOf = (input: Hex): string | null => {
  const rest = input.slice(TRANSFER_CALL_CHARS);
  if (rest.length === 0) return null;
  const memo = hexToString(`0x${rest}`).replaceAll('\0', '').trim();
  return /^[\x20-\x7e]{1,120}$/.test(memo) ? memo : null;
};

/** What a transaction asks for, whether or not it is in a block yet. */
export const readMoved = (transaction: EvmTransaction): Moved | null => {
  const { hash: txid, from, to, value, input } = transaction;
  if (to === null) return null;
  const sender = from.toLowerCase();
  if (input === '0x' && BigInt(value) > 0n)
    return {
      ...{ txid, from: sender, to: to.toLowerCase(), contract: null },
      ...{ units: BigInt(value), memo: null },
    };
  if (!input.startsWith(TRANSFER_SELECTOR) || input.length < TRANSFER_CALL_CHARS) return null;
  return {
    ...{ txid, from: sender, contract: to.toLowerCase() },
    to: `0x${input.slice(34, 74)}`,
    units: BigInt(`0x${input.slice(74, TRANSFER_CALL_CHARS)}`),
    memo: memoOf(input),
  };
};

interface Receipt {
  readonly blockHash: string;
  readonly blockNumber: Hex;
  readonly status: Hex;
  readonly logs: readonly { readonly topics: readonly string[]; readonly logIndex: Hex }[];
}

export interface FoundReceipt {
  readonly blockHash: string;
  readonly height: number;
  readonly hasFailed: boolean;
  /** Of the first transfer of a token; 0 where there is none. */
  readonly logIndex: number;
}

export const findReceipt = async (node: EvmNode, txid: string): Promise<FoundReceipt | null> => {
  const receipt = await node.rpc<Receipt | null>('eth_getTransactionReceipt', [txid]);
  if (receipt === null) return null;
  const log = receipt.logs.find(({ topics }) => topics[0] === TRANSFER);
  return {
    blockHash: receipt.blockHash,
    height: Number(receipt.blockNumber),
    hasFailed: receipt.status === '0x0',
    logIndex: Number(log?.logIndex ?? 0),
  };
};

type Pool = Readonly<Record<string, Readonly<Record<string, EvmTransaction>>>>;

/** Transactions that wait at the node, those behind a gap included. */
export const readPool = async (node: EvmNode): Promise<readonly EvmTransaction[]> => {
  const pool = await node.rpc<{ pending: Pool; queued: Pool }>('txpool_content');
  return [pool.pending, pool.queued].flatMap((part) =>
    Object.values(part).flatMap((byNonce) => Object.values(byNonce)),
  );
};
