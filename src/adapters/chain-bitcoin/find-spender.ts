import type { Sighting } from '../../ports/chain.ts';
import { isUnknownMethod, orAbsent } from './bitcoin-rpc.ts';
import { countBlocks, hashAt, type NodeContext, readTransaction } from './node-context.ts';
import { fetchBlock } from './read-block.ts';
import type { WireTransaction } from './wire.ts';

export type Spender =
  | { readonly kind: 'found'; readonly txid: string }
  /** Nothing spends what it would have spent. */
  | { readonly kind: 'none' }
  /** Something does, further back than is searched. */
  | { readonly kind: 'unknown' };

const SEARCH_BLOCKS = 300;
const MAX_POOL_READ = 500;

const spends =
  (claims: ReadonlySet<string>, txid: string) =>
  (tx: WireTransaction): boolean =>
    tx.txid !== txid && tx.vin.some((input) => claims.has(`${input.txid}:${input.vout ?? 0}`));

const inPool = async (context: NodeContext, known: Sighting): Promise<string | undefined> => {
  const outputs = known.claims.map((claim) => ({
    txid: claim.slice(0, claim.indexOf(':')),
    vout: Number(claim.slice(claim.indexOf(':') + 1)),
  }));
  try {
    const found = await context.rpc.call<readonly { readonly spendingtxid?: string }[]>(
      'gettxspendingprevout',
      outputs,
    );
    return found.find(({ spendingtxid }) => spendingtxid !== undefined)?.spendingtxid;
  } catch (error) {
    if (!isUnknownMethod(error)) throw error;
  }
  const ids = await context.rpc.call<readonly string[]>('getrawmempool');
  if (ids.length > MAX_POOL_READ) return undefined;
  const waiting = await Promise.all(ids.map((id) => readTransaction(context, id, null)));
  return waiting.filter((tx) => tx !== null).find(spends(new Set(known.claims), known.txid))?.txid;
};

const inBlocks = async (context: NodeContext, known: Sighting): Promise<Spender> => {
  const last = await countBlocks(context.rpc);
  const first = Math.max(known.firstSeenHeight, last - SEARCH_BLOCKS + 1, 0);
  const test = spends(new Set(known.claims), known.txid);
  for (let height = last; height >= first; height -= 1) {
    const hash = await hashAt(context.rpc, height);
    const found = (await fetchBlock(context, hash)).tx.find(test);
    if (found !== undefined) return { kind: 'found', txid: found.txid };
  }
  return first > known.firstSeenHeight ? { kind: 'unknown' } : { kind: 'none' };
};

/** Which other transaction spends what a vanished one would have spent. */
export const findSpender = async (context: NodeContext, known: Sighting): Promise<Spender> => {
  const waiting = await inPool(context, known);
  if (waiting !== undefined) return { kind: 'found', txid: waiting };
  const unspent = await Promise.all(
    known.claims.map(async (claim) => {
      const [txid, vout] = claim.split(':');
      return orAbsent(context.rpc.call<object | null>('gettxout', txid, Number(vout), false), null);
    }),
  );
  return unspent.every((output) => output !== null) ? { kind: 'none' } : inBlocks(context, known);
};
