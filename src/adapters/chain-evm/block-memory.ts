import { type EvmRpc, type Hex, toNumber, toText, Unsettled } from './evm-rpc.ts';
import { timeOf, wholeBlockAt } from './node-context.ts';
import type { WireBlock, WireTransaction } from './wire.ts';

/** Of a transaction, what following funds needs. */
export interface KeptTransaction {
  readonly txid: Hex;
  readonly from: string;
  /** Null when it creates a contract. */
  readonly to: string | null;
  /** Wei. */
  readonly value: string;
  readonly position: number;
}

export interface KeptBlock {
  readonly height: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly at: number;
  readonly transactions: readonly KeptTransaction[];
}

/** About 250 bytes each. */
const MAX_KEPT_TRANSACTIONS = 300_000;
const READS_AT_ONCE = 100;

const keep = (block: WireBlock<WireTransaction>): KeptBlock => ({
  height: toNumber(block.number),
  hash: block.hash,
  parentHash: block.parentHash,
  at: timeOf(block),
  transactions: block.transactions.map((tx, position) => ({
    txid: tx.hash,
    from: tx.from.toLowerCase(),
    to: tx.to?.toLowerCase() ?? null,
    value: toText(tx.value),
    position,
  })),
});

/** Blocks by height, each fetched once; the lowest are forgotten first. Blocks of a branch that was left are fetched anew. */
export const createBlockMemory = (rpc: EvmRpc) => {
  const blocks = new Map<number, KeptBlock>();
  let kept = 0;

  const forget = (height: number): void => {
    kept -= blocks.get(height)?.transactions.length ?? 0;
    blocks.delete(height);
  };
  const shrink = (first: number): void => {
    for (const height of [...blocks.keys()].sort((a, b) => a - b)) {
      if (kept <= MAX_KEPT_TRANSACTIONS || height >= first) return;
      forget(height);
    }
  };
  const fetchBlock = async (height: number): Promise<void> => {
    const block = await wholeBlockAt(rpc, height);
    if (block === null) throw new Unsettled('a block below the head is missing');
    forget(height);
    blocks.set(height, keep(block));
    kept += block.transactions.length;
  };
  const fetchMissing = async (from: number, to: number): Promise<void> => {
    const missing: number[] = [];
    for (let height = from; height <= to; height += 1)
      if (!blocks.has(height)) missing.push(height);
    for (let start = 0; start < missing.length; start += READS_AT_ONCE) {
      await Promise.all(missing.slice(start, start + READS_AT_ONCE).map(fetchBlock));
    }
  };
  /** The highest block first: what does not lead to it belongs to another branch. */
  const brokenLink = (from: number, to: number): number | undefined => {
    for (let height = to; height > from; height -= 1) {
      if (blocks.get(height)?.parentHash !== blocks.get(height - 1)?.hash) return height - 1;
    }
    return undefined;
  };

  /** Blocks `from` to `to`, which follow one another. */
  return async (from: number, to: number): Promise<readonly KeptBlock[]> => {
    shrink(from);
    // The end is always asked for, so that a branch that was left is noticed.
    forget(to);
    for (let tries = 0; ; tries += 1) {
      await fetchMissing(from, to);
      const broken = brokenLink(from, to);
      if (broken === undefined) break;
      if (tries > to - from) throw new Unsettled('blocks do not follow one another');
      forget(broken);
    }
    return Array.from({ length: to - from + 1 }, (_, index) => {
      const block = blocks.get(from + index);
      if (block === undefined) throw new Error('a block was not kept');
      return block;
    });
  };
};
