import type { ChainLedger } from '../../ports/chain.ts';
import { checkLogs } from './check-wire.ts';
import { codeOf, toHex } from './evm-rpc.ts';
import type { NodeContext } from './node-context.ts';
import { isTransfer, TRANSFER_TOPIC, topicOfAddress } from './read-transfers.ts';
import type { WireLog } from './wire.ts';

export type Asked = Parameters<ChainLedger['readStretch']>[0];

const ADDRESSES_AT_ONCE = 200;

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
    const logs = await context.rpc.request<unknown>('eth_getLogs', [
      {
        fromBlock: toHex(from),
        toBlock: toHex(to),
        topics: place === 1 ? [TRANSFER_TOPIC, topics] : [TRANSFER_TOPIC, null, topics],
      },
    ]);
    return checkLogs(logs);
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

/** Token transfers that touch the addresses, by transaction. */
export const readLogs = async (
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
