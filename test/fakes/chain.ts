import { randomBytes } from 'node:crypto';
import { fail, ok } from '../../src/core/outcome.ts';
import type {
  BlockPoint,
  Chain,
  ChainLedger,
  FoundTransaction,
  Head,
  LedgerTransaction,
  Sighting,
  TransactionStatus,
  Transfer,
} from '../../src/ports/chain.ts';

interface Sent {
  readonly txid: string;
  readonly transfers: readonly Transfer[];
  readonly claim: string;
  readonly sender: string;
  readonly failed: boolean;
}

interface Block extends BlockPoint {
  readonly at: number;
  readonly transactions: readonly Sent[];
}

const NATIVE = { symbol: 'ETH', decimals: 18 } as const;
const START_AT = 1_700_000_000_000;
const newHash = (): string => `0x${randomBytes(32).toString('hex')}`;

export interface FakePayment {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly contract?: string | undefined;
  /** The same number twice for one sender: the later takes the earlier one's place. */
  readonly nonce?: number;
  readonly failed?: boolean;
}

/** A chain in memory, of the EVM family, with what chains do to people. */
export const fakeChain = (
  options: { readonly name?: string; readonly intervalMs?: number } = {},
) => {
  const { name = 'fake', intervalMs = 12_000 } = options;
  let blocks: Block[] = [{ height: 0, hash: newHash(), at: START_AT, transactions: [] }];
  let pool: Sent[] = [];
  let nonces = 0;
  let trouble: 'chain_unreachable' | 'chain_wrong' | null = null;
  const balances = new Map<string, bigint>();

  const headOf = (): Head => {
    const last = blocks.at(-1) as Block;
    return { height: last.height, hash: last.hash, at: last.at, behind: false, asOf: Date.now() };
  };
  const blockOf = (txid: string): Block | undefined =>
    blocks.find(({ transactions }) => transactions.some((tx) => tx.txid === txid));
  const sentOf = (txid: string): Sent | undefined =>
    pool.find((tx) => tx.txid === txid) ??
    blockOf(txid)?.transactions.find((tx) => tx.txid === txid);
  const claimedBy = (claim: string): Sent | undefined =>
    [...pool, ...blocks.flatMap(({ transactions }) => transactions)].find(
      (tx) => tx.claim === claim,
    );

  const gone = (known: Sighting | null | undefined): TransactionStatus => {
    const [claim] = known?.claims ?? [];
    if (claim === undefined) return { kind: 'unknown' };
    const other = claimedBy(claim);
    return other === undefined ? { kind: 'dropped' } : { kind: 'replaced', by: other.txid };
  };
  const statusOf = (
    tx: Sent | undefined,
    block: Block | undefined,
    known: Sighting | null | undefined,
  ): TransactionStatus => {
    if (tx === undefined) return gone(known);
    if (block === undefined)
      return { kind: 'mempool', blocksToEnter: { from: 1, to: 2 }, behindMissing: false };
    const { height, hash, at } = block;
    const confirmations = headOf().height - height + 1;
    return { kind: tx.failed ? 'failed' : 'in_block', height, hash, at, confirmations };
  };
  const find = (txid: string, known: Sighting | null | undefined): FoundTransaction => {
    const tx = sentOf(txid);
    const block = blockOf(txid);
    const head = headOf();
    const point = block ? { height: block.height, hash: block.hash } : null;
    return {
      txid,
      status: statusOf(tx, block, known),
      reorganisedFrom: known?.block && known.block.hash !== block?.hash ? known.block : null,
      transfers: tx === undefined || tx.failed ? [] : tx.transfers,
      sender: tx?.sender ?? null,
      sighting: tx
        ? {
            txid,
            block: point,
            claims: [tx.claim],
            firstSeenHeight: known?.firstSeenHeight ?? point?.height ?? head.height,
          }
        : (known ?? null),
      head,
      asOf: head.asOf,
    };
  };
  const toLedger = (block: Block, tx: Sent, position: number): LedgerTransaction => ({
    txid: tx.txid,
    height: block.height,
    blockHash: block.hash,
    at: block.at,
    position,
    transfers: tx.failed ? [] : tx.transfers,
    fee: { payer: tx.sender, amount: '0' },
    inputs: [],
    outputs: [],
  });
  const answer = async <T>(make: () => T) =>
    trouble === null ? ok(make()) : fail('precondition', trouble);

  const ledger: ChainLedger = {
    readStretch: ({ from, to, addresses }) =>
      answer(() => {
        const end = Math.min(to, headOf().height);
        const within = blocks.filter(({ height }) => height >= from && height <= end);
        const last = within.at(-1) as Block;
        const ours = new Set(addresses);
        const transactions = within.flatMap((block) =>
          block.transactions.flatMap((tx, position) => {
            const transfers = tx.transfers.filter(
              (one) => ours.has(one.from ?? '') || ours.has(one.to ?? ''),
            );
            return transfers.length === 0 && !ours.has(tx.sender)
              ? []
              : [{ ...toLedger(block, tx, position), transfers: tx.failed ? [] : transfers }];
          }),
        );
        return {
          transactions,
          through: { height: last.height, hash: last.hash },
          blocks: within.length,
        };
      }),
    readTransaction: (txid) =>
      answer(() => {
        const block = blockOf(txid);
        const position = block?.transactions.findIndex((tx) => tx.txid === txid) ?? -1;
        const tx = block?.transactions[position];
        return block && tx ? toLedger(block, tx, position) : null;
      }),
    readBalances: (asked) =>
      answer(() =>
        asked.map(({ address, contract, height }) => {
          let balance = balances.get(`${contract ?? ''}:${address}`) ?? 0n;
          for (const block of blocks.filter((one) => one.height <= height)) {
            for (const { asset, from, to, amount } of block.transactions.flatMap((tx) =>
              tx.failed ? [] : tx.transfers,
            )) {
              if ((asset.kind === 'token' ? asset.contract : null) !== contract) continue;
              if (to === address) balance += BigInt(amount);
              if (from === address) balance -= BigInt(amount);
            }
          }
          return balance < 0n ? '0' : balance.toString();
        }),
      ),
    readBlockHash: (height) => answer(() => blocks.find((b) => b.height === height)?.hash ?? null),
  };
  const chain: Chain = {
    name,
    family: 'evm',
    native: NATIVE,
    readHead: () => answer(headOf),
    readPace: () =>
      answer(() => ({
        blocks: blocks.length > 3 ? blocks.length - 2 : 0,
        meanIntervalMs: intervalMs,
        deviationMs: intervalMs / 10,
        congestion: 'low' as const,
        waitingTransactions: pool.length,
        nextFee: '1000000000',
        head: headOf(),
        asOf: Date.now(),
      })),
    findTransaction: (txid, known) => answer(() => find(txid, known)),
    ledger,
    close: () => undefined,
  };
  const mine = (count = 1): void => {
    for (let i = 0; i < count; i += 1) {
      const { height, at } = headOf();
      const block = {
        height: height + 1,
        hash: newHash(),
        at: at + intervalMs,
        transactions: pool,
      };
      blocks.push(block);
      pool = [];
    }
  };
  return {
    chain,
    mine,
    /** What an address holds before the first block. */
    give: (address: string, amount: bigint, contract: string | null = null): void => {
      balances.set(`${contract ?? ''}:${address}`, amount);
    },
    pay: (payment: FakePayment): string => {
      const txid = newHash();
      const claim = `${payment.from}:${payment.nonce ?? nonces++}`;
      pool = pool.filter((tx) => tx.claim !== claim);
      const asset =
        payment.contract === undefined
          ? ({ kind: 'native', ...NATIVE } as const)
          : ({ kind: 'token', contract: payment.contract, symbol: 'USDX', decimals: 18 } as const);
      const { from, to, amount, failed = false } = payment;
      const transfers = [{ asset, from, to, amount, index: 0 }];
      pool.push({ txid, transfers, claim, sender: from, failed });
      return txid;
    },
    drop: (txid: string): void => {
      pool = pool.filter((tx) => tx.txid !== txid);
    },
    reorganise: (depth: number, keep = true): void => {
      const left = blocks.slice(0, -depth);
      if (keep) pool.push(...blocks.slice(-depth).flatMap(({ transactions }) => transactions));
      blocks = left;
      const waiting = pool;
      pool = [];
      mine(depth);
      pool = waiting;
    },
    /** From now on every question fails so; null ends it. */
    setTrouble: (next: 'chain_unreachable' | 'chain_wrong' | null): void => {
      trouble = next;
    },
  };
};

export type FakeChain = ReturnType<typeof fakeChain>;
