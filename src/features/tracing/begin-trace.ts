import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { startFromAddress, startFromTransaction } from '../../core/tracing/start-trace.ts';
import type { TraceLimits, TraceState } from '../../core/tracing/state.ts';
import type { Chain } from '../../ports/chain.ts';

/** What somebody asked to be followed. Kept with the trace, so that it can begin again after a deep reorganisation. */
export type TraceAsked =
  | {
      readonly kind: 'transaction';
      readonly txid: string;
      readonly victim: string | null;
      readonly receiver: string | null;
    }
  | { readonly kind: 'address'; readonly address: string; readonly afterHeight: number };

const NO_BLOCK = { height: -1, hash: '' };

const pointBefore = async (chain: Chain, height: number): Promise<Outcome<typeof NO_BLOCK>> => {
  if (height <= 0) return ok(NO_BLOCK);
  const hash = await chain.ledger.readBlockHash(height - 1);
  if (!hash.ok) return hash;
  return hash.value === null
    ? fail('conflict', 'trace_block_unknown')
    : ok({ height: height - 1, hash: hash.value });
};

const beginFromTransaction = async (
  chain: Chain,
  asked: Extract<TraceAsked, { kind: 'transaction' }>,
  limits: TraceLimits,
): Promise<Outcome<TraceState>> => {
  const tx = await chain.ledger.readTransaction(asked.txid);
  if (!tx.ok) return tx;
  if (tx.value === null) return fail('conflict', 'trace_not_confirmed');
  const before = await pointBefore(chain, tx.value.height);
  if (!before.ok) return before;
  const state = startFromTransaction({
    family: chain.family,
    tx: tx.value,
    named: asked.victim,
    receiver: asked.receiver,
    limits,
    before: before.value,
    native: { contract: null, ...chain.native },
  });
  return state === null ? fail('conflict', 'trace_took_nothing') : ok(state);
};

/**
 * The state at the block before what is followed. Failures: those of the chain, `trace_not_confirmed` (the transaction
 * stands in no block), `trace_took_nothing`, `trace_needs_transaction` (Bitcoin keeps no balances of addresses),
 * `trace_block_unknown`.
 */
export const beginTrace = async (
  chain: Chain,
  asked: TraceAsked,
  limits: TraceLimits,
): Promise<Outcome<TraceState>> => {
  if (asked.kind === 'transaction') return beginFromTransaction(chain, asked, limits);
  if (chain.family !== 'evm') return fail('invalid', 'trace_needs_transaction');
  const before = await pointBefore(chain, asked.afterHeight + 1);
  if (!before.ok) return before;
  const head = await chain.readHead();
  if (!head.ok) return head;
  const { address } = asked;
  return ok(startFromAddress({ address, limits, before: before.value, at: head.value.at }));
};
