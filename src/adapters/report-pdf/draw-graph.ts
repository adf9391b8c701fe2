import { Graph, layout } from '@dagrejs/dagre';
import type { PrintedNode, PrintedTrace } from '../../ports/trace-reports.ts';
import { COLOURS, type Colour, MARGIN, type Sheet } from './sheet.ts';

const NODE_WIDTH = 132;
const LINE_HEIGHT = 10;
const PADDING = 5;
const TEXT_SIZE = 7;
const EDGE_TEXT_SIZE = 5.5;
const ARROW = 5;
const CAPTION_HEIGHT = 40;

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Placed extends Point {
  readonly width: number;
  readonly height: number;
}

const heightOf = (node: PrintedNode): number => 2 * PADDING + LINE_HEIGHT * node.lines.length;

const TONES: Readonly<Record<PrintedNode['tone'], Colour>> = {
  victim: 'victim',
  known: 'accent',
  end: 'end',
  plain: 'muted',
};

/** Places by the layered method of dagre, from left to right. */
const place = (graph: PrintedTrace['graph']) => {
  const placed = new Graph({ multigraph: true });
  placed.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 46, edgesep: 6 });
  placed.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) {
    placed.setNode(node.id, { width: NODE_WIDTH, height: heightOf(node) });
  }
  graph.edges.forEach(({ from, to }, index) => {
    placed.setEdge(from, to, {}, String(index));
  });
  layout(placed);
  return placed;
};

const drawArrow = ({ document }: Sheet, points: readonly Point[]): void => {
  const end = points.at(-1);
  const before = points.at(-2);
  if (end === undefined || before === undefined) return;
  points.forEach(({ x, y }, index) => {
    if (index === 0) document.moveTo(x, y);
    else document.lineTo(x, y);
  });
  document.lineWidth(0.7).strokeColor(COLOURS.muted).stroke();
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const corner = (turn: number): [number, number] => [
    end.x - ARROW * Math.cos(angle + turn),
    end.y - ARROW * Math.sin(angle + turn),
  ];
  document.polygon([end.x, end.y], corner(0.4), corner(-0.4)).fill(COLOURS.muted);
};

const drawNode = (sheet: Sheet, node: PrintedNode, at: Placed): void => {
  const { document } = sheet;
  const [x, y] = [at.x - at.width / 2, at.y - at.height / 2];
  const tone = TONES[node.tone];
  document
    .roundedRect(x, y, at.width, at.height, 4)
    .lineWidth(node.tone === 'plain' ? 0.7 : 1.4)
    .fillAndStroke('#ffffff', COLOURS[tone]);
  node.lines.forEach((line, index) => {
    sheet.label(
      line,
      { x: x + PADDING, y: y + PADDING + index * LINE_HEIGHT, width: at.width - 2 * PADDING },
      { size: TEXT_SIZE, colour: index === 0 ? tone : 'text' },
    );
  });
};

/** The graph on a page of its own, as large as fits. */
export const drawGraph = (sheet: Sheet, graph: PrintedTrace['graph']): void => {
  const { document } = sheet;
  document.addPage({ layout: 'landscape' });
  sheet.write(graph.caption, { size: 9, colour: 'muted' });
  const placed = place(graph);
  const size = placed.graph() as { readonly width?: number; readonly height?: number };
  const room = { x: sheet.width(), y: document.page.height - 2 * MARGIN - CAPTION_HEIGHT - 20 };
  const scale = Math.min(1, room.x / (size.width ?? 1), room.y / (size.height ?? 1));
  document.save();
  document.translate(MARGIN, MARGIN + CAPTION_HEIGHT).scale(scale);
  for (const { v, w, name } of placed.edges()) {
    const { points } = placed.edge(v, w, name) as { readonly points: readonly Point[] };
    drawArrow(sheet, points);
  }
  for (const node of graph.nodes) drawNode(sheet, node, placed.node(node.id) as Placed);
  for (const { v, w, name } of placed.edges()) {
    const { points } = placed.edge(v, w, name) as { readonly points: readonly Point[] };
    const middle = points[Math.floor(points.length / 2)];
    const text = graph.edges[Number(name)]?.text;
    if (middle === undefined || text === undefined) continue;
    sheet.label(
      text,
      { x: middle.x - 22, y: middle.y - 8, width: 60 },
      { size: EDGE_TEXT_SIZE, colour: 'text' },
    );
  }
  document.restore();
};
