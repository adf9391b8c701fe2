import type { ChainLedger, LedgerTransaction } from '../../ports/chain.ts';
import { codeOf, guarded, toHex, toNumber, toText, Unsettled } from './evm-rpc.ts';
import {
  blockAt,
  latestBlock,
  type NodeContext,
  receiptOf,
  timeOf,
  transactionOf,
} from './node-context.ts';
import { createStretchReader } from './read-stretch.ts';
import { movedTransfers, topicOfAddress } from './read-transfers.ts';

const readTransaction = async (
  context: NodeContext,
  txid: string,
): Promise<LedgerTransaction | null> => {
  const { rpc, native, tokenOf } = context;
  const [tx, receipt] = await Promise.all([transactionOf(rpc, txid), receiptOf(rpc, txid)]);
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
  const read = createStretchReader(context);
  return {
    readStretch: (asked) =>
      guarded(async () => {
        await check();
        const head = toNumber((await latestBlock(context.rpc)).number);
        if (head < asked.from) throw new Unsettled('the chain went back');
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
