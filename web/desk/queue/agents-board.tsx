import { Eye } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { DeskAgent } from '../../../src/contract/routing.ts';
import { AGENT_STATUSES } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { STATUS_COLOURS, STATUS_ICONS } from '../shell/agent-status.tsx';
import { useMe } from '../state/me.ts';
import { useNow } from '../state/now.ts';
import { useAgents } from '../state/queries.ts';

const ExtendRevealsDialog = lazy(() => import('./extend-reveals-dialog.tsx'));

const Person = ({ agent }: { readonly agent: DeskAgent }) => {
  const text = useText();
  const me = useMe();
  const now = useNow();
  const [extending, setExtending] = useState(false);
  const share = agent.capacityUnits === 0 ? 0 : agent.loadUnits / agent.capacityUnits;
  return (
    <li
      data-testid="agent-card"
      data-agent-id={agent.id}
      data-status={agent.status}
      className="flex flex-col gap-1 rounded-10 border border-line px-3 py-2"
    >
      <span className="flex items-center justify-between gap-2">
        <bdi className="truncate font-medium">{agent.name}</bdi>
        <bdi dir="ltr" className="font-mono text-11 text-muted">
          {agent.badge}
        </bdi>
      </span>
      <span className="flex items-center justify-between gap-2 text-12 text-muted tabular-nums">
        <span>{duration(now - agent.statusSince, text)}</span>
        <span>{text('queue.load', { load: agent.loadUnits, capacity: agent.capacityUnits })}</span>
      </span>
      <span aria-hidden className="h-1 overflow-hidden rounded-full bg-line">
        <span
          className={`block h-full ${share >= 1 ? 'bg-warn' : 'bg-accent'}`}
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </span>
      {agent.id !== me.agentId && (
        <Button
          tone="quiet"
          icon={Eye}
          data-testid="extend-reveals-open"
          className="-mx-2 self-start !text-12 text-muted"
          onClick={() => setExtending(true)}
        >
          {text('extension.do')}
        </Button>
      )}
      {extending && (
        <Suspense>
          <ExtendRevealsDialog agent={agent} onClose={() => setExtending(false)} />
        </Suspense>
      )}
    </li>
  );
};

/** Everyone by what they are doing, with how much they have. */
export const AgentsBoard = () => {
  const text = useText();
  const query = useAgents();
  if (query.isError) {
    return (
      <Failed what="failed.agents" thrown={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const agents = query.data ?? [];
  return (
    <section aria-label={text('queue.agents')} className="flex flex-col gap-4 p-4">
      <h2 className="text-15 font-semibold">{text('queue.agents')}</h2>
      {AGENT_STATUSES.map((status) => {
        const those = agents.filter((agent) => agent.status === status);
        const Icon = STATUS_ICONS[status];
        if (those.length === 0) return null;
        return (
          <div key={status}>
            <h3 className="flex items-center gap-1.5 pb-2 text-12 font-semibold">
              <Icon aria-hidden size={14} className={STATUS_COLOURS[status]} />
              {text(`agent_status.${status}`)}
              <span className="font-normal text-muted tabular-nums">{those.length}</span>
            </h3>
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2">
              {those.map((agent) => (
                <Person key={agent.id} agent={agent} />
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
};
