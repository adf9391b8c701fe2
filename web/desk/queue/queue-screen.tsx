import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ListOrdered, ShieldAlert, UserPlus } from 'lucide-react';
import { useEffect } from 'react';
import type { DeskAgent, DeskQueue } from '../../../src/contract/routing.ts';
import { assign, getQueue } from '../api/desk-api.ts';
import { CallsBoard } from '../incidents/calls-board.tsx';
import { SurgeSwitch } from '../incidents/surge-switch.tsx';
import { TierChip } from '../list/row-parts.tsx';
import { useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { PickMenu } from '../parts/pick-menu.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { STATUS_ICONS } from '../shell/agent-status.tsx';
import { goTo } from '../shell/place.ts';
import { showFailure } from '../state/change-conversation.ts';
import { onFrame } from '../state/live.ts';
import { useSecond } from '../state/now.ts';
import { useAgents, useTeams } from '../state/queries.ts';
import { AgentsBoard } from './agents-board.tsx';

const QUEUE = ['queue'] as const;
/** The server says that something changed; it is asked at most this often, and at least every 10 s. */
const ASK_EVERY_MS = 1_000;
const AT_LEAST_MS = 10_000;

type QueueLine = DeskQueue['rows'][number];

const useLiveQueue = () => {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: QUEUE,
    queryFn: getQueue,
    refetchInterval: AT_LEAST_MS,
    staleTime: 0,
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: QUEUE });
      }, ASK_EVERY_MS);
    };
    const ends = [onFrame('queue_changed', ask), onFrame('desk_row', ask)];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [client]);
  return query;
};

const Figure = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div className="min-w-32 rounded-10 border border-line px-4 py-2">
    <dt className="text-12 text-muted">{name}</dt>
    <dd className="text-22 font-semibold tabular-nums">{value}</dd>
  </div>
);

const Line = ({
  line,
  agents,
  teamName,
  onAssigned,
}: {
  readonly line: QueueLine;
  readonly agents: readonly DeskAgent[];
  readonly teamName: string;
  readonly onAssigned: () => void;
}) => {
  const text = useText();
  const now = useSecond();
  const security = line.category === 'security';
  const give = (agentId: string): void => {
    assign(line.conversationId, agentId)
      .then(onAssigned)
      .catch((thrown: unknown) => showFailure('failed.assign', thrown));
  };
  return (
    <tr data-testid="queue-row" data-conversation-id={line.conversationId}>
      <td className={`${CELL} text-muted tabular-nums`}>{line.rank}</td>
      <td className={CELL}>
        <a
          href={`/desk/inbox/unassigned/${line.conversationId}`}
          className="font-mono text-12 whitespace-nowrap text-accent underline-offset-2 hover:underline"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            goTo('inbox', 'unassigned', line.conversationId);
          }}
        >
          <bdi dir="ltr">{line.number}</bdi>
        </a>
      </td>
      <td className={CELL}>
        <span className="inline-flex items-center gap-1.5">
          {security && <ShieldAlert aria-hidden size={14} className="text-danger" />}
          <span className={security ? 'font-medium text-danger' : ''}>
            {text(`category.${line.category}`)}
          </span>
          <TierChip tier={line.tier} />
          {(line.priority === 'high' || line.priority === 'urgent') && (
            <Chip tone="warn">{text(`priority.${line.priority}`)}</Chip>
          )}
        </span>
      </td>
      <td className={CELL}>{text(`locale.${line.locale}`)}</td>
      <td className={CELL}>
        <bdi>{teamName}</bdi>
      </td>
      <td className={`${CELL} whitespace-nowrap tabular-nums`}>
        {duration(now - line.waitingSince, text)}
      </td>
      <td className={`${CELL} whitespace-nowrap tabular-nums`}>
        {line.etaSeconds === null ? text('queue.no_eta') : duration(line.etaSeconds * 1_000, text)}
      </td>
      <td className={CELL}>
        {line.relaxed.length === 0 ? (
          <span className="text-muted">{text('queue.exact')}</span>
        ) : (
          <span className="inline-flex flex-wrap gap-1">
            {line.relaxed.map((each) => (
              <Chip key={each}>{text(`relaxed.${each}`)}</Chip>
            ))}
          </span>
        )}
      </td>
      <td className={CELL}>
        <PickMenu
          label={text('action.assign')}
          value={null}
          onPick={give}
          choices={agents.map((agent) => ({
            value: agent.id,
            label: agent.name,
            icon: STATUS_ICONS[agent.status],
            detail: `${agent.loadUnits}/${agent.capacityUnits}`,
          }))}
          trigger={
            <Button icon={UserPlus} data-testid="queue-assign">
              {text('action.assign.short')}
            </Button>
          }
        />
      </td>
    </tr>
  );
};

const COLUMNS = [
  'queue.rank',
  'queue.number',
  'queue.category',
  'queue.language',
  'queue.team',
  'queue.waited',
  'queue.eta',
  'queue.relaxing',
] as const;

const Lines = ({ queue, onAssigned }: { queue: DeskQueue; onAssigned: () => void }) => {
  const text = useText();
  const agents = (useAgents().data ?? []).filter((agent) => agent.status !== 'offline');
  const teams = useTeams().data ?? [];
  if (queue.rows.length === 0) {
    return (
      <div className="h-56">
        <Empty icon={ListOrdered} sentence={text('queue.empty')} />
      </div>
    );
  }
  return (
    <table className={TABLE}>
      <caption className="sr-only">{text('nav.queue')}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" className={HEAD}>
              {text(column)}
            </th>
          ))}
          <th scope="col" className={HEAD}>
            <span className="sr-only">{text('action.assign')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {queue.rows.map((line) => (
          <Line
            key={line.conversationId}
            line={line}
            agents={agents}
            teamName={teams.find((team) => team.id === line.teamId)?.name ?? line.teamId}
            onAssigned={onAssigned}
          />
        ))}
      </tbody>
    </table>
  );
};

/** Who waits, in the order of service, and who is there to answer. */
export const QueueScreen = () => {
  const text = useText();
  const query = useLiveQueue();
  const now = useSecond();
  const queue = query.data;
  const longest = queue?.rows.reduce((most, line) => Math.max(most, now - line.waitingSince), 0);
  return (
    <Screen title={text('nav.queue')}>
      <SurgeSwitch />
      <CallsBoard />
      {query.isError && queue === undefined && (
        <Failed what="failed.queue" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <ScreenSkeleton />}
      {queue !== undefined && (
        <>
          <dl className="flex flex-wrap gap-3 p-4">
            <Figure name={text('queue.total')} value={String(queue.total)} />
            <Figure
              name={text('queue.longest')}
              value={queue.total === 0 ? '–' : duration(longest ?? 0, text)}
            />
          </dl>
          <Lines queue={queue} onAssigned={() => void query.refetch()} />
          <AgentsBoard />
        </>
      )}
    </Screen>
  );
};
