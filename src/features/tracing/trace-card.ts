import type { CardOf } from '../../contract/cards.ts';
import type { TraceSummary } from '../../contract/tracing.ts';

const MAX_REACHED = 20;

/** What customer and agent see of a trace in the conversation. */
export const traceCard = (trace: TraceSummary, asOf: number): CardOf<'trace'> => ({
  kind: 'trace',
  cardId: trace.traceId,
  subjectId: trace.traceId,
  asOf: trace.readAt ?? asOf,
  data: {
    traceId: trace.traceId,
    chain: trace.chain,
    rootTxid: trace.txid ?? trace.address ?? '',
    state: trace.state,
    hops: trace.hops,
    transactions: trace.transfers,
    addresses: trace.addresses,
    reached: trace.reached.map(({ label }) => label.name).slice(0, MAX_REACHED),
  },
});
