import type {
  BlockPoint,
  FoundTransaction,
  InBlock,
  Sighting,
  TransactionStatus,
  Transfer,
} from '../../ports/chain.ts';
import { orAbsent } from './bitcoin-rpc.ts';
import { checkNumbers } from './check-wire.ts';
import { findSpender } from './find-spender.ts';
import { headerOf, type NodeContext, readHead, readTransaction, timeOf } from './node-context.ts';
import { expectedBlocks } from './read-pace.ts';
import {
  addressOf,
  toSatoshi,
  type WireMempoolEntry,
  type WireOutput,
  type WireTransaction,
} from './wire.ts';

const MAX_SENDERS_READ = 12;

/** The block it stands in, when that block is part of the chain at this moment. */
const placeOf = async (
  { rpc }: NodeContext,
  tx: WireTransaction | null,
): Promise<InBlock | undefined> => {
  if (!tx?.blockhash) return undefined;
  const header = await orAbsent(headerOf(rpc, tx.blockhash), null);
  if (header === null || header.confirmations < 1) return undefined;
  return {
    height: header.height,
    hash: header.hash,
    at: timeOf(header),
    confirmations: header.confirmations,
  };
};

const claimsOf = (tx: WireTransaction): readonly string[] =>
  tx.vin.flatMap(({ txid, vout }) => (txid === undefined ? [] : [`${txid}:${vout ?? 0}`]));

/** Who paid, when one address did. Null when several did or the node does not know. */
const senderOf = async (context: NodeContext, tx: WireTransaction): Promise<string | null> => {
  if (tx.vin.length > MAX_SENDERS_READ) return null;
  const addresses = await Promise.all(
    tx.vin.map(async ({ txid, vout, prevout }) => {
      if (prevout) return addressOf(prevout.scriptPubKey);
      if (txid === undefined) return null;
      const spent = (await readTransaction(context, txid, null))?.vout[vout ?? 0];
      return spent ? addressOf(spent.scriptPubKey) : null;
    }),
  );
  const [first] = addresses;
  return first !== undefined && addresses.every((address) => address === first) ? first : null;
};

const goneStatus = async (
  context: NodeContext,
  known: Sighting | null | undefined,
): Promise<TransactionStatus> => {
  if (!known || known.claims.length === 0) return { kind: 'unknown' };
  const spender = await findSpender(context, known);
  if (spender.kind === 'found') return { kind: 'replaced', by: spender.txid };
  return spender.kind === 'unknown' ? { kind: 'replaced', by: null } : { kind: 'dropped' };
};

const waitingStatus = async (
  context: NodeContext,
  txid: string,
): Promise<TransactionStatus | undefined> => {
  const said = await orAbsent(context.rpc.call<unknown>('getmempoolentry', txid), undefined);
  if (said === undefined) return undefined;
  const entry = checkNumbers<WireMempoolEntry>(said, []);
  return {
    kind: 'mempool',
    blocksToEnter: await expectedBlocks(context, entry),
    // What spends coins that nobody has seen yet does not enter a pool here.
    behindMissing: false,
  };
};

const transferOf =
  (sender: string | null, native: NodeContext['native']) =>
  (output: WireOutput): Transfer => ({
    asset: { kind: 'native', ...native },
    from: sender,
    to: addressOf(output.scriptPubKey),
    amount: toSatoshi(output.value),
    index: output.n,
  });

const lostBlock = (
  known: Sighting | null | undefined,
  place: InBlock | undefined,
): BlockPoint | null => {
  if (!known?.block || known.block.hash === place?.hash) return null;
  return known.block;
};

/** See `Chain.findTransaction`. Throws what `guarded` catches. */
export const findBitcoinTransaction = async (
  context: NodeContext,
  txid: string,
  known: Sighting | null | undefined,
): Promise<FoundTransaction> => {
  const [head, tx] = await Promise.all([
    readHead(context),
    readTransaction(context, txid, known?.block?.hash ?? null),
  ]);
  const place = await placeOf(context, tx);
  const status: TransactionStatus =
    place === undefined
      ? ((await waitingStatus(context, txid)) ?? (await goneStatus(context, known)))
      : { kind: 'in_block', ...place };
  const sender = tx === null ? null : await senderOf(context, tx);
  return {
    txid,
    status,
    reorganisedFrom: lostBlock(known, place),
    transfers: tx === null ? [] : tx.vout.map(transferOf(sender, context.native)),
    sender,
    sighting:
      tx === null
        ? (known ?? null)
        : {
            txid,
            block: place === undefined ? null : { height: place.height, hash: place.hash },
            claims: claimsOf(tx),
            firstSeenHeight: known?.firstSeenHeight ?? place?.height ?? head.height,
          },
    head,
    asOf: head.asOf,
  };
};
