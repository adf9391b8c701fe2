import type { TraceState } from '../../core/tracing/state.ts';
import { amountsOf } from './present-trace.ts';
import type { OpenedTrace, Subject } from './show-trace.ts';

/** Everything about a trace at one moment, as its JSON file holds it. Amounts are whole numbers of smallest units. */
export interface WholeReport {
  readonly format: 'mainstay-trace-report/1';
  readonly reportId: string;
  readonly madeAt: string;
  readonly exchange: string;
  readonly case: string;
  readonly chain: string;
  readonly version: number;
  readonly readAt: string | null;
  readonly throughBlock: TraceState['cursor'];
  readonly method: { readonly name: 'haircut'; readonly source: string };
  readonly root: TraceState['root'];
  readonly limits: TraceState['limits'];
  readonly stolen: ReturnType<typeof amountsOf>;
  readonly assets: TraceState['assets'];
  readonly labels: Readonly<Record<string, { readonly name: string; readonly kind: string }>>;
  readonly addresses: readonly TraceState['nodes'][string][];
  readonly passages: readonly TraceState['edges'][string][];
  readonly dust: TraceState['dust'];
  readonly fees: TraceState['fees'];
  readonly isCut: boolean;
}

const SOURCE =
  'M. Möser, R. Böhme, D. Breuker: Towards Risk Scoring of Bitcoin Transactions. Financial Cryptography 2014 Workshops, LNCS 8438';

export const iso = (at: number): string => new Date(at).toISOString();

export const composeReport = (
  { row, kept, labelOf }: OpenedTrace,
  subject: Subject,
  given: { readonly reportId: string; readonly madeAt: number; readonly exchange: string },
): WholeReport => {
  const [state] = kept.snapshots;
  if (state === undefined) throw new Error('a trace without a state');
  const addresses = Object.values(state.nodes);
  return {
    format: 'mainstay-trace-report/1',
    reportId: given.reportId,
    madeAt: iso(given.madeAt),
    exchange: given.exchange,
    case: subject.number,
    chain: row.chain,
    version: row.version,
    readAt: row.readAt === null ? null : iso(row.readAt),
    throughBlock: state.cursor,
    method: { name: 'haircut', source: SOURCE },
    root: state.root,
    limits: state.limits,
    stolen: amountsOf(state, state.stolen),
    assets: state.assets,
    labels: Object.fromEntries(
      addresses.flatMap(({ address }) => {
        const label = labelOf(address);
        return label === null ? [] : [[address, label]];
      }),
    ),
    addresses,
    passages: Object.values(state.edges),
    dust: state.dust,
    fees: state.fees,
    isCut: state.isCut,
  };
};
