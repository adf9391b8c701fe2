import { Command } from 'cmdk';
import { ArrowRightLeft, UserRound, Users } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { Timeline } from '../../kit/state/timeline.ts';
import { transfer } from '../api/desk-api.ts';
import { asFailure } from '../api/failure.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { STATUS_COLOURS, STATUS_ICONS } from '../shell/agent-status.tsx';
import { useMe } from '../state/me.ts';
import { useAgents, useTeams } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';
import { buildSummary, gatherFacts } from './build-summary.ts';

interface Target {
  readonly key: string;
  readonly teamId: string;
  readonly agentId: string | null;
  readonly name: string;
}

const ITEM =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-6 px-2 py-1 data-[selected=true]:bg-sel pointer-coarse:min-h-11';
const HEADING =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted';

/** By a part of the name, beginnings first: letters that are scattered over another name are no match. */
const byName = (value: string, search: string): number => {
  const at = value.split(' ').slice(2).join(' ').toLowerCase().indexOf(search.trim().toLowerCase());
  return at < 0 ? 0 : at === 0 ? 1 : 0.5;
};

/** Teams, and people who are on duty; a person's team is the conversation's own where they belong to it. */
const useTargets = (conversation: DeskConversation) => {
  const me = useMe();
  const teams = useTeams().data ?? [];
  const agents = useAgents().data ?? [];
  const present = agents.filter(
    (agent) =>
      agent.id !== conversation.assignee?.id &&
      agent.id !== me.agentId &&
      agent.status !== 'offline' &&
      agent.teamIds.length > 0,
  );
  const teamOf = (teamIds: readonly string[]): string =>
    teamIds.includes(conversation.teamId) ? conversation.teamId : (teamIds[0] ?? '');
  return { teams, present, teamOf };
};

const Targets = ({
  conversation,
  chosen,
  onPick,
}: {
  readonly conversation: DeskConversation;
  readonly chosen: Target | null;
  readonly onPick: (target: Target) => void;
}) => {
  const text = useText();
  const { teams, present, teamOf } = useTargets(conversation);
  return (
    <Command label={text('transfer.to')} filter={byName} className="rounded-10 border border-input">
      <Command.Input
        autoFocus
        data-testid="transfer-search"
        placeholder={text('transfer.search')}
        className="w-full rounded-10 bg-bg px-3 py-2"
      />
      <Command.List
        label={text('transfer.to')}
        className={`scroll max-h-48 border-t border-line p-1 ${HEADING}`}
      >
        <Command.Empty className="px-2 py-3 text-muted">{text('transfer.nobody')}</Command.Empty>
        <Command.Group heading={text('transfer.teams')}>
          {teams.map((team) => (
            <Command.Item
              key={team.id}
              value={`team ${team.id} ${team.name}`}
              data-chosen={chosen?.key === `team ${team.id}`}
              onSelect={() =>
                onPick({
                  key: `team ${team.id}`,
                  teamId: team.id,
                  agentId: null,
                  name: team.name,
                })
              }
              className={ITEM}
            >
              <Users aria-hidden size={14} className="text-muted" />
              <bdi className="flex-1">{team.name}</bdi>
              <span className="text-12 text-muted tabular-nums">
                {text('transfer.team_state', { waiting: team.waiting, available: team.available })}
              </span>
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading={text('transfer.people')}>
          {present.map((agent) => {
            const Icon = STATUS_ICONS[agent.status];
            return (
              <Command.Item
                key={agent.id}
                value={`person ${agent.id} ${agent.name}`}
                onSelect={() =>
                  onPick({
                    key: `person ${agent.id}`,
                    teamId: teamOf(agent.teamIds),
                    agentId: agent.id,
                    name: agent.name,
                  })
                }
                className={ITEM}
              >
                <UserRound aria-hidden size={14} className="text-muted" />
                <bdi className="flex-1">{agent.name}</bdi>
                <Icon aria-hidden size={13} className={STATUS_COLOURS[agent.status]} />
                <span className="text-12 text-muted tabular-nums">
                  {text(`agent_status.${agent.status}`)} · {agent.loadUnits}/{agent.capacityUnits}
                </span>
              </Command.Item>
            );
          })}
        </Command.Group>
      </Command.List>
    </Command>
  );
};

interface TransferProps {
  readonly timeline: Timeline<DeskConversation>;
  readonly customer: string;
  readonly onClose: () => void;
}

/** Hands a conversation on, with what the next person needs to know. */
const TransferDialog = ({ timeline, customer, onClose }: TransferProps) => {
  const text = useText();
  const conversation = timeline.view;
  // Written once; from then on it is the person's own text.
  const [summary, setSummary] = useState(() =>
    buildSummary(gatherFacts(timeline.entries, conversation, Date.now()), conversation, text),
  );
  const [target, setTarget] = useState<Target | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const words = useRef<HTMLTextAreaElement>(null);
  const submit = (): void => {
    if (target === null || busy) return;
    setBusy(true);
    setError(null);
    transfer(conversation.id, { teamId: target.teamId, agentId: target.agentId, summary })
      .then(() => {
        showToast({ text: text('changed.transferred', { name: target.name }) });
        onClose();
      })
      .catch((thrown: unknown) => setError(failureText(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={text('transfer.title', { name: customer })}
      open
      onClose={onClose}
      testId="transfer-dialog"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.stopPropagation();
          submit();
        }}
      >
        <Targets
          conversation={conversation}
          chosen={target}
          onPick={(next) => {
            setTarget(next);
            words.current?.focus();
          }}
        />
        <p role="status" data-testid="transfer-target" className="flex items-center gap-1.5">
          <ArrowRightLeft aria-hidden size={14} className="text-muted" />
          {target === null ? (
            <span className="text-muted">{text('transfer.choose')}</span>
          ) : (
            <strong className="font-semibold">
              <bdi>{target.name}</bdi>
            </strong>
          )}
        </p>
        <Field label={text('transfer.summary')} hint={text('transfer.summary_hint')}>
          {(props) => (
            <textarea
              {...props}
              ref={words}
              dir="auto"
              rows={7}
              data-testid="transfer-summary"
              className="control border-dashed !border-note-line !bg-note"
              value={summary}
              onChange={(event) => setSummary(event.target.value)}
            />
          )}
        </Field>
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button
            tone="primary"
            type="submit"
            busy={busy}
            disabled={target === null}
            data-testid="transfer-submit"
          >
            {text('action.transfer.short')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default TransferDialog;
