import { Tabs } from '@base-ui/react/tabs';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Handshake } from 'lucide-react';
import { useState } from 'react';
import type { PromiseFigures } from '../../../src/contract/promise.ts';
import { count, share } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime, duration, fullDate } from '../locale/time.ts';
import { Definition } from '../parts/definition.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { KeptTable } from './kept-table.tsx';
import { LadderPanel } from './ladder-panel.tsx';
import { getFigures } from './promise-api.ts';

const WEEKS = [1, 4, 8, 26] as const;
const TABS = ['kept', 'worst', 'ladder'] as const;
const TAB =
  'min-h-9 shrink-0 border-b-2 border-transparent px-3 text-13 font-medium whitespace-nowrap text-muted hover:text-fg data-active:border-accent data-active:text-fg pointer-coarse:min-h-11';

const Headline = ({ total }: { readonly total: PromiseFigures['total'] }) => {
  const text = useText();
  const locale = useLocale();
  const slack = total.meanSlack;
  const boxes = [
    ['kept.share', share(total.kept, total.judged, locale)],
    ['kept.judged', count(total.judged, locale)],
    ['kept.slack', slack === null ? '–' : share(slack, 1, locale)],
  ] as const;
  return (
    <dl className="flex flex-wrap gap-3">
      {boxes.map(([name, value]) => (
        <div key={name} className="min-w-40 rounded-10 border border-line px-4 py-2">
          <dt className="flex items-center gap-1 text-12 text-muted">
            {text(name)}
            <Definition of={text(name)} meaning={text(`${name}.meaning`)} />
          </dt>
          <dd data-testid={name} className="text-22 font-semibold tabular-nums">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Kept = ({ figures }: { readonly figures: PromiseFigures }) => {
  const text = useText();
  const locale = useLocale();
  if (figures.total.judged === 0) return <Empty icon={Handshake} sentence={text('kept.none')} />;
  return (
    <div className="flex flex-col gap-6">
      <Headline total={figures.total} />
      <KeptTable
        title={text('kept.by_step')}
        of={text('kept.step')}
        lines={figures.steps.map(({ step, ...judged }) => ({
          key: step,
          name: text(`promise.step.${step}`),
          judged,
        }))}
      />
      <KeptTable
        title={text('kept.by_category')}
        of={text('ladder.category')}
        lines={figures.categories.map(({ category, ...judged }) => ({
          key: category,
          name: text(`category.${category}`),
          judged,
        }))}
      />
      <KeptTable
        title={text('kept.by_week')}
        of={text('kept.week')}
        lines={figures.weeks.map(({ weekOf, ...judged }) => ({
          key: String(weekOf),
          name: fullDate(weekOf, locale),
          judged,
        }))}
      />
    </div>
  );
};

const Worst = ({ worst }: Pick<PromiseFigures, 'worst'>) => {
  const text = useText();
  const locale = useLocale();
  if (worst.length === 0) return <Empty icon={Handshake} sentence={text('kept.none_late')} />;
  return (
    <table className={TABLE} aria-label={text('promises.tab.worst')}>
      <thead>
        <tr>
          <th className={HEAD}>{text('kept.case')}</th>
          <th className={HEAD}>{text('kept.late_by')}</th>
          <th className={HEAD}>{text('kept.step')}</th>
          <th className={HEAD}>{text('promise.due')}</th>
          <th className={HEAD}>{text('kept.ended')}</th>
        </tr>
      </thead>
      <tbody>
        {worst.map((one) => (
          <tr key={`${one.conversationId}:${one.promisedAt}`} data-testid="late-promise">
            <td className={CELL}>
              <Link
                to="/inbox/$view/$conversationId"
                params={{ view: 'all', conversationId: one.conversationId }}
                className="font-mono text-accent underline underline-offset-2"
              >
                <bdi dir="ltr">{one.number}</bdi>
              </Link>
            </td>
            <td className={`${CELL} font-semibold whitespace-nowrap tabular-nums`}>
              {duration(one.lateMs, text)}
            </td>
            <td className={CELL}>{text(`promise.step.${one.step}`)}</td>
            <td className={`${CELL} tabular-nums`}>{dayAndTime(one.promisedAt, locale)}</td>
            <td className={`${CELL} tabular-nums`}>
              {one.endedAt === null ? text('kept.still_open') : dayAndTime(one.endedAt, locale)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Whether what customers were promised was kept, and who gets a case that climbs. */
export const PromisesScreen = () => {
  const text = useText();
  const [weeks, setWeeks] = useState<number>(8);
  const query = useQuery({
    queryKey: ['promises', weeks],
    queryFn: () => getFigures(weeks),
    placeholderData: keepPreviousData,
  });
  return (
    <Screen
      title={text('nav.promises')}
      actions={
        <select
          aria-label={text('kept.period')}
          className="control !w-auto"
          value={weeks}
          onChange={(event) => setWeeks(Number(event.target.value))}
        >
          {WEEKS.map((each) => (
            <option key={each} value={each}>
              {text('kept.weeks', { weeks: each })}
            </option>
          ))}
        </select>
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.promises" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && (
        <Tabs.Root defaultValue="kept" className="mx-auto flex max-w-5xl flex-col">
          <Tabs.List
            className="flex overflow-x-auto border-b border-line px-4"
            aria-label={text('nav.promises')}
          >
            {TABS.map((tab) => (
              <Tabs.Tab key={tab} value={tab} className={TAB} data-testid={`promises-tab-${tab}`}>
                {text(`promises.tab.${tab}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="kept" className="p-4">
            <Kept figures={query.data} />
          </Tabs.Panel>
          <Tabs.Panel value="worst" className="scroll p-4">
            <Worst worst={query.data.worst} />
          </Tabs.Panel>
          <Tabs.Panel value="ladder" className="p-4">
            <LadderPanel />
          </Tabs.Panel>
        </Tabs.Root>
      )}
    </Screen>
  );
};
