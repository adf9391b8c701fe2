import type { TraceReply, TraceSummary } from '../../../src/contract/tracing.ts';
import { shortenId } from '../../kit/cards/figures.ts';
import type { Text } from '../locale/text.ts';
import { amountText, shortAmountText } from './amount-text.ts';

type Node = TraceReply['nodes'][number];

/** What a trace begins with. */
export const rootOf = ({ txid, address }: Pick<TraceSummary, 'txid' | 'address'>): string =>
  txid ?? address ?? '';

/** What an address is called: the name of a known place, else its beginning and end. */
export const nodeName = ({ label, address }: Pick<Node, 'label' | 'address'>): string =>
  label?.name ?? shortenId(address);

/** What an address is: the victim, a known place, or how it ends here; null for one that is simply followed on. */
export const nodeRole = ({ end, label }: Node, text: Text): string | null => {
  if (end === 'victim') return text('trace.end.victim');
  if (label !== null) return text(`trace.label.${label.kind}`);
  return end === null ? null : text(`trace.end.${end}`);
};

/** What came there of the stolen; for the victim, what was taken is told by the arrows. */
export const nodeAmount = ({ received }: Node): string | null => {
  const [first, ...others] = received;
  if (first === undefined) return null;
  return others.length === 0
    ? shortAmountText(first)
    : `${shortAmountText(first)} +${others.length}`;
};

/** The whole of a trace in one sentence, for those who do not see the picture. */
export const traceSummaryText = ({ trace, nodes }: TraceReply, text: Text): string => {
  const places = trace.reached.map(({ label, amounts }) =>
    text('trace.summary.place', {
      name: label.name,
      amounts: amounts.map(amountText).join(' + '),
    }),
  );
  const held = nodes.filter((node) => node.held.length > 0 && node.end !== 'victim').length;
  const begin = text('trace.summary', {
    root: shortenId(rootOf(trace)),
    addresses: trace.addresses,
    hops: trace.hops,
    transfers: trace.transfers,
    held,
  });
  return places.length === 0
    ? `${begin} ${text('trace.summary.none')}`
    : `${begin} ${text('trace.summary.reached', { places: places.join('; ') })}`;
};
