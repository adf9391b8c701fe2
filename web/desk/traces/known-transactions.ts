import type { TimelineEntry } from '../../kit/state/timeline.ts';

export interface KnownTransaction {
  readonly txid: string;
  readonly network: string;
  readonly kind: 'deposit' | 'withdrawal';
}

/** Transactions that the cards of a conversation show, the newest first and each once. */
export const knownTransactions = (
  entries: readonly TimelineEntry[],
): readonly KnownTransaction[] => {
  const found = new Map<string, KnownTransaction>();
  for (const entry of entries.toReversed()) {
    const card = entry.kind === 'card' ? entry.card : null;
    if (card?.kind !== 'deposit' && card?.kind !== 'withdrawal') continue;
    const { txid, network } = card.data;
    if (txid !== null && !found.has(txid)) found.set(txid, { txid, network, kind: card.kind });
  }
  return [...found.values()];
};
