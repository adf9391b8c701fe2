import { CircleCheck, Eye, LoaderCircle, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { TraceSummary } from '../../../src/contract/tracing.ts';
import { shortenId } from '../../kit/cards/figures.ts';
import { count } from '../locale/number.ts';
import { hasText, useLocale, useText } from '../locale/text.ts';
import { Chip, type ChipTone } from '../parts/chip.tsx';
import { Moment } from '../parts/moment.tsx';
import { amountText } from './amount-text.ts';
import { rootOf } from './trace-words.ts';

const LOOKS: Readonly<
  Record<TraceSummary['state'], { readonly icon: LucideIcon; readonly tone: ChipTone }>
> = {
  running: { icon: LoaderCircle, tone: 'accent' },
  watching: { icon: Eye, tone: 'ok' },
  ended: { icon: CircleCheck, tone: 'plain' },
};

const Failure = ({ code }: { readonly code: string }) => {
  const text = useText();
  const key = `error.${code}`;
  return (
    <p role="status" className="flex items-start gap-1.5 text-warn">
      <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      {text('trace.behind')} {hasText(key) ? text(key) : code}
    </p>
  );
};

/** How a trace stands: what was taken, how far it went, and which known places it reached. */
export const TraceFigures = ({ trace }: { readonly trace: TraceSummary }) => {
  const text = useText();
  const locale = useLocale();
  const { icon, tone } = LOOKS[trace.state];
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <bdi dir="ltr" title={rootOf(trace)} className="font-mono text-12">
          {shortenId(rootOf(trace))}
        </bdi>
        <bdi className="text-muted">{trace.chain}</bdi>
        <Chip tone={tone} icon={icon}>
          {text(`trace.state.${trace.state}`)}
        </Chip>
      </p>
      {trace.stolen.length > 0 && (
        <p>
          {text('trace.stolen')}{' '}
          <bdi dir="ltr" className="font-semibold tabular-nums">
            {trace.stolen.map(amountText).join(' + ')}
          </bdi>
        </p>
      )}
      <p className="flex flex-wrap gap-x-3 text-12 text-muted tabular-nums">
        <span>
          {text('trace.hops')} {count(trace.hops, locale)}
        </span>
        <span>
          {text('trace.addresses_count')} {count(trace.addresses, locale)}
        </span>
        <span>
          {text('trace.transfers_count')} {count(trace.transfers, locale)}
        </span>
        {trace.readAt !== null && (
          <span>
            {text('account.as_of')} <Moment at={trace.readAt} form="short" />
          </span>
        )}
      </p>
      {trace.reached.length > 0 && (
        <ul aria-label={text('trace.reached')} className="flex flex-col gap-0.5">
          {trace.reached.map(({ address, label, amounts }) => (
            <li key={address} data-testid="trace-reached" className="flex flex-wrap gap-x-1.5">
              <bdi className="font-medium">{label.name}</bdi>
              <span className="text-muted">{text(`trace.label.${label.kind}`)}</span>
              <bdi dir="ltr" className="tabular-nums">
                {amounts.map(amountText).join(' + ')}
              </bdi>
            </li>
          ))}
        </ul>
      )}
      {trace.failure !== null && <Failure code={trace.failure} />}
    </div>
  );
};
