import { Tabs } from '@base-ui/react/tabs';
import { useInfiniteQuery } from '@tanstack/react-query';
import { AlarmClock, AlarmClockOff, Download, Gavel } from 'lucide-react';
import { useState } from 'react';
import type { ComplaintState, RegisterRow } from '../../../src/contract/complaints.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { dayIn } from './complaint-day.ts';
import { ComplaintDialog } from './complaint-dialog.tsx';
import { COMPLAINTS, listComplaints, REGISTER_FILE } from './complaints-api.ts';
import { ReceiptLine } from './receipt-line.tsx';
import { RulesPanel } from './rules-panel.tsx';

const STATES: readonly ComplaintState[] = ['open', 'proposed', 'upheld', 'rejected'];
const TABS = ['register', 'rules'] as const;
const TAB =
  'min-h-9 border-b-2 border-transparent px-3 text-13 font-medium text-muted hover:text-fg data-active:border-accent data-active:text-fg pointer-coarse:min-h-11';

const DUE = ['soon', 'overdue', 'receipt', 'receipt_overdue'] as const;
type Filter = ComplaintState | 'all' | (typeof DUE)[number];
const FILTERS: readonly Filter[] = [
  'all',
  'open',
  'proposed',
  'soon',
  'overdue',
  'receipt',
  'receipt_overdue',
  'upheld',
  'rejected',
];

const stateOf = (filter: Filter): ComplaintState | undefined =>
  STATES.find((state) => state === filter);
const dueOf = (filter: Filter): (typeof DUE)[number] | undefined =>
  DUE.find((due) => due === filter);

const Due = ({ row }: { readonly row: RegisterRow }) => {
  const text = useText();
  const locale = useLocale();
  const isOpen = row.state === 'open' || row.state === 'proposed';
  return (
    <span className="inline-flex items-center gap-2 tabular-nums">
      {dayIn(row.dueAt, row.timeZone, locale)}
      {isOpen && row.overdue && (
        <Chip tone="danger" icon={AlarmClockOff}>
          {text('complaint.due.overdue')}
        </Chip>
      )}
      {isOpen && row.warned && !row.overdue && (
        <Chip tone="warn" icon={AlarmClock}>
          {text('complaint.due.soon')}
        </Chip>
      )}
    </span>
  );
};

const HEADS = ['number', 'state', 'due', 'receipt', 'category', 'country', 'opened'] as const;

/** In a card a day says what it is; in a column its head does. */
const PhoneLabel = ({ of }: { readonly of: (typeof HEADS)[number] }) => {
  const text = useText();
  return <span className="text-12 text-muted md:hidden">{text(`complaint.head.${of}`)}&nbsp;</span>;
};

/** Where there is no room for columns a row is a card. */
const STACKED = `${CELL} max-md:!border-0 max-md:!p-0`;

const Line = ({ row, onOpen }: { readonly row: RegisterRow; readonly onOpen: () => void }) => {
  const text = useText();
  const locale = useLocale();
  return (
    <tr
      data-testid="complaint-row"
      className="max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:border-b max-md:border-line max-md:py-2"
    >
      <td className={STACKED}>
        <button
          type="button"
          onClick={onOpen}
          className="min-h-6 font-mono text-accent underline underline-offset-2 pointer-coarse:min-h-11"
        >
          <bdi dir="ltr">{row.number}</bdi>
        </button>
      </td>
      <td className={STACKED}>
        <Chip>{text(`complaint.state.${row.state}`)}</Chip>
      </td>
      <td className={STACKED}>
        <PhoneLabel of="due" />
        <Due row={row} />
      </td>
      <td className={STACKED}>
        <ReceiptLine row={row} />
      </td>
      <td className={STACKED}>{text(`category.${row.category}`)}</td>
      <td className={STACKED}>
        {row.country === '*' ? text('rules.all_others') : <bdi dir="ltr">{row.country}</bdi>}
      </td>
      <td className={`${STACKED} tabular-nums`}>
        <PhoneLabel of="opened" />
        {dayIn(row.openedAt, row.timeZone, locale)}
      </td>
    </tr>
  );
};

const Register = ({ filter }: { readonly filter: Filter }) => {
  const text = useText();
  const [opened, setOpened] = useState<RegisterRow | null>(null);
  const query = useInfiniteQuery({
    queryKey: [...COMPLAINTS, 'list', filter],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      listComplaints({ state: stateOf(filter), due: dueOf(filter), before: pageParam }),
    getNextPageParam: ({ more, complaints }) => (more ? complaints.at(-1)?.openedAt : undefined),
  });
  const rows = query.data?.pages.flatMap(({ complaints }) => complaints) ?? [];
  if (query.isPending) return <ScreenSkeleton />;
  if (query.isError)
    return (
      <Failed what="failed.complaints" thrown={query.error} onRetry={() => void query.refetch()} />
    );
  if (rows.length === 0) return <Empty icon={Gavel} sentence={text('complaints.none')} />;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={text('complaints.tab.register')}
      className="scroll"
    >
      <table className={`${TABLE} max-md:block max-md:!min-w-0 max-md:[&>tbody]:block`}>
        <thead className="max-md:sr-only">
          <tr>
            {HEADS.map((head) => (
              <th key={head} className={HEAD}>
                {text(`complaint.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.complaintId} row={row} onOpen={() => setOpened(row)} />
          ))}
        </tbody>
      </table>
      {query.hasNextPage && (
        <div className="flex justify-center p-3">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {text('complaints.more')}
          </Button>
        </div>
      )}
      {opened !== null && (
        <ComplaintDialog
          complaintId={opened.complaintId}
          number={opened.number}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
};

const fileOf = (filter: Filter): string => {
  const state = stateOf(filter);
  const due = dueOf(filter);
  const query = new URLSearchParams({
    ...(state === undefined ? {} : { state }),
    ...(due === undefined ? {} : { due }),
  });
  return query.size === 0 ? REGISTER_FILE : `${REGISTER_FILE}?${query}`;
};

/** The register of formal complaints, and the law's terms for them. */
export const ComplaintsScreen = () => {
  const text = useText();
  const [filter, setFilter] = useState<Filter>('all');
  return (
    <Screen
      title={text('nav.complaints')}
      actions={
        <>
          <select
            aria-label={text('complaints.filter')}
            data-testid="complaints-filter"
            className="control !w-auto"
            value={filter}
            onChange={(event) =>
              setFilter(FILTERS.find((each) => each === event.target.value) ?? 'all')
            }
          >
            {FILTERS.map((each) => (
              <option key={each} value={each}>
                {text(`complaints.filter.${each}`)}
              </option>
            ))}
          </select>
          <a
            href={fileOf(filter)}
            download
            className="inline-flex h-8 items-center gap-1.5 rounded-6 border border-input px-3 text-13 font-medium hover:bg-surface pointer-coarse:h-11"
          >
            <Download aria-hidden size={15} />
            CSV
          </a>
        </>
      }
    >
      <Tabs.Root defaultValue="register" className="mx-auto flex max-w-5xl flex-col">
        <Tabs.List className="flex border-b border-line px-4" aria-label={text('nav.complaints')}>
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab} className={TAB} data-testid={`complaints-tab-${tab}`}>
              {text(`complaints.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="register" className="p-4">
          <Register filter={filter} />
        </Tabs.Panel>
        <Tabs.Panel value="rules" className="p-4">
          <RulesPanel />
        </Tabs.Panel>
      </Tabs.Root>
    </Screen>
  );
};
