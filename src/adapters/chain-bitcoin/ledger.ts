import type { ChainLedger, LedgerStretch, LedgerTransaction } from '../../ports/chain.ts';
import { guarded, orAbsent, Unsettled } from './bitcoin-rpc.ts';
import { countBlocks, hashAt, type NodeContext, readTransaction, timeOf } from './node-context.ts';
import { fetchBlock } from './read-block.ts';
import { addressOf, toSatoshi, type WireHeader, type WireTransaction } from './wire.ts';

type Asked = Parameters<ChainLedger['readStretch']>[0];
type Input = LedgerTransaction['inputs'][number];

interface KeptBlock {
  readonly height: number;
  readonly hash: string;
  readonly previous: string | null;
  readonly transactions: readonly LedgerTransaction[];
}

const MAX_KEPT_TRANSACTIONS = 100_000;
const MAX_INPUTS_READ = 200;

const inputsOf = (tx: WireTransaction): readonly Input[] =>
  tx.vin.flatMap(({ txid, vout, prevout }) =>
    txid === undefined
      ? []
      : [
          {
            output: `${txid}:${vout ?? 0}`,
            address: prevout ? addressOf(prevout.scriptPubKey) : null,
            amount: prevout ? toSatoshi(prevout.value) : null,
          },
        ],
  );

const toLedger = (
  tx: WireTransaction,
  block: Pick<WireHeader, 'hash' | 'height' | 'time'>,
  position: number,
): LedgerTransaction => ({
  txid: tx.txid,
  height: block.height,
  blockHash: block.hash,
  at: timeOf(block as WireHeader),
  position,
  transfers: [],
  fee: null,
  inputs: inputsOf(tx),
  outputs: tx.vout.map(({ value, scriptPubKey }) => ({
    address: addressOf(scriptPubKey),
    amount: toSatoshi(value),
  })),
});

/** What inputs spent, where the block did not say. */
const completed = async (
  context: NodeContext,
  tx: LedgerTransaction,
): Promise<LedgerTransaction> => {
  const lacking = tx.inputs.filter(({ amount }) => amount === null);
  if (lacking.length === 0 || tx.inputs.length > MAX_INPUTS_READ) return tx;
  const inputs = await Promise.all(
    tx.inputs.map(async (input): Promise<Input> => {
      if (input.amount !== null) return input;
      const [txid = '', vout] = input.output.split(':');
      const spent = (await readTransaction(context, txid, null))?.vout[Number(vout)];
      if (!spent) return input;
      return { ...input, address: addressOf(spent.scriptPubKey), amount: toSatoshi(spent.value) };
    }),
  );
  return { ...tx, inputs };
};

/** Blocks by height, each fetched once; the lowest are forgotten first. */
const createBlocks = (context: NodeContext) => {
  const blocks = new Map<number, KeptBlock>();
  let kept = 0;
  const forget = (height: number): void => {
    kept -= blocks.get(height)?.transactions.length ?? 0;
    blocks.delete(height);
  };
  const fetchAt = async (height: number): Promise<void> => {
    const hash = await hashAt(context.rpc, height);
    const found = await fetchBlock(context, hash);
    forget(height);
    blocks.set(height, {
      height,
      hash,
      previous: found.previousblockhash ?? null,
      transactions: found.tx.map((tx, position) => toLedger(tx, found, position)),
    });
    kept += found.tx.length;
  };
  const heightsOf = (from: number, to: number): readonly number[] =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const brokenLink = (from: number, to: number): number | undefined =>
    heightsOf(from + 1, to)
      .toReversed()
      .map((height) =>
        blocks.get(height)?.previous === blocks.get(height - 1)?.hash ? -1 : height - 1,
      )
      .find((height) => height >= 0);

  return async (from: number, to: number): Promise<readonly KeptBlock[]> => {
    for (const height of [...blocks.keys()].sort((a, b) => a - b)) {
      if (kept > MAX_KEPT_TRANSACTIONS && height < from) forget(height);
    }
    // The end is always asked for, so that a branch that was left is noticed.
    forget(to);
    for (let tries = 0; ; tries += 1) {
      await Promise.all(
        heightsOf(from, to)
          .filter((height) => !blocks.has(height))
          .map(fetchAt),
      );
      const broken = brokenLink(from, to);
      if (broken === undefined) break;
      if (tries > to - from) throw new Unsettled('blocks do not follow one another');
      forget(broken);
    }
    return heightsOf(from, to)
      .map((height) => blocks.get(height))
      .filter((block) => block !== undefined);
  };
};

const createReader = (context: NodeContext) => {
  const readBlocks = createBlocks(context);
  return async (asked: Asked): Promise<LedgerStretch> => {
    const blocks = await readBlocks(asked.from, asked.to);
    const followed = new Set(asked.outputs);
    const found = blocks
      .flatMap(({ transactions }) => transactions)
      .filter((tx) => tx.inputs.some(({ output }) => followed.has(output)));
    const last = blocks.at(-1);
    if (last === undefined) throw new RangeError('a stretch without blocks');
    return {
      transactions: await Promise.all(found.map((tx) => completed(context, tx))),
      through: { height: last.height, hash: last.hash },
      blocks: blocks.length,
    };
  };
};

const readOne = async (context: NodeContext, txid: string): Promise<LedgerTransaction | null> => {
  const tx = await readTransaction(context, txid, null);
  if (!tx?.blockhash) return null;
  const block = await fetchBlock(context, tx.blockhash);
  if (block.confirmations < 1) return null;
  const position = block.tx.findIndex((one) => one.txid === txid);
  return completed(context, toLedger(tx, block, position));
};

export const createBitcoinLedger = (
  context: NodeContext,
  check: () => Promise<void>,
): ChainLedger => {
  const read = createReader(context);
  const checked = <T>(work: () => Promise<T>) =>
    guarded(async () => {
      await check();
      return work();
    });
  return {
    readStretch: (asked) =>
      checked(async () => {
        const head = await countBlocks(context.rpc);
        if (head < asked.from) throw new Unsettled('the chain went back');
        return read({ ...asked, to: Math.min(asked.to, head) });
      }),
    readTransaction: (txid) => checked(() => readOne(context, txid)),
    readBalances: (asked) => guarded(async () => asked.map(() => null)),
    readBlockHash: (height) => checked(() => orAbsent(hashAt(context.rpc, height), null)),
  };
};
