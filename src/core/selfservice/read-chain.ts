import { expectConfirmations } from '../chain/expected-time.ts';
import type { ChainFacts } from './facts.ts';
import type { Param } from './finding.ts';

/** How long until it has the confirmations asked for, from now on; null where nobody can say. */
export const expectedSpan = (
  chain: ChainFacts | null,
  needed: number,
  confirmations: number,
): { readonly fromMs: number; readonly toMs: number | null } | null => {
  const status = chain?.status;
  if (chain === null || chain.pace === null || status === undefined || chain.behind) return null;
  if (status.kind !== 'in_block' && status.kind !== 'mempool') return null;
  const { meanIntervalMs, deviationMs } = chain.pace;
  const { fromMs, toMs } = expectConfirmations({
    needed: Math.max(1, needed),
    confirmations: status.kind === 'in_block' ? confirmations : 0,
    blocksToEnter: status.kind === 'mempool' ? status.blocksToEnter : null,
    meanIntervalMs,
    deviationMs,
  });
  return { fromMs, toMs };
};

/** The same as two parameters: whether it is known, and the span. */
export const spanParams = (
  span: ReturnType<typeof expectedSpan>,
): { readonly timed: Param; readonly span: Param } => ({
  timed: { kind: 'choice', of: span === null ? 'no' : span.toMs === null ? 'open' : 'yes' },
  span: span === null ? { kind: 'name', text: '' } : { kind: 'span', ...span },
});

/**
 * Confirmations as the chain has them; the exchange's own count where the node cannot be read, lags or does not know it.
 * What waits for a block has none, whatever the exchange still remembers.
 */
export const confirmationsOf = (chain: ChainFacts | null, ledger: number): number => {
  if (chain === null || chain.behind || chain.status.kind === 'unknown') return ledger;
  return chain.status.kind === 'in_block' ? chain.status.confirmations : 0;
};
