import type {
  BlockPoint,
  FoundTransaction,
  InBlock,
  Sighting,
  TransactionStatus,
} from '../../ports/chain.ts';
import { toNumber } from './evm-rpc.ts';
import {
  blockAt,
  headOf,
  latestBlock,
  type NodeContext,
  receiptOf,
  timeOf,
  transactionOf,
  wholeBlockAt,
} from './node-context.ts';
import { movedTransfers, plannedTransfers } from './read-transfers.ts';
import type { WireBlock, WireReceipt, WireTransaction } from './wire.ts';

interface Seen {
  readonly tx: WireTransaction | null;
  readonly receipt: WireReceipt | null;
  readonly head: WireBlock;
}

/** Blocks back from the head that are searched for what took a transaction's place. */
const REPLACEMENT_SEARCH_BLOCKS = 300;
/** A pool that is emptied within the next two blocks. */
const NEXT_BLOCKS = 2;
/** The fee falls or rises by an eighth a block (EIP-1559): a pool below it may wait for ever. */
const FULL_SHARE = 0.95;

const read = async ({ rpc }: NodeContext, txid: string): Promise<Seen> => {
  const [tx, receipt, head] = await Promise.all([
    transactionOf(rpc, txid),
    receiptOf(rpc, txid),
    latestBlock(rpc),
  ]);
  return { tx, receipt, head };
};

/** The block it stands in, when that block is part of the chain at this moment. */
const placeOf = async (
  { rpc }: NodeContext,
  receipt: WireReceipt,
  head: WireBlock,
): Promise<InBlock | undefined> => {
  const height = toNumber(receipt.blockNumber);
  const block = await blockAt(rpc, height);
  if (block === null || block.hash !== receipt.blockHash) return undefined;
  const confirmations = Math.max(1, toNumber(head.number) - height + 1);
  return { height, hash: block.hash, at: timeOf(block), confirmations };
};

/** When a waiting transaction may be taken, from its fee, its place among its sender's, and how full blocks are. */
const waitingStatus = async (
  { rpc }: NodeContext,
  tx: WireTransaction,
  head: WireBlock,
): Promise<TransactionStatus> => {
  // Those of its sender that wait before it are counted; the first that is missing ends the count.
  const next = await rpc.request<string>('eth_getTransactionCount', [tx.from, 'pending']);
  const offered = BigInt(tx.maxFeePerGas ?? tx.gasPrice ?? '0x0');
  const asked = BigInt(head.baseFeePerGas ?? '0x0');
  const behindMissing = toNumber(tx.nonce) >= toNumber(next);
  const full = toNumber(head.gasUsed) >= FULL_SHARE * toNumber(head.gasLimit);
  // Full blocks raise the fee: only an offer above the next one is sure of a place.
  const enough = full ? offered * 8n >= asked * 9n : offered * 8n >= asked * 7n;
  return {
    kind: 'mempool',
    blocksToEnter: { from: 1, to: behindMissing || !enough ? null : NEXT_BLOCKS },
    behindMissing,
  };
};

/** Which transaction used the nonce that it needed; null when it was not found. */
const findReplacement = async (
  { rpc }: NodeContext,
  known: Sighting,
  sender: string,
  nonce: number,
  head: WireBlock,
): Promise<string | null> => {
  const last = toNumber(head.number);
  const first = Math.max(known.firstSeenHeight, last - REPLACEMENT_SEARCH_BLOCKS + 1, 0);
  const heights = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const blocks = await Promise.all(heights.map((height) => wholeBlockAt(rpc, height)));
  for (const block of blocks) {
    const found = block?.transactions.find(
      (tx) => tx.from.toLowerCase() === sender && toNumber(tx.nonce) === nonce,
    );
    if (found !== undefined) return found.hash;
  }
  return null;
};

/** Gone from block and pool: dropped, or another with the same nonce took its place. */
const goneStatus = async (
  context: NodeContext,
  known: Sighting | null | undefined,
  head: WireBlock,
): Promise<TransactionStatus> => {
  const [claim] = known?.claims ?? [];
  if (known === null || known === undefined || claim === undefined) return { kind: 'unknown' };
  const [sender = '', nonce = ''] = claim.split(':');
  const [mined, waiting] = await Promise.all(
    ['latest', 'pending'].map(async (at) =>
      toNumber(await context.rpc.request<string>('eth_getTransactionCount', [sender, at])),
    ),
  );
  if ((mined ?? 0) > Number(nonce)) {
    return {
      kind: 'replaced',
      by: await findReplacement(context, known, sender, Number(nonce), head),
    };
  }
  // Another one with its nonce waits: which, the node does not tell everywhere.
  return (waiting ?? 0) > Number(nonce) ? { kind: 'replaced', by: null } : { kind: 'dropped' };
};

const lostBlock = (
  known: Sighting | null | undefined,
  place: InBlock | undefined,
): BlockPoint | null => {
  if (!known?.block || known.block.hash === place?.hash) return null;
  return known.block;
};

const statusOf = async (
  context: NodeContext,
  { tx, receipt, head }: Seen,
  place: InBlock | undefined,
  known: Sighting | null | undefined,
): Promise<TransactionStatus> => {
  if (place !== undefined && receipt !== null) {
    return { kind: receipt.status === '0x0' ? 'failed' : 'in_block', ...place };
  }
  return tx === null ? goneStatus(context, known, head) : waitingStatus(context, tx, head);
};

/** See `Chain.findTransaction`. Throws what `guarded` catches. */
export const findEvmTransaction = async (
  context: NodeContext,
  txid: string,
  known: Sighting | null | undefined,
): Promise<FoundTransaction> => {
  const seen = await read(context, txid);
  const { tx, receipt } = seen;
  const head = headOf(context, seen.head);
  const place = receipt === null ? undefined : await placeOf(context, receipt, seen.head);
  const status = await statusOf(context, seen, place, known);
  const { native, tokenOf } = context;
  const planned = tx === null ? [] : plannedTransfers(tx, native, tokenOf);
  const transfers =
    tx !== null && place !== undefined && receipt !== null
      ? movedTransfers(tx, receipt, native, tokenOf)
      : planned;
  return {
    txid,
    status,
    reorganisedFrom: lostBlock(known, place),
    transfers: await transfers,
    sender: tx?.from.toLowerCase() ?? null,
    sighting:
      tx === null
        ? (known ?? null)
        : {
            txid,
            block: place === undefined ? null : { height: place.height, hash: place.hash },
            claims: [`${tx.from.toLowerCase()}:${toNumber(tx.nonce)}`],
            firstSeenHeight: known?.firstSeenHeight ?? place?.height ?? head.height,
          },
    head,
    asOf: head.asOf,
  };
};
