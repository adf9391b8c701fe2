import { Shuffle } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { goTo } from '../shell/place.ts';
import { useAgents, useTeams } from '../state/queries.ts';
import { PassesChip } from './passes-chip.tsx';
import { usePassedAround } from './queries.ts';

/** Requests under way whose customers were handed on too often, the worst first. */
export const PassedAround = () => {
  const text = useText();
  const query = usePassedAround(true);
  const teams = useTeams().data;
  const agents = useAgents().data;
  if (query.isError && query.data === undefined)
    return <Failed what="failed.tasks" thrown={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <ScreenSkeleton />;
  const { rows, passesAlarm } = query.data;
  if (rows.length === 0)
    return <Empty icon={Shuffle} sentence={text('tasks.empty.passed', { from: passesAlarm })} />;
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.conversationId}>
          <button
            type="button"
            data-testid="passed-row"
            onClick={() => goTo('inbox', 'all', row.conversationId)}
            className="flex min-h-[56px] w-full flex-col justify-center gap-1 border-b border-line px-3 py-2 text-start hover:bg-surface"
          >
            <span className="flex items-center gap-2">
              <bdi dir="ltr" className="font-mono text-12">
                {row.number}
              </bdi>
              <PassesChip passes={row.passes} />
              <span className="flex-1" />
              <Moment at={row.passedAt} form="short" className="text-12 text-muted" />
            </span>
            <span className="flex flex-wrap gap-x-2 text-12 text-muted">
              <span>{text(`category.${row.category}`)}</span>
              <span>{text(`status.${row.status}`)}</span>
              <bdi>
                {agents?.find(({ id }) => id === row.assigneeId)?.name ??
                  teams?.find(({ id }) => id === row.teamId)?.name ??
                  row.teamId}
              </bdi>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};
