import type { Account, Restriction, Security } from '../src/contract/exchange/account.ts';
import type { Market, Order } from '../src/contract/exchange/trading.ts';
import type { AssetNetwork, Deposit, Withdrawal } from '../src/contract/exchange/transfers.ts';
import type { World } from './selfservice-stage-world.ts';

export type Kind = 'deposit' | 'withdrawal' | 'order' | 'restriction';

/** What a node itself says of a transaction. */
export interface OnChain {
  readonly where: 'nowhere' | 'waiting' | 'in_block';
  /** The sender's earlier transaction has not been sent or is missing: this one cannot be taken. */
  readonly waitsForEarlier: boolean;
  /** Offers less than blocks take now. */
  readonly paysTooLittle: boolean;
  readonly failed: boolean;
  readonly confirmations: number;
  /** Mean time between the last blocks, ms. */
  readonly meanIntervalMs: number;
}

/** Raw answers about one thing of one user, read by us and not by the product. */
export interface Facts {
  readonly at: number;
  readonly deposit: Deposit | null;
  readonly withdrawal: Withdrawal | null;
  readonly order: Order | null;
  readonly market: Market | null;
  readonly restrictions: readonly Restriction[];
  readonly account: Account | null;
  readonly assets: readonly AssetNetwork[];
  readonly chain: OnChain | null;
}

interface EvmTransaction {
  readonly blockNumber: string | null;
  readonly from: string;
  readonly nonce: string;
  readonly gasPrice?: string;
  readonly maxFeePerGas?: string;
}
interface EvmBlock {
  readonly number: string;
  readonly timestamp: string;
  readonly baseFeePerGas?: string;
}

const INTERVALS = 12;

const evmPace = async (
  world: World,
): Promise<{ readonly head: EvmBlock | null; readonly meanMs: number }> => {
  const head = await world.rpc<EvmBlock>('ethereum', 'eth_getBlockByNumber', ['latest', false]);
  if (head === null) return { head, meanMs: Number.NaN };
  const from = Math.max(0, Number(head.number) - INTERVALS);
  const old = await world.rpc<EvmBlock>('ethereum', 'eth_getBlockByNumber', [
    `0x${from.toString(16)}`,
    false,
  ]);
  const blocks = Number(head.number) - from;
  const meanMs =
    ((Number(head.timestamp) - Number(old?.timestamp ?? 0)) * 1_000) / Math.max(1, blocks);
  return { head, meanMs };
};

const onEthereum = async (world: World, txid: string): Promise<OnChain> => {
  const [tx, { head, meanMs }] = await Promise.all([
    world.rpc<EvmTransaction>('ethereum', 'eth_getTransactionByHash', [txid]),
    evmPace(world),
  ]);
  const base = {
    waitsForEarlier: false,
    paysTooLittle: false,
    failed: false,
    confirmations: 0,
    meanIntervalMs: meanMs,
  };
  if (tx === null) return { ...base, where: 'nowhere' };
  if (tx.blockNumber === null) {
    // Those before it that the node has are counted here: a gap is what stops it.
    const next = await world.rpc<string>('ethereum', 'eth_getTransactionCount', [
      tx.from,
      'pending',
    ]);
    const offers = BigInt(tx.maxFeePerGas ?? tx.gasPrice ?? '0x0');
    return {
      ...base,
      where: 'waiting',
      waitsForEarlier: Number(tx.nonce) >= Number(next ?? 0),
      paysTooLittle: offers < BigInt(head?.baseFeePerGas ?? '0x0'),
    };
  }
  const receipt = await world.rpc<{ status: string }>('ethereum', 'eth_getTransactionReceipt', [
    txid,
  ]);
  return {
    ...base,
    where: 'in_block',
    failed: receipt?.status === '0x0',
    confirmations: Number(head?.number ?? 0) - Number(tx.blockNumber) + 1,
  };
};

