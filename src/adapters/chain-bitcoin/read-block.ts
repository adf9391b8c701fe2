import { type BitcoinRpc, isNotFound, Refused, Unsettled } from './bitcoin-rpc.ts';
import { checkBlock } from './check-wire.ts';
import type { NodeContext } from './node-context.ts';
import type { WireBlock, WireTransaction } from './wire.ts';

export interface WholeBlock extends Omit<WireBlock, 'tx'> {
  readonly tx: readonly WireTransaction[];
}

/**
 * How a node is asked for a block with its transactions: Bitcoin Core from 23 on (3: with what the inputs spent), older
 * ones (2), and bcoin.
 */
const WAYS: readonly (readonly unknown[])[] = [[3], [2], [true, true]];
const ways = new WeakMap<BitcoinRpc, readonly unknown[]>();

const isWhole = (block: WireBlock): block is WholeBlock =>
  block.tx.every((tx) => typeof tx === 'object');

/** A block with its transactions. Throws what `guarded` catches. */
export const fetchBlock = async ({ rpc }: NodeContext, hash: string): Promise<WholeBlock> => {
  const known = ways.get(rpc);
  for (const way of known === undefined ? WAYS : [known]) {
    try {
      const block = checkBlock(await rpc.call<unknown>('getblock', hash, ...way));
      if (isWhole(block)) {
        ways.set(rpc, way);
        return block;
      }
    } catch (error) {
      if (isNotFound(error)) throw new Unsettled('a block is missing');
      if (!(error instanceof Refused) || known !== undefined) throw error;
    }
  }
  throw new Refused(0, 'the node gives no blocks with transactions');
};
