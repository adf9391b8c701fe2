import { Graph, layout } from '@dagrejs/dagre';
import type { TraceReply } from '../../../src/contract/tracing.ts';

export const NODE = { width: 190, height: 66 };
const LABEL = { width: 96, height: 18 };
const MARGIN = 16;

type Node = TraceReply['nodes'][number];
type Edge = TraceReply['edges'][number];

export interface PlacedNode {
  readonly node: Node;
  /** Of the middle, in CSS pixels. */
  readonly x: number;
  readonly y: number;
}
export interface PlacedEdge {
  readonly edge: Edge;
  readonly key: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Of the middle of its amount. */
  readonly x: number;
  readonly y: number;
}
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** One amount an arrow: two coins between the same places are two arrows. */
const keyOf = ({ from, to, stolen }: Edge): string => `${from} ${to} ${stolen.contract ?? ''}`;

/** Places the addresses hop by hop in reading direction, and the arrows between them. */
export const layOut = (
  { nodes, edges }: Pick<TraceReply, 'nodes' | 'edges'>,
  rightToLeft: boolean,
): Picture => {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: rightToLeft ? 'RL' : 'LR',
    nodesep: 18,
    ranksep: 60,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(nodes.map(({ address }) => address));
  for (const { address } of nodes) graph.setNode(address, { ...NODE });
  // An arrow to an address that is left out of the answer has no place to go.
  const drawn = edges.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
  for (const edge of drawn)
    graph.setEdge(edge.from, edge.to, { ...LABEL, labelpos: 'c' }, keyOf(edge));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: nodes.map((node) => {
      const { x = 0, y = 0 } = graph.node(node.address);
      return { node, x, y };
    }),
    edges: drawn.map((edge) => {
      const key = keyOf(edge);
      const { points = [], x = 0, y = 0 } = graph.edge(edge.from, edge.to, key);
      return { edge, key, points, x, y };
    }),
  };
};
