import { useInfiniteQuery } from '@tanstack/react-query';
import { FileSearch, Link2 } from 'lucide-react';
import { useState } from 'react';
import type { AuditReply, AuditRow } from '../../../src/contract/audit.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { AuditForm } from './audit-form.tsx';
import { type AuditFilter, searchAudit } from './integration-api.ts';

const Code = ({ children, long }: { readonly children: string; readonly long?: boolean }) => (
  <bdi
    dir="ltr"
    className={`font-mono text-12 ${long === true ? 'break-all' : 'whitespace-nowrap'}`}
  >
    {children}
  </bdi>
);

const LONGEST_ID = 20;
/** Both ends of a long id: enough to tell them apart, and the whole stands in the hint. */
const shortOf = (id: string): string =>
  id.length > LONGEST_ID ? `${id.slice(0, 6)}…${id.slice(-6)}` : id;

const Row = ({
  row,
  onPick,
}: {
  readonly row: AuditRow;
  readonly onPick: (id: string) => void;
}) => {
  const text = useText();
  const { actorId, actorName, actorKind, data } = row;
  const particulars = Object.keys(data).length === 0 ? null : JSON.stringify(data);
  return (
    <tr data-testid="audit-row">
      <td className={CELL}>
        <Moment at={row.at} />
      </td>
      <td className={CELL}>
        {actorName !== null && <bdi className="whitespace-nowrap">{actorName}</bdi>}
        {actorName === null && <Code>{shortOf(actorId ?? actorKind)}</Code>}
        {row.fromAddress !== null && (
          <>
            <br />
            <bdi dir="ltr" className="font-mono text-11 text-muted">
              {row.fromAddress}
            </bdi>
          </>
        )}
      </td>
      <td className={CELL}>
        <Code>{row.action}</Code>
      </td>
      <td className={CELL}>
        <Code>{row.subjectKind}</Code>
        <br />
        <button
          type="button"
          title={`${row.subjectId} · ${text('audit.only_this')}`}
          className="text-start underline decoration-dotted underline-offset-2"
          onClick={() => onPick(row.subjectId)}
        >
          <Code>{shortOf(row.subjectId)}</Code>
        </button>
      </td>
      <td className={CELL}>{particulars !== null && <Code long>{particulars}</Code>}</td>
      <td className={CELL}>{text(row.sealed ? 'audit.sealed' : 'audit.not_yet')}</td>
    </tr>
  );
};

/** The newest seal: kept elsewhere, it shows later whether the end was cut off. */
const Head = ({ head }: { readonly head: AuditReply['head'] }) => {
  const text = useText();
  if (head === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 text-12 text-muted">
      <Link2 aria-hidden size={14} className="shrink-0" />
      {text('audit.head', { number: head.sealId })} <Moment at={head.sealedAt} />
      <Code>{shortOf(head.hash)}</Code>
      <CopyButton value={head.hash} />
    </p>
  );
};

const Table = ({
  rows,
  onPick,
}: {
  readonly rows: readonly AuditRow[];
  readonly onPick: (id: string) => void;
}) => {
  const text = useText();
  if (rows.length === 0) return <Empty icon={FileSearch} sentence={text('audit.none')} />;
  return (
    <div className="overflow-x-auto">
      <table className={TABLE}>
        <thead>
          <tr>
            <th className={HEAD}>{text('integration.time')}</th>
            <th className={HEAD}>{text('audit.who')}</th>
            <th className={HEAD}>{text('audit.what')}</th>
            <th className={HEAD}>{text('audit.subject')}</th>
            <th className={HEAD}>{text('audit.particulars')}</th>
            <th className={HEAD}>{text('audit.seal')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} onPick={onPick} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const NOTHING: AuditFilter = { kind: 'changes' };

/** Who changed what and who looked at what, when, from where. */
export const AuditScreen = () => {
  const text = useText();
  const [filter, setFilter] = useState(NOTHING);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: ['audit', filter],
      queryFn: ({ pageParam }) => searchAudit(filter, pageParam),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      // Every search is written down: it happens when somebody asks, not by itself.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
    },
  );
  return (
    <Screen title={text('nav.audit')}>
      <div className="flex flex-col gap-4 p-4">
        <AuditForm filter={filter} onSearch={setFilter} onAgain={() => void refetch()} />
        {data?.pages[0] !== undefined && <Head head={data.pages[0].head} />}
        {data === undefined && error === null && <ScreenSkeleton />}
        {data === undefined && error !== null && (
          <Failed what="integration.failed" thrown={error} onRetry={() => void refetch()} />
        )}
        {data !== undefined && (
          <Table
            rows={data.pages.flatMap((page) => page.rows)}
            onPick={(subject) => setFilter({ kind: filter.kind, subject })}
          />
        )}
        {hasNextPage && (
          <Button
            className="self-start"
            busy={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {text('integration.more')}
          </Button>
        )}
      </div>
    </Screen>
  );
};
