import type { LedgerStretch, LedgerTransaction, NativeAsset, Transfer } from '../../ports/chain.ts';
import { createBlockMemory, type KeptBlock, type KeptTransaction } from './block-memory.ts';
import { toNumber, Unsettled } from './evm-rpc.ts';
import { blockAt, type NodeContext, pointOf, receiptOf, timeOf } from './node-context.ts';
import { type Asked, readLogs } from './read-logs.ts';
import { transferOfLog } from './read-transfers.ts';
import type { WireBlock, WireLog } from './wire.ts';

const MAX_KEPT_RECEIPTS = 50_000;
const MAX_KEPT_HEADERS = 20_000;

/** Of a receipt, what following funds needs. */
interface Settled {
  readonly failed: boolean;
  readonly fee: string;
  readonly created: string | null;
}

const createReceipts = ({ rpc }: NodeContext) => {
  const known = new Map<string, Settled>();
  return async (txid: string, blockHash: string): Promise<Settled> => {
    const key = `${blockHash}:${txid}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const receipt = await receiptOf(rpc, txid);
    if (receipt === null || receipt.blockHash !== blockHash) {
      throw new Unsettled('a receipt is of another block');
    }
    const settled = {
      failed: receipt.status === '0x0',
      fee: (BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice ?? '0x0')).toString(),
      created: receipt.contractAddress?.toLowerCase() ?? null,
    };
    if (known.size >= MAX_KEPT_RECEIPTS) known.clear();
    known.set(key, settled);
    return settled;
  };
};

/** Coins that the sender moved with the transaction itself. */
const coinsOf = (
  tx: KeptTransaction,
  settled: Settled,
  native: NativeAsset,
): readonly Transfer[] =>
  settled.failed || tx.value === '0'
    ? []
    : [
        {
          asset: { kind: 'native', ...native },
          from: tx.from,
          to: tx.to ?? settled.created,
          amount: tx.value,
          index: 0,
        },
      ];

const inOrder = (logs: readonly WireLog[]): readonly WireLog[] =>
  [...logs].sort((a, b) => toNumber(a.logIndex) - toNumber(b.logIndex));

/** Blocks and receipts: coins and tokens. */
const createWholeReader = (context: NodeContext) => {
  const readBlocks = createBlockMemory(context.rpc);
  const settledOf = createReceipts(context);

  const toLedger = async (
    block: KeptBlock,
    tx: KeptTransaction,
    logs: readonly WireLog[],
    isFollowed: boolean,
  ): Promise<LedgerTransaction> => {
    if (logs.some((log) => log.blockHash !== block.hash)) {
      throw new Unsettled('logs of another block');
    }
    const settled = isFollowed ? await settledOf(tx.txid, block.hash) : undefined;
    const tokens = inOrder(logs).map((log) => transferOfLog(log, context.tokenOf));
    return {
      txid: tx.txid,
      height: block.height,
      blockHash: block.hash,
      at: block.at,
      position: tx.position,
      transfers: [
        ...(settled ? coinsOf(tx, settled, context.native) : []),
        ...(await Promise.all(tokens)),
      ],
      fee: settled ? { payer: tx.from, amount: settled.fee } : null,
      inputs: [],
      outputs: [],
    };
  };

  return async (asked: Asked): Promise<LedgerStretch> => {
    const [blocks, logs] = await Promise.all([
      readBlocks(asked.from, asked.to),
      readLogs(context, asked),
    ]);
    const followed = new Set(asked.addresses);
    const found: Promise<LedgerTransaction>[] = [];
    for (const block of blocks) {
      for (const tx of block.transactions) {
        const ours =
          followed.has(tx.from) || (tx.value !== '0' && tx.to !== null && followed.has(tx.to));
        const moved = logs.get(tx.txid);
        if (ours || moved) found.push(toLedger(block, tx, moved ?? [], ours));
      }
    }
    const last = blocks.at(-1);
    if (last === undefined) throw new RangeError('a stretch without blocks');
    return {
      transactions: await Promise.all(found),
      through: { height: last.height, hash: last.hash },
      blocks: blocks.length,
    };
  };
};

/** Logs alone: tokens. */
const createTokenReader = (context: NodeContext) => {
  const headers = new Map<string, Promise<WireBlock | null>>();
  const headerOf = (hash: string, height: number): Promise<WireBlock | null> => {
    const found = headers.get(hash) ?? blockAt(context.rpc, height);
    if (headers.size >= MAX_KEPT_HEADERS) headers.clear();
    headers.set(hash, found);
    found.catch(() => headers.delete(hash));
    return found;
  };
  const toLedger = async (logs: readonly WireLog[]): Promise<LedgerTransaction> => {
    const [first] = logs;
    if (first === undefined) throw new RangeError('a transaction without logs');
    const height = toNumber(first.blockNumber);
    const header = await headerOf(first.blockHash, height);
    if (header?.hash !== first.blockHash) throw new Unsettled('logs of another block');
    const tokens = inOrder(logs).map((log) => transferOfLog(log, context.tokenOf));
    return {
      txid: first.transactionHash,
      height,
      blockHash: first.blockHash,
      at: timeOf(header),
      position: toNumber(first.transactionIndex),
      transfers: await Promise.all(tokens),
      fee: null,
      inputs: [],
      outputs: [],
    };
  };
  return async (asked: Asked): Promise<LedgerStretch> => {
    const [last, logs] = await Promise.all([
      blockAt(context.rpc, asked.to),
      readLogs(context, asked),
    ]);
    if (last === null) throw new Unsettled('a block below the head is missing');
    return {
      transactions: await Promise.all([...logs.values()].map(toLedger)),
      through: pointOf(last),
      blocks: asked.to - asked.from + 1,
    };
  };
};

/** See `ChainLedger.readStretch`. Throws what `guarded` catches. */
export const createStretchReader = (context: NodeContext) => {
  const readWhole = createWholeReader(context);
  const readTokens = createTokenReader(context);
  return (asked: Asked): Promise<LedgerStretch> =>
    asked.coins ? readWhole(asked) : readTokens(asked);
};
