import { Minus, Plus, Scan } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TraceReply } from '../../../src/contract/tracing.ts';
import { isRightToLeft, useLocale, useText } from '../locale/text.ts';
import { IconButton } from '../parts/button.tsx';
import { shortAmountText } from './amount-text.ts';
import { layOut, NODE, type Picture, type PlacedEdge, type PlacedNode } from './lay-out.ts';
import { nodeAmount, nodeName, nodeRole, traceSummaryText } from './trace-words.ts';

const ZOOM = { least: 0.3, most: 1.6, step: 1.25, readable: 0.8 };
const NAME_ROOM = 24;

const shortened = (words: string): string =>
  words.length <= NAME_ROOM ? words : `${words.slice(0, NAME_ROOM - 1)}…`;

const pathOf = (points: PlacedEdge['points']): string =>
  points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

const Arrow = ({ placed }: { readonly placed: PlacedEdge }) => (
  <g>
    <path
      d={pathOf(placed.points)}
      className="fill-none stroke-muted"
      markerEnd="url(#trace-tip)"
    />
    <text
      x={placed.x}
      y={placed.y + 4}
      direction="ltr"
      textAnchor="middle"
      className="fill-fg text-11 tabular-nums [paint-order:stroke] stroke-bg [stroke-width:4px]"
    >
      {shortAmountText(placed.edge.stolen)}
    </text>
  </g>
);

/** A frame's look: the victim and known places stand out by their line, and say so in words. */
const frameOf = ({ node: { end, label } }: PlacedNode): string => {
  if (end === 'victim') return 'stroke-danger stroke-2';
  if (label !== null) return 'stroke-accent stroke-2';
  return end === null ? 'stroke-input' : 'stroke-input [stroke-dasharray:4_3]';
};

const Place = ({
  placed,
  chosen,
  entry,
  onChoose,
}: {
  readonly placed: PlacedNode;
  readonly chosen: boolean;
  /** The one that Tab comes to. */
  readonly entry: boolean;
  readonly onChoose: () => void;
}) => {
  const text = useText();
  const { node, x, y } = placed;
  const role = nodeRole(node, text);
  const amount = nodeAmount(node);
  const start = -NODE.width / 2 + 10;
  return (
    <g
      role="option"
      id={`trace-node-${node.address}`}
      data-testid="trace-node"
      data-address={node.address}
      aria-selected={chosen}
      tabIndex={entry ? 0 : -1}
      transform={`translate(${x} ${y})`}
      className="cursor-pointer outline-none [&:focus-visible>rect]:stroke-accent [&:focus-visible>rect]:stroke-[3px]"
      onClick={onChoose}
      onFocus={onChoose}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onChoose();
        }
      }}
    >
      <rect
        x={-NODE.width / 2}
        y={-NODE.height / 2}
        {...NODE}
        rx={8}
        className={`${chosen ? 'fill-sel' : 'fill-surface'} ${frameOf(placed)}`}
      />
      <g direction="ltr" className="fill-fg">
        <text x={start} y={-12} className="text-12 font-semibold">
          {shortened(nodeName(node))}
        </text>
        <text x={start} y={5} className="text-12 tabular-nums">
          {amount}
        </text>
        <text x={start} y={22} className="fill-muted text-11">
          {shortened([text('trace.hop', { hop: node.hop }), role].filter(Boolean).join(' · '))}
        </text>
      </g>
    </g>
  );
};

/** The address in the direction of an arrow key: the nearest on that side. */
const towards = (picture: Picture, from: PlacedNode, key: string): PlacedNode | undefined => {
  const isSide = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  const away = (to: PlacedNode): number => (isSide ? to.x - from.x : to.y - from.y) * sign;
  const aside = (to: PlacedNode): number => Math.abs(isSide ? to.y - from.y : to.x - from.x);
  return picture.nodes
    .filter((to) => away(to) > 1)
    .toSorted((a, b) => away(a) + 3 * aside(a) - (away(b) + 3 * aside(b)))[0];
};

const ARROWS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

const Zoom = ({
  zoom,
  onZoom,
  onFit,
}: {
  readonly zoom: number;
  readonly onZoom: (zoom: number) => void;
  readonly onFit: () => void;
}) => {
  const text = useText();
  return (
    <div className="flex justify-end pb-1">
      <IconButton
        icon={Minus}
        label={text('trace.zoom_out')}
        disabled={zoom <= ZOOM.least}
        onClick={() => onZoom(Math.max(ZOOM.least, zoom / ZOOM.step))}
      />
      <IconButton icon={Scan} label={text('trace.fit')} onClick={onFit} />
      <IconButton
        icon={Plus}
        label={text('trace.zoom_in')}
        disabled={zoom >= ZOOM.most}
        onClick={() => onZoom(Math.min(ZOOM.most, zoom * ZOOM.step))}
      />
    </div>
  );
};

/** The size at which the whole picture is seen, and never larger than life. */
const fitting = (picture: Picture, box: HTMLElement | null): number => {
  if (box === null) return 1;
  const fits = Math.min(box.clientWidth / picture.width, box.clientHeight / picture.height, 1);
  return Math.max(ZOOM.least, fits);
};

/** Where the funds went, drawn; every address can be reached by the arrow keys. */
const TraceGraph = ({
  reply,
  chosen,
  onChoose,
}: {
  readonly reply: TraceReply;
  readonly chosen: string | null;
  readonly onChoose: (address: string) => void;
}) => {
  const text = useText();
  const rightToLeft = isRightToLeft(useLocale());
  const picture = useMemo(() => layOut(reply, rightToLeft), [reply, rightToLeft]);
  const first = useRef(picture);
  const box = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState(1);
  // Begins with all of it in sight where it can be read so; later sizes are the reader's own.
  useLayoutEffect(() => setZoom(Math.max(ZOOM.readable, fitting(first.current, box.current))), []);
  const entry = chosen ?? picture.nodes[0]?.node.address;
  const move = (event: KeyboardEvent): void => {
    if (!ARROWS.includes(event.key)) return;
    const from = picture.nodes.find(({ node }) => node.address === chosen);
    const to = from === undefined ? undefined : towards(picture, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    document.getElementById(`trace-node-${to.node.address}`)?.focus();
  };
  return (
    <div className="flex min-h-0 flex-auto flex-col">
      <Zoom zoom={zoom} onZoom={setZoom} onFit={() => setZoom(fitting(picture, box.current))} />
      <section
        ref={box}
        className="scroll min-h-0 flex-auto rounded-10 border border-line"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={text('trace.graph')}
      >
        <div
          role="listbox"
          tabIndex={-1}
          aria-label={traceSummaryText(reply, text)}
          data-testid="trace-graph"
          className="w-fit outline-none"
          onKeyDown={move}
        >
          <svg
            role="presentation"
            width={picture.width * zoom}
            height={picture.height * zoom}
            viewBox={`0 0 ${picture.width} ${picture.height}`}
          >
            <defs>
              <marker
                id="trace-tip"
                viewBox="0 0 8 8"
                refX="8"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                orient="auto"
              >
                <path d="M0 0L8 4L0 8z" className="fill-muted" />
              </marker>
            </defs>
            <g aria-hidden>
              {picture.edges.map((placed) => (
                <Arrow key={placed.key} placed={placed} />
              ))}
            </g>
            {picture.nodes.map((placed) => (
              <Place
                key={placed.node.address}
                placed={placed}
                chosen={placed.node.address === chosen}
                entry={placed.node.address === entry}
                onChoose={() => onChoose(placed.node.address)}
              />
            ))}
          </svg>
        </div>
      </section>
    </div>
  );
};

export default TraceGraph;
