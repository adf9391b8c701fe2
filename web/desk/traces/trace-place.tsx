import type { TraceReply } from '../../../src/contract/tracing.ts';
import { shortenId } from '../../kit/cards/figures.ts';
import { useText } from '../locale/text.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import { amountText } from './amount-text.ts';
import { nodeRole } from './trace-words.ts';

/** The chosen address: whole, with what came, what is left, and the newest transactions that brought it. */
export const TracePlace = ({
  reply,
  address,
}: {
  readonly reply: TraceReply;
  readonly address: string;
}) => {
  const text = useText();
  const node = reply.nodes.find((each) => each.address === address);
  if (node === undefined) return null;
  const arrivals = reply.edges
    .filter(({ to }) => to === address)
    .flatMap(({ passages }) => passages)
    .toSorted((a, b) => b.at - a.at)
    .slice(0, 5);
  const role = nodeRole(node, text);
  return (
    <section
      aria-label={text('trace.place')}
      data-testid="trace-place"
      className="flex flex-col gap-1 rounded-10 border border-line p-3"
    >
      <h3 className="flex flex-wrap items-center gap-x-2">
        {node.label !== null && <bdi className="font-semibold">{node.label.name}</bdi>}
        <bdi dir="ltr" className="font-mono text-12 break-all">
          {node.address}
        </bdi>
        <CopyButton value={node.address} />
      </h3>
      <p className="flex flex-wrap gap-x-3 text-12 text-muted">
        <span>{text('trace.hop', { hop: node.hop })}</span>
        {role !== null && <span>{role}</span>}
        {node.received.length > 0 && (
          <span>
            {text('trace.column.received')}{' '}
            <bdi dir="ltr">{node.received.map(amountText).join(' + ')}</bdi>
          </span>
        )}
        {node.held.length > 0 && (
          <span>
            {text('trace.column.held')} <bdi dir="ltr">{node.held.map(amountText).join(' + ')}</bdi>
          </span>
        )}
        {!node.balanceKnown && <span className="text-warn">{text('trace.upper_bound')}</span>}
      </p>
      {arrivals.length > 0 && (
        <ul className="flex flex-wrap gap-x-4">
          {arrivals.map((passage) => (
            <li key={passage.txid} className="flex items-center gap-1 text-12">
              <Moment at={passage.at} className="text-muted" />
              <bdi dir="ltr" title={passage.txid} className="font-mono">
                {shortenId(passage.txid)}
              </bdi>
              <CopyButton value={passage.txid} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
