import type { z } from 'zod';
import type {
  TraceAmount,
  TraceReply,
  TraceSummary,
  traceEdge,
  traceNode,
  traceReport,
} from '../../contract/tracing.ts';
import { toDecimal } from '../../core/chain/amount.ts';
import type {
  AssetKey,
  Label,
  TraceEdge,
  TraceNode,
  TraceState,
} from '../../core/tracing/state.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { KeptTrace } from './kept-trace.ts';
import type { ReportRow, TraceRow } from './store.ts';

/** Addresses that an answer carries; the smallest are left out. */
const MAX_NODES = 400;
const MAX_PASSAGES = 20;

export const amountOf = ({ assets }: TraceState, key: AssetKey, units: string): TraceAmount => {
  const asset = assets[key];
  const decimals = asset?.decimals ?? null;
  return {
    contract: asset?.contract ?? null,
    symbol: asset?.symbol ?? null,
    units,
    amount: decimals === null ? null : toDecimal(units, decimals),
  };
};

export const amountsOf = (
  state: TraceState,
  amounts: Readonly<Record<AssetKey, string>>,
): TraceAmount[] =>
  Object.entries(amounts)
    .filter(([, units]) => units !== '0')
    .map(([key, units]) => amountOf(state, key, units));

type LabelOf = (address: string) => Label | null;

const stateOf = (row: TraceRow, kept: KeptTrace): TraceSummary['state'] => {
  if (!row.isFollowed) return 'ended';
  return kept.isCurrent ? 'watching' : 'running';
};

const newest = (kept: KeptTrace): TraceState => {
  const [state] = kept.snapshots;
  if (state === undefined) throw new Error('a trace without a state');
  return state;
};

const transfersOf = (state: TraceState): number =>
  Object.values(state.edges).reduce((sum, { passages }) => sum + passages.length, 0);

export const reachedOf = (state: TraceState, labelOf: LabelOf): TraceSummary['reached'] =>
  Object.values(state.nodes).flatMap(({ address, hop, received }) => {
    const label = labelOf(address);
    return label === null || hop === 0
      ? []
      : [{ address, label, amounts: amountsOf(state, received) }];
  });

export const presentSummary = (row: TraceRow, kept: KeptTrace, labelOf: LabelOf): TraceSummary => {
  const state = newest(kept);
  const { asked } = kept;
  const nodes = Object.values(state.nodes);
  return {
    traceId: row.traceId,
    chain: row.chain,
    txid: asked.kind === 'transaction' ? asked.txid : null,
    address: asked.kind === 'address' ? asked.address : null,
    state: stateOf(row, kept),
    startedBy: row.startedBy,
    startedAt: row.startedAt,
    followUntil: row.followUntil,
    readAt: row.readAt,
    changedAt: row.changedAt,
    headHeight: row.headHeight,
    version: row.version,
    failure: row.failure,
    hops: Math.max(0, ...nodes.map(({ hop }) => hop)),
    addresses: nodes.length,
    transfers: transfersOf(state),
    stolen: amountsOf(state, state.stolen),
    reached: reachedOf(state, labelOf),
  };
};

/** How much of each asset's theft came to an address: the greatest of the shares, from 0 to 1. */
const weightOf = (state: TraceState, { received, hop }: TraceNode): number =>
  hop === 0
    ? 1
    : Math.max(
        0,
        ...Object.entries(received).map(
          ([key, units]) => Number(units) / Math.max(1, Number(state.stolen[key] ?? units)),
        ),
      );

const presentNode = (
  state: TraceState,
  node: TraceNode,
  labelOf: LabelOf,
): z.input<typeof traceNode> => ({
  address: node.address,
  hop: node.hop,
  label: labelOf(node.address),
  received: amountsOf(state, node.received),
  held: amountsOf(state, node.held),
  end: node.end,
  balanceKnown: node.balanceKnown,
  firstAt: node.firstAt,
  lastAt: node.lastAt,
});

const presentEdge = (state: TraceState, edge: TraceEdge): z.input<typeof traceEdge> => ({
  from: edge.from,
  to: edge.to,
  moved: amountOf(state, edge.asset, edge.amount),
  stolen: amountOf(state, edge.asset, edge.tainted),
  transfers: edge.passages.length,
  passages: edge.passages.slice(-MAX_PASSAGES).map(({ txid, height, at, amount, tainted }) => ({
    txid,
    height,
    at,
    units: amount,
    stolenUnits: tainted,
  })),
});

/** The addresses that most of the stolen came to, in the order of their hops. */
export const mainNodes = (state: TraceState, most: number): readonly TraceNode[] =>
  Object.values(state.nodes)
    .map((node) => ({ node, weight: weightOf(state, node) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most)
    .map(({ node }) => node)
    .sort((a, b) => a.hop - b.hop || a.firstAt - b.firstAt);

export const presentReport = (row: ReportRow): z.input<typeof traceReport> => ({
  reportId: row.reportId,
  version: row.version,
  locale: row.locale as Locale,
  madeBy: row.madeBy,
  madeAt: row.madeAt,
  jsonSha256: row.jsonSha256,
  pdfSha256: row.pdfSha256,
});

export const presentTrace = (
  row: TraceRow,
  kept: KeptTrace,
  labelOf: LabelOf,
  reports: readonly ReportRow[],
): TraceReply => {
  const state = newest(kept);
  const nodes = mainNodes(state, MAX_NODES);
  const shown = new Set(nodes.map(({ address }) => address));
  return {
    trace: presentSummary(row, kept, labelOf),
    nodes: nodes.map((node) => presentNode(state, node, labelOf)),
    edges: Object.values(state.edges)
      .filter(({ from, to }) => shown.has(from) && shown.has(to))
      .map((edge) => presentEdge(state, edge)),
    dust: amountsOf(state, state.dust),
    fees: amountsOf(state, state.fees),
    isCut: state.isCut,
    omitted: Object.keys(state.nodes).length - nodes.length,
    reports: reports.map(presentReport),
  };
};
