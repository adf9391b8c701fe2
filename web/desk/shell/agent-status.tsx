import { useQueryClient } from '@tanstack/react-query';
import {
  Circle,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  type LucideIcon,
} from 'lucide-react';
import type { DeskAgent } from '../../../src/contract/routing.ts';
import type { DeskMeReply } from '../../../src/contract/staff.ts';
import type { AgentStatus } from '../../../src/core/vocabulary.ts';
import { useAction } from '../actions/handlers.ts';
import { putStatus } from '../api/desk-api.ts';
import { useText } from '../locale/text.ts';
import { PickMenu } from '../parts/pick-menu.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { useMe } from '../state/me.ts';
import { AGENTS, useAgents } from '../state/queries.ts';

/** One shape for each state, so that it is seen without its colour. */
export const STATUS_ICONS: Readonly<Record<AgentStatus, LucideIcon>> = {
  available: CircleCheck,
  wrap_up: CircleDashed,
  on_break: CirclePause,
  away: CircleX,
  offline: Circle,
};
export const STATUS_COLOURS: Readonly<Record<AgentStatus, string>> = {
  available: 'text-ok',
  wrap_up: 'text-warn',
  on_break: 'text-warn',
  away: 'text-muted',
  offline: 'text-muted',
};
const SETTABLE = ['available', 'wrap_up', 'on_break', 'away'] as const;

/** This person's state and load as the socket keeps them. */
export const useOwn = (): { status: AgentStatus; load: number | null; capacity: number } => {
  const me = useMe();
  const own = useAgents().data?.find((agent) => agent.id === me.agentId);
  return {
    status: own?.status ?? me.status,
    load: own?.loadUnits ?? null,
    capacity: own?.capacityUnits ?? me.capacityUnits,
  };
};

/** Says whether new work may come, and how much there is: `3/5`. */
export const AgentStatusMenu = ({ compact }: { readonly compact: boolean }) => {
  const text = useText();
  const me = useMe();
  const client = useQueryClient();
  const { status, load, capacity } = useOwn();
  const show = (next: AgentStatus): void => {
    client.setQueryData<readonly DeskAgent[]>(AGENTS, (agents) =>
      agents?.map((agent) => (agent.id === me.agentId ? { ...agent, status: next } : agent)),
    );
    client.setQueryData<DeskMeReply>(['me'], (known) => known && { ...known, status: next });
  };
  const change = (next: AgentStatus): void => {
    const before = status;
    show(next);
    putStatus(next).catch((thrown: unknown) => {
      show(before);
      showFailure('failed.own_status', thrown);
    });
  };
  useAction('set_available', () => change('available'));
  useAction('set_wrap_up', () => change('wrap_up'));
  useAction('set_on_break', () => change('on_break'));
  useAction('set_away', () => change('away'));
  const Icon = STATUS_ICONS[status];
  const state = text(`agent_status.${status}`);
  const taken = load === null ? `–/${capacity}` : `${load}/${capacity}`;
  return (
    <PickMenu
      label={text('agent_status.label')}
      value={status}
      onPick={change}
      side={compact ? 'inline-end' : 'top'}
      choices={SETTABLE.map((value) => ({
        value,
        label: text(`agent_status.${value}`),
        icon: STATUS_ICONS[value],
      }))}
      trigger={
        <button
          type="button"
          data-testid="agent-status"
          data-status={status}
          aria-label={text('agent_status.current', { state, load: taken })}
          title={text('agent_status.current', { state, load: taken })}
          className={
            compact
              ? 'flex w-10 flex-col items-center justify-center gap-0.5 rounded-6 py-1 hover:bg-sel pointer-coarse:min-h-11 pointer-coarse:w-11'
              : 'flex min-h-11 items-center gap-2 rounded-6 px-2 hover:bg-sel'
          }
        >
          <Icon aria-hidden size={18} className={STATUS_COLOURS[status]} />
          {!compact && <span>{state}</span>}
          <bdi dir="ltr" className="text-11 text-muted tabular-nums">
            {taken}
          </bdi>
        </button>
      }
    />
  );
};
