import type { TraceAmount, TraceReply } from '../../../src/contract/tracing.ts';
import { shortenId } from '../../kit/cards/figures.ts';
import { count } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Moment } from '../parts/moment.tsx';
import { CELL, HEAD } from '../parts/screen.tsx';
import { amountText } from './amount-text.ts';
import { nodeRole } from './trace-words.ts';

const Id = ({ id }: { readonly id: string }) => (
  <bdi dir="ltr" title={id} className="font-mono text-12 whitespace-nowrap">
    {shortenId(id)}
  </bdi>
);

const Amounts = ({ amounts }: { readonly amounts: readonly TraceAmount[] }) => (
  <>
    {amounts.map((each) => (
      <bdi
        key={each.contract ?? ''}
        dir="ltr"
        title={each.contract ?? undefined}
        className="block whitespace-nowrap tabular-nums"
      >
        {amountText(each)}
      </bdi>
    ))}
  </>
);

const Heads = ({ names }: { readonly names: readonly string[] }) => (
  <thead>
    <tr>
      {names.map((name) => (
        <th key={name} scope="col" className={HEAD}>
          {name}
        </th>
      ))}
    </tr>
  </thead>
);

const Addresses = ({ nodes }: Pick<TraceReply, 'nodes'>) => {
  const text = useText();
  const locale = useLocale();
  return (
    <table className="w-full border-collapse text-start" data-testid="trace-addresses">
      <caption className="px-3 pt-3 text-start font-semibold">{text('trace.addresses')}</caption>
      <Heads
        names={[
          text('trace.column.hop'),
          text('trace.column.address'),
          text('trace.column.what'),
          text('trace.column.received'),
          text('trace.column.held'),
          text('trace.column.last'),
        ]}
      />
      <tbody>
        {nodes.map((node) => (
          <tr key={node.address}>
            <td className={`${CELL} tabular-nums`}>{count(node.hop, locale)}</td>
            <th scope="row" className={`${CELL} text-start font-normal`}>
              {node.label !== null && <bdi className="block font-medium">{node.label.name}</bdi>}
              <Id id={node.address} />
            </th>
            <td className={CELL}>
              {nodeRole(node, text)}
              {!node.balanceKnown && (
                <span className="block text-12 text-warn">{text('trace.upper_bound')}</span>
              )}
            </td>
            <td className={CELL}>
              <Amounts amounts={node.received} />
            </td>
            <td className={CELL}>
              <Amounts amounts={node.held} />
            </td>
            <td className={CELL}>
              <Moment at={node.lastAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Transfers = ({ edges }: Pick<TraceReply, 'edges'>) => {
  const text = useText();
  const locale = useLocale();
  return (
    <table className="w-full border-collapse text-start" data-testid="trace-transfers">
      <caption className="px-3 pt-3 text-start font-semibold">{text('trace.transfers')}</caption>
      <Heads
        names={[
          text('trace.column.from'),
          text('trace.column.to'),
          text('trace.column.stolen'),
          text('trace.column.moved'),
          text('trace.column.transfers'),
          text('trace.column.newest'),
        ]}
      />
      <tbody>
        {edges.map((edge) => {
          const newest = edge.passages.at(-1);
          return (
            <tr key={`${edge.from} ${edge.to} ${edge.stolen.contract ?? ''}`}>
              <td className={CELL}>
                <Id id={edge.from} />
              </td>
              <td className={CELL}>
                <Id id={edge.to} />
              </td>
              <td className={CELL}>
                <Amounts amounts={[edge.stolen]} />
              </td>
              <td className={CELL}>
                <Amounts amounts={[edge.moved]} />
              </td>
              <td className={`${CELL} tabular-nums`}>{count(edge.transfers, locale)}</td>
              <td className={CELL}>{newest !== undefined && <Id id={newest.txid} />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

/** The same as the picture, in rows. */
export const TraceTable = ({ reply }: { readonly reply: TraceReply }) => {
  const text = useText();
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={text('trace.table')}
      data-testid="trace-table"
      className="scroll min-h-0 flex-auto rounded-10 border border-line"
    >
      <Addresses nodes={reply.nodes} />
      <Transfers edges={reply.edges} />
    </section>
  );
};
