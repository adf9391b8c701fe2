import type { TraceAmount } from '../../contract/tracing.ts';
import type { TraceNode, TraceState } from '../../core/tracing/state.ts';
import type { PrintedFact, PrintedNode, PrintedTrace } from '../../ports/trace-reports.ts';
import { iso, type WholeReport } from './compose-report.ts';
import { amountOf, amountsOf, mainNodes, reachedOf } from './present-trace.ts';
import type { OpenedTrace } from './show-trace.ts';

/** A drawing of more addresses than this is a blot. */
const MAX_DRAWN = 36;
const MAX_LISTED = 300;
const ENDS_SHOWN = 6;

/** A sentence of the report in its language. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const shorten = (address: string): string =>
  address.length <= 2 * ENDS_SHOWN + 3
    ? address
    : `${address.slice(0, ENDS_SHOWN)}…${address.slice(-ENDS_SHOWN)}`;

const amountText = ({ amount, units, symbol, contract }: TraceAmount, say: Say): string =>
  amount === null
    ? say('report.units', { units, contract: contract ?? '' })
    : `${amount} ${symbol ?? contract ?? ''}`.trim();

const amountList = (amounts: readonly TraceAmount[], say: Say): string =>
  amounts.length === 0 ? '0' : amounts.map((one) => amountText(one, say)).join(', ');

const fact = (name: string, value: string): PrintedFact => ({ name, value, isId: false });
const id = (name: string, value: string): PrintedFact => ({ name, value, isId: true });

const factsOf = (
  whole: WholeReport,
  state: TraceState,
  jsonSha256: string,
  say: Say,
): readonly PrintedFact[] => [
  fact(say('report.fact.prepared_by'), whole.exchange),
  fact(say('report.fact.case'), whole.case),
  fact(say('report.fact.network'), whole.chain),
  state.root.kind === 'transaction'
    ? id(say('report.fact.theft'), state.root.txid)
    : id(say('report.fact.followed'), state.root.address),
  fact(say('report.fact.taken'), amountList(whole.stolen, say)),
  fact(say('report.fact.through'), String(state.cursor.height)),
  id(say('report.fact.block_hash'), state.cursor.hash),
  fact(say('report.fact.read'), whole.readAt ?? '–'),
  fact(say('report.fact.made'), whole.madeAt),
  id(say('report.fact.report'), whole.reportId),
  id(say('report.fact.json'), jsonSha256),
];

const toneOf = (node: TraceNode, isKnown: boolean): PrintedNode['tone'] => {
  if (node.end === 'victim') return 'victim';
  if (isKnown) return 'known';
  return node.end === null ? 'plain' : 'end';
};

const graphOf = ({ labelOf }: OpenedTrace, state: TraceState, say: Say): PrintedTrace['graph'] => {
  const drawn = mainNodes(state, MAX_DRAWN);
  const shown = new Set(drawn.map(({ address }) => address));
  return {
    caption: say('report.graph.caption', {
      count: drawn.length,
      all: Object.keys(state.nodes).length,
    }),
    nodes: drawn.map((node) => {
      const label = labelOf(node.address);
      const name = node.end === 'victim' ? say('report.end.victim') : (label?.name ?? null);
      const amount = node.hop === 0 ? null : amountList(amountsOf(state, node.received), say);
      return {
        id: node.address,
        lines: [name, shorten(node.address), amount].filter((line) => line !== null),
        tone: toneOf(node, label !== null),
      };
    }),
    edges: Object.values(state.edges)
      .filter(({ from, to }) => shown.has(from) && shown.has(to))
      .map((edge) => ({
        from: edge.from,
        to: edge.to,
        text: amountText(amountOf(state, edge.asset, edge.tainted), say),
      })),
  };
};

const placesSection = ({ labelOf }: OpenedTrace, state: TraceState, say: Say) => {
  const places = reachedOf(state, labelOf);
  return {
    title: say('report.places.title'),
    paragraphs: [say(places.length === 0 ? 'report.places.none' : 'report.places.about')],
    entries: places.map(({ address, label, amounts }) => [
      fact(say('report.column.place'), `${label.name} (${say(`report.kind.${label.kind}`)})`),
      id(say('report.column.address'), address),
      fact(say('report.column.received'), amountList(amounts, say)),
    ]),
  };
};

const addressesSection = ({ labelOf }: OpenedTrace, state: TraceState, say: Say) => {
  const listed = mainNodes(state, MAX_LISTED);
  const all = Object.keys(state.nodes).length;
  return {
    title: say('report.addresses.title'),
    paragraphs:
      listed.length < all ? [say('report.addresses.cut', { count: listed.length, all })] : [],
    entries: listed.map((node) => {
      const label = labelOf(node.address);
      return [
        id(say('report.column.address'), node.address),
        fact(say('report.column.hop'), String(node.hop)),
        fact(say('report.column.received'), amountList(amountsOf(state, node.received), say)),
        fact(say('report.column.held'), amountList(amountsOf(state, node.held), say)),
        ...(label === null ? [] : [fact(say('report.column.place'), label.name)]),
        ...(node.end === null
          ? []
          : [fact(say('report.column.end'), say(`report.end.${node.end}`))]),
        ...(node.balanceKnown ? [] : [fact(say('report.column.note'), say('report.bound'))]),
      ];
    }),
  };
};

const transfersSection = (state: TraceState, say: Say) => {
  const all = Object.values(state.edges).flatMap((edge) =>
    edge.passages.map((passage) => ({ edge, passage })),
  );
  const share = ({ edge, passage }: (typeof all)[number]): number =>
    Number(passage.tainted) / Math.max(1, Number(state.stolen[edge.asset] ?? passage.tainted));
  const listed = [...all]
    .sort((a, b) => share(b) - share(a))
    .slice(0, MAX_LISTED)
    .sort((a, b) => a.passage.height - b.passage.height);
  return {
    title: say('report.transfers.title'),
    paragraphs:
      listed.length < all.length
        ? [say('report.transfers.cut', { count: listed.length, all: all.length })]
        : [],
    entries: listed.map(({ edge, passage }) => [
      id(say('report.column.transaction'), passage.txid),
      id(say('report.column.from'), edge.from),
      id(say('report.column.to'), edge.to),
      fact(
        say('report.column.amount'),
        say('report.part', {
          part: amountText(amountOf(state, edge.asset, passage.tainted), say),
          amount: amountText(amountOf(state, edge.asset, passage.amount), say),
        }),
      ),
      fact(
        say('report.column.block'),
        `${passage.height} · ${iso(passage.at).replace('.000', '')}`,
      ),
    ]),
  };
};

const methodSection = (whole: WholeReport, state: TraceState, say: Say) => ({
  title: say('report.method.title'),
  paragraphs: [
    say('report.method.haircut', { source: whole.method.source }),
    say(state.family === 'evm' ? 'report.method.evm' : 'report.method.bitcoin'),
    say('report.method.limits', {
      hops: state.limits.maxHops,
      share: (state.limits.dustBasisPoints / 100).toString(),
    }),
    ...(state.isCut ? [say('report.method.cut', { nodes: state.limits.maxNodes })] : []),
    say('report.method.labels'),
  ],
  entries: [
    [
      fact(say('report.column.dust'), amountList(amountsOf(state, state.dust), say)),
      fact(say('report.column.fees'), amountList(amountsOf(state, state.fees), say)),
    ],
  ],
});

/** The report as it is printed. `jsonSha256` is the digest of the JSON file that belongs to it. */
export const printReport = (
  opened: OpenedTrace,
  whole: WholeReport,
  jsonSha256: string,
  say: Say,
): PrintedTrace => {
  const [state] = opened.kept.snapshots;
  if (state === undefined) throw new Error('a trace without a state');
  return {
    title: say('report.title'),
    subtitle: say('report.subtitle', { version: whole.version, made: whole.madeAt }),
    facts: factsOf(whole, state, jsonSha256, say),
    graph: graphOf(opened, state, say),
    sections: [
      placesSection(opened, state, say),
      addressesSection(opened, state, say),
      transfersSection(state, say),
      methodSection(whole, state, say),
    ],
    footer: `${whole.exchange} · ${whole.case} · ${whole.reportId}`,
    madeAt: Date.parse(whole.madeAt),
  };
};
