import type {
  ChainLedger,
  LedgerStretch,
  LedgerTransaction,
  NativeAsset,
  Transfer,
} from '../../ports/chain.ts';
import { createBlockMemory, type KeptBlock, type KeptTransaction } from './block-memory.ts';
import { codeOf, guarded, toHex, toNumber, toText, Unsettled } from './evm-rpc.ts';
import { blockAt, latestBlock, type NodeContext, timeOf } from './node-context.ts';
import {
  isTransfer,
  movedTransfers,
  TRANSFER_TOPIC,
  topicOfAddress,
  transferOfLog,
} from './read-transfers.ts';
import type { WireLog, WireReceipt, WireTransaction } from './wire.ts';

type Asked = Parameters<ChainLedger['readStretch']>[0];

const ADDRESSES_AT_ONCE = 200;
const MAX_KEPT_RECEIPTS = 50_000;

/** Of a receipt, what following funds needs. */
interface Settled {
  readonly failed: boolean;
  readonly fee: string;
  readonly created: string | null;
}

/** Logs in which one of the addresses stands at the place of the sender (1) or of the receiver (2). */
const logsBetween = async (
  context: NodeContext,
  from: number,
  to: number,
  place: 1 | 2,
  addresses: readonly string[],
): Promise<readonly WireLog[]> => {
  const topics = addresses.map(topicOfAddress);
  try {
    return await context.rpc.request<readonly WireLog[]>('eth_getLogs', [
      {
        fromBlock: toHex(from),
        toBlock: toHex(to),
        topics: place === 1 ? [TRANSFER_TOPIC, topics] : [TRANSFER_TOPIC, null, topics],
      },
    ]);
  } catch (error) {
    // Nodes limit what one question may bring: ask in halves.
    if (codeOf(error) === undefined || from === to) throw error;
    const middle = Math.floor((from + to) / 2);
    return [
      ...(await logsBetween(context, from, middle, place, addresses)),
      ...(await logsBetween(context, middle + 1, to, place, addresses)),
    ];
  }
};

const inParts = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

const createReceipts = ({ rpc }: NodeContext) => {
  const known = new Map<string, Settled>();
  return async (txid: string, blockHash: string): Promise<Settled> => {
    const key = `${blockHash}:${txid}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const receipt = await rpc.request<WireReceipt | null>('eth_getTransactionReceipt', [txid]);
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

/** Token transfers that touch the addresses, by transaction. */
const readLogs = async (
  context: NodeContext,
  asked: Asked,
): Promise<ReadonlyMap<string, readonly WireLog[]>> => {
  const parts = await Promise.all(
    inParts(asked.addresses, ADDRESSES_AT_ONCE).flatMap((addresses) => [
      logsBetween(context, asked.from, asked.to, 1, addresses),
      logsBetween(context, asked.from, asked.to, 2, addresses),
    ]),
  );
  // One between two of the addresses is found twice.
  const logs = new Map(
    parts
      .flat()
      .filter(isTransfer)
      .map((log) => [`${log.blockHash}:${log.logIndex}`, log]),
  );
  const byTransaction = new Map<string, WireLog[]>();
  for (const log of logs.values()) {
    const found = byTransaction.get(log.transactionHash);
    if (found === undefined) byTransaction.set(log.transactionHash, [log]);
    else found.push(log);
  }
  return byTransaction;
};

const createReader = (context: NodeContext) => {
  const readBlocks = createBlockMemory(context.rpc);
  const receiptOf = createReceipts(context);

  const toLedger = async (
    block: KeptBlock,
    tx: KeptTransaction,
    logs: readonly WireLog[],
    isFollowed: boolean,
  ): Promise<LedgerTransaction> => {
    if (logs.some((log) => log.blockHash !== block.hash))
      throw new Unsettled('logs of another block');
    const settled = isFollowed ? await receiptOf(tx.txid, block.hash) : undefined;
    const tokens = await Promise.all(logs.map((log) => transferOfLog(log, context.tokenOf)));
    return {
      txid: tx.txid,
      height: block.height,
      blockHash: block.hash,
      at: block.at,
      position: tx.position,
      transfers: [...(settled ? coinsOf(tx, settled, context.native) : []), ...tokens],
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
        const ours = followed.has(tx.from) || (tx.to !== null && followed.has(tx.to));
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

const readTransaction = async (
  context: NodeContext,
  txid: string,
): Promise<LedgerTransaction | null> => {
  const { rpc, native, tokenOf } = context;
  const [tx, receipt] = await Promise.all([
    rpc.request<WireTransaction | null>('eth_getTransactionByHash', [txid]),
    rpc.request<WireReceipt | null>('eth_getTransactionReceipt', [txid]),
  ]);
  if (tx === null || receipt === null) return null;
  const block = await blockAt(rpc, toNumber(receipt.blockNumber));
  if (block?.hash !== receipt.blockHash) return null;
  const fee = BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice ?? '0x0');
  return {
    txid: tx.hash,
    height: toNumber(receipt.blockNumber),
    blockHash: receipt.blockHash,
    at: timeOf(block),
    position: toNumber(receipt.transactionIndex),
    transfers: await movedTransfers(tx, receipt, native, tokenOf),
    fee: { payer: tx.from.toLowerCase(), amount: fee.toString() },
    inputs: [],
    outputs: [],
  };
};

const BALANCE_OF = '0x70a08231';

/** Null when the node has forgotten the state of that block. */
const readBalance = async (
  { rpc }: NodeContext,
  { address, contract, height }: Parameters<ChainLedger['readBalances']>[0][number],
): Promise<string | null> => {
  try {
    const balance = await (contract === null
      ? rpc.request<string>('eth_getBalance', [address, toHex(height)])
      : rpc.request<string>('eth_call', [
          { to: contract, data: `${BALANCE_OF}${topicOfAddress(address).slice(2)}` },
          toHex(height),
        ]));
    return balance === '0x' ? null : toText(balance);
  } catch (error) {
    if (codeOf(error) !== undefined) return null;
    throw error;
  }
};

export const createEvmLedger = (context: NodeContext, check: () => Promise<void>): ChainLedger => {
  const read = createReader(context);
  return {
    readStretch: (asked) =>
      guarded(async () => {
        await check();
        const head = toNumber((await latestBlock(context.rpc)).number);
        return read({ ...asked, to: Math.min(asked.to, head) });
      }),
    readTransaction: (txid) =>
      guarded(async () => {
        await check();
        return readTransaction(context, txid);
      }),
    readBalances: (asked) =>
      guarded(async () => {
        await check();
        return Promise.all(asked.map((one) => readBalance(context, one)));
      }),
    readBlockHash: (height) =>
      guarded(async () => {
        await check();
        return (await blockAt(context.rpc, height))?.hash ?? null;
      }),
  };
};
