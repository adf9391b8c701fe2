import {
  ArrowRightLeft,
  CircleCheck,
  CircleDot,
  ClipboardList,
  Flag,
  Hand,
  LockKeyhole,
  RotateCcw,
  ShieldAlert,
  Tag,
  Undo2,
  UserPlus,
} from 'lucide-react';
import { useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { isActive, TRANSITIONS } from '../../../src/core/conversation/transitions.ts';
import { CATEGORIES, PRIORITIES, type Status } from '../../../src/core/vocabulary.ts';
import { useAction } from '../actions/handlers.ts';
import { assign, claim, release, type SettableStatus } from '../api/desk-api.ts';
import { useText } from '../locale/text.ts';
import { PickMenu } from '../parts/pick-menu.tsx';
import { STATUS_ICONS } from '../shell/agent-status.tsx';
import {
  changeCategory,
  changePriority,
  changeStatus,
  showFailure,
} from '../state/change-conversation.ts';
import { isLead, useMe } from '../state/me.ts';
import { nextAfterSolve } from '../state/next-after-solve.ts';
import { useAgents } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';
import { isAboutSafety } from './is-about-safety.ts';
import { SnoozeMenu } from './snooze-menu.tsx';
import { ToolButton } from './tool-button.tsx';

type Open = 'status' | 'priority' | 'category' | 'assign' | null;

const SETTABLE: readonly SettableStatus[] = ['open', 'pending', 'on_hold', 'solved'];
const reachable = (from: Status): readonly SettableStatus[] =>
  SETTABLE.filter((to) => TRANSITIONS[from].includes(to));

interface ActionsProps {
  readonly conversation: DeskConversation;
  readonly onTransfer: () => void;
  readonly onTask: () => void;
  /** Null where there is no account to lock. */
  readonly onLock: (() => void) | null;
  readonly onSolved: () => void;
}

/** Taking, giving back, handing on. */
const useOwnership = (conversation: DeskConversation, onTransfer: () => void) => {
  const text = useText();
  const me = useMe();
  const mine = conversation.assignee?.id === me.agentId;
  const active = isActive(conversation.status);
  const lead = isLead(me);
  const mayClaim = active && conversation.assignee === null;
  const mayTransfer = active && (mine || lead || conversation.assignee === null);
  const mayRelease = active && mine;
  const take = (): void => {
    claim(conversation.id).catch((thrown: unknown) => showFailure('failed.claim', thrown));
  };
  const giveBack = (): void => {
    release(conversation.id)
      .then(() => showToast({ text: text('changed.released') }))
      .catch((thrown: unknown) => showFailure('failed.release', thrown));
  };
  const assignTo = (agentId: string): void => {
    assign(conversation.id, agentId).catch((thrown: unknown) =>
      showFailure('failed.assign', thrown),
    );
  };
  useAction('claim', mayClaim ? take : null);
  useAction('release', mayRelease ? giveBack : null);
  useAction('transfer', mayTransfer ? onTransfer : null);
  return {
    hasCase: mine || lead,
    mayClaim,
    mayTransfer,
    mayRelease,
    mayAssign: active && lead,
    take,
    giveBack,
    assignTo,
  };
};

const AssignMenu = ({
  open,
  onOpen,
  current,
  onPick,
}: {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly current: string | null;
  readonly onPick: (agentId: string) => void;
}) => {
  const text = useText();
  const agents = useAgents().data ?? [];
  return (
    <PickMenu
      label={text('action.assign')}
      open={open}
      onOpenChange={onOpen}
      value={current}
      onPick={onPick}
      choices={agents.map((agent) => ({
        value: agent.id,
        label: agent.name,
        icon: STATUS_ICONS[agent.status],
        detail: `${agent.loadUnits}/${agent.capacityUnits}`,
      }))}
      trigger={<ToolButton action="assign" icon={UserPlus} label={text('action.assign.short')} />}
    />
  );
};

/** Something for a department to do. */
const TaskTool = ({ onTask }: Pick<ActionsProps, 'onTask'>) => {
  const text = useText();
  useAction('task', onTask);
  const label = text('action.task.short');
  return <ToolButton action="task" icon={ClipboardList} label={label} onClick={onTask} />;
};

/** How it stands, and what can be done with it; each also by key and palette. */
export const ConversationActions = ({
  conversation,
  onTransfer,
  onTask,
  onLock,
  onSolved,
}: ActionsProps) => {
  const text = useText();
  const [open, setOpen] = useState<Open>(null);
  const own = useOwnership(conversation, onTransfer);
  const active = isActive(conversation.status);
  const statuses = reachable(conversation.status);
  const menu = (name: Exclude<Open, null>) => ({
    open: open === name,
    onOpenChange: (next: boolean) => setOpen(next ? name : null),
  });
  const solve = (): void => {
    void changeStatus(conversation, 'solved').then((done) => {
      if (done && nextAfterSolve.get()) onSolved();
    });
  };
  const reopen = (): void => void changeStatus(conversation, 'open');
  useAction('solve', active ? solve : null);
  useAction('status', statuses.length > 0 ? () => setOpen('status') : null);
  useAction('priority', active ? () => setOpen('priority') : null);
  useAction('category', active ? () => setOpen('category') : null);
  useAction('assign', own.mayAssign ? () => setOpen('assign') : null);
  return (
    <div
      role="toolbar"
      aria-label={text('conversation.tools')}
      className="flex flex-wrap items-center gap-1.5 border-b border-line px-4 py-1.5 max-md:flex-nowrap max-md:overflow-x-auto"
    >
      {own.mayClaim && (
        <ToolButton
          action="claim"
          icon={Hand}
          label={text('action.claim.short')}
          onClick={own.take}
        />
      )}
      {active && (
        <ToolButton
          action="solve"
          icon={CircleCheck}
          label={text('action.solve.short')}
          onClick={solve}
        />
      )}
      {conversation.status === 'solved' && (
        <ToolButton
          action="status"
          icon={RotateCcw}
          label={text('action.reopen')}
          onClick={reopen}
        />
      )}
      {own.mayTransfer && (
        <ToolButton
          action="transfer"
          icon={ArrowRightLeft}
          label={text('action.transfer.short')}
          onClick={onTransfer}
        />
      )}
      {active && own.hasCase && <TaskTool onTask={onTask} />}
      {active && <SnoozeMenu conversation={conversation} />}
      {own.mayAssign && (
        <AssignMenu
          open={open === 'assign'}
          onOpen={(next) => setOpen(next ? 'assign' : null)}
          current={conversation.assignee?.id ?? null}
          onPick={own.assignTo}
        />
      )}
      {own.mayRelease && (
        <ToolButton
          action="release"
          icon={Undo2}
          label={text('action.release.short')}
          onClick={own.giveBack}
        />
      )}
      {onLock !== null && isAboutSafety(conversation.category) && (
        <ToolButton
          action="lock"
          icon={LockKeyhole}
          danger
          label={text('action.lock.short')}
          onClick={onLock}
        />
      )}
      <div className="ms-auto flex shrink-0 items-center gap-1.5">
        {active && statuses.length > 0 ? (
          <PickMenu
            label={text('action.status')}
            {...menu('status')}
            value={null}
            onPick={(to) => void changeStatus(conversation, to)}
            choices={statuses.map((value) => ({ value, label: text(`status.${value}`) }))}
            trigger={
              <ToolButton
                action="status"
                icon={CircleDot}
                label={text(`status.${conversation.status}`)}
              />
            }
          />
        ) : (
          <span data-testid="status" className="px-2 text-12 font-medium">
            {text(`status.${conversation.status}`)}
          </span>
        )}
        {active && (
          <>
            <PickMenu
              label={text('action.priority')}
              {...menu('priority')}
              value={conversation.priority}
              onPick={(to) => void changePriority(conversation, to)}
              choices={PRIORITIES.map((value) => ({ value, label: text(`priority.${value}`) }))}
              trigger={
                <ToolButton
                  action="priority"
                  icon={Flag}
                  label={text(`priority.${conversation.priority}`)}
                />
              }
            />
            <PickMenu
              label={text('action.category')}
              {...menu('category')}
              value={conversation.category}
              onPick={(to) => void changeCategory(conversation, to)}
              choices={CATEGORIES.map((value) => ({ value, label: text(`category.${value}`) }))}
              trigger={
                <ToolButton
                  action="category"
                  icon={conversation.category === 'security' ? ShieldAlert : Tag}
                  danger={conversation.category === 'security'}
                  label={text(`category.${conversation.category}`)}
                />
              }
            />
          </>
        )}
      </div>
    </div>
  );
};