const onBitcoin = async (world: World, txid: string): Promise<OnChain> => {
  const [tx, count] = await Promise.all([
    world.rpc<{ confirmations?: number }>('bitcoin', 'getrawtransaction', [txid, true]),
    world.rpc<number>('bitcoin', 'getblockcount', []),
  ]);
  const timeAt = async (height: number): Promise<number> => {
    const hash = await world.rpc<string>('bitcoin', 'getblockhash', [height]);
    return (await world.rpc<{ time: number }>('bitcoin', 'getblock', [hash]))?.time ?? 0;
  };
  const from = Math.max(0, (count ?? 0) - INTERVALS);
  const [last, first] = await Promise.all([timeAt(count ?? 0), timeAt(from)]);
  const confirmations = tx?.confirmations ?? 0;
  return {
    where: tx === null ? 'nowhere' : confirmations > 0 ? 'in_block' : 'waiting',
    ...{ waitsForEarlier: false, paysTooLittle: false, failed: false, confirmations },
    meanIntervalMs: ((last - first) * 1_000) / Math.max(1, (count ?? 0) - from),
  };
};

const onChain = async (
  world: World,
  network: string,
  txid: string | null,
): Promise<OnChain | null> => {
  if (txid === null) return null;
  if (network === 'Ethereum') return onEthereum(world, txid);
  return network === 'Bitcoin' ? onBitcoin(world, txid) : null;
};

/** Reads everything about one thing, from the exchange and the nodes. */
export const readFacts = async (
  world: World,
  userId: string,
  kind: Kind,
  id: string,
): Promise<Facts> => {
  const at = Date.now();
  const of = `/users/${userId}`;
  const one = <T>(wanted: Kind, path: string): Promise<T | null> =>
    kind === wanted ? world.read<T>(`${of}/${path}/${id}`) : Promise.resolve(null);
  const [deposit, withdrawal, order, assets, restrictions, account] = await Promise.all([
    one<Deposit>('deposit', 'deposits'),
    one<Withdrawal>('withdrawal', 'withdrawals'),
    one<Order>('order', 'orders'),
    kind === 'order' || kind === 'restriction' ? [] : world.read<AssetNetwork[]>('/assets'),
    kind === 'order' ? [] : world.read<Restriction[]>(`${of}/restrictions`),
    kind === 'restriction' ? world.read<Account>(`${of}/account`) : null,
  ]);
  const transfer = deposit ?? withdrawal;
  const txid = deposit?.txid ?? withdrawal?.txids.at(-1) ?? null;
  return {
    at,
    deposit,
    withdrawal,
    order,
    assets: assets ?? [],
    restrictions: restrictions ?? [],
    account,
    market: order === null ? null : await world.read<Market>(`/markets/${order.pair}`),
    chain: transfer === null ? null : await onChain(world, transfer.network, txid),
  };
};

/** Whether somebody else is at work in the account: a device of today, and since then changes or coins on their way out. */
export const looksTakenOver = async (world: World, userId: string): Promise<boolean> => {
  const [security, withdrawals] = await Promise.all([
    world.read<Security>(`/users/${userId}/security`),
    world.read<Withdrawal[]>(`/users/${userId}/withdrawals`),
  ]);
  const since = Date.now() - 86_400_000;
  const strange = (security?.devices ?? []).filter(
    (device) => device.isNew && device.firstSeenAt > since,
  );
  const changed = (security?.changes ?? []).some(
    ({ at, deviceId }) => at > since && strange.some((device) => device.deviceId === deviceId),
  );
  const leaving = (withdrawals ?? []).some(
    ({ requestedAt, ended, stage }) =>
      requestedAt > since && ended === null && stage !== 'confirmed',
  );
  return strange.length > 0 && (changed || leaving);
};

const READ: readonly string[] = ['deposit', 'withdrawal', 'order'] satisfies readonly Kind[];

/** Facts of what was spoken of where it is of another kind than what was meant: a wrong answer, but no invented one. */
export const spokenOf = async (
  world: World,
  userId: string,
  meant: Kind,
  { tool }: { readonly tool: string },
  subjectId: string | null,
): Promise<readonly Facts[]> =>
  tool === meant || subjectId === null || !READ.includes(tool)
    ? []
    : [await readFacts(world, userId, tool as Kind, subjectId)];
