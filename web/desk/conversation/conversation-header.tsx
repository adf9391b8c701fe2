import { ArrowLeft, Bot, Check, Copy, Eye, PanelRight, PenLine, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { useAction } from '../actions/handlers.ts';
import { useKeysOf } from '../actions/use-keys.ts';
import { TierChip, WaitClock } from '../list/row-parts.tsx';
import { useText } from '../locale/text.ts';
import { CodeWords } from '../official/code-words.tsx';
import { IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { PromiseChip } from '../promise/promise-chip.tsx';
import { CaseClocks } from '../sla/case-clocks.tsx';
import type { Viewer } from '../state/conversations.ts';
import { useMe } from '../state/me.ts';
import { useTeams } from '../state/queries.ts';
import { PassesChip } from '../tasks/passes-chip.tsx';

const COPIED_FOR_MS = 1_500;

/** The number that people say aloud, and a button that copies it. */
const CaseNumber = ({ number }: { readonly number: string }) => {
  const text = useText();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(number).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_FOR_MS);
    });
  };
  useAction('copy_number', copy);
  return (
    <span className="inline-flex items-center">
      <bdi dir="ltr" data-testid="conversation-number" className="font-mono text-12">
        {number}
      </bdi>
      <IconButton
        icon={copied ? Check : Copy}
        size={13}
        label={text(copied ? 'copied' : 'copy.number')}
        className="-my-2 !size-7 pointer-coarse:!size-11"
        onClick={copy}
      />
    </span>
  );
};

/** Who else has it open, and who is writing: two people should not answer at once. */
const Viewers = ({ viewers }: { readonly viewers: readonly Viewer[] }) => {
  const text = useText();
  const { agentId } = useMe();
  const others = viewers.filter((viewer) => viewer.id !== agentId);
  const writing = others.filter((viewer) => viewer.writing);
  const shown = writing.length > 0 ? writing : others;
  const names = shown.map((viewer) => viewer.name).join(', ');
  const Icon = writing.length > 0 ? PenLine : Eye;
  return (
    <p role="status" data-testid="viewers" className="min-w-0">
      {shown.length > 0 && (
        <Chip tone={writing.length > 0 ? 'warn' : 'plain'} icon={Icon}>
          <bdi className="max-w-40 truncate">
            {text(writing.length > 0 ? 'viewers.writing' : 'viewers.viewing', {
              names,
              count: shown.length,
            })}
          </bdi>
        </Chip>
      )}
    </p>
  );
};

const Owner = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const me = useMe();
  const teams = useTeams().data;
  const { assignee, teamId, assistant } = conversation;
  const Icon = assignee === null && assistant?.active === true ? Bot : UserRound;
  const team = teams?.find((each) => each.id === teamId)?.name ?? teamId;
  const who =
    assignee === null
      ? text(assistant?.active === true ? 'assistant' : 'unassigned')
      : assignee.id === me.agentId
        ? text('you')
        : assignee.name;
  return (
    <span data-testid="owner" className="inline-flex min-w-0 items-center gap-1">
      <Icon aria-hidden size={12} className="shrink-0" />
      <bdi className="truncate">
        {who} · {team}
      </bdi>
    </span>
  );
};

interface HeaderProps {
  readonly conversation: DeskConversation;
  readonly customer: string;
  readonly viewers: readonly Viewer[];
  /** Where one gets back to from here, where that is not beside it. */
  readonly backTo: 'list' | 'results' | null;
  readonly contextShown: boolean;
  readonly onBack: () => void;
  readonly onContext: () => void;
}

/** Whose conversation it is and how it stands. */
export const ConversationHeader = (props: HeaderProps) => {
  const text = useText();
  const { conversation } = props;
  const contextKeys = useKeysOf('toggle_context');
  return (
    <header className="flex items-start gap-2 border-b border-line px-4 py-2">
      {props.backTo !== null && (
        <IconButton
          icon={ArrowLeft}
          label={text(props.backTo === 'results' ? 'search.back' : 'action.back')}
          data-testid="back"
          className="-ms-2 rtl:-scale-x-100"
          onClick={props.onBack}
        />
      )}
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <h2 className="min-w-0 truncate text-15 font-semibold">
            <bdi>{props.customer}</bdi>
          </h2>
          <TierChip tier={conversation.tier} />
          <Chip>{text(`locale.${conversation.locale}`)}</Chip>
          <Viewers viewers={props.viewers} />
        </div>
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 text-12 text-muted">
          <CaseNumber number={conversation.number} />
          <Owner conversation={conversation} />
          <WaitClock conversation={conversation} />
          <PassesChip passes={conversation.case.passes} />
          <PromiseChip conversation={conversation} />
          <CaseClocks conversation={conversation} />
          <CodeWords conversationId={conversation.id} />
          {conversation.customerAway && <span>{text('conversation.customer_away')}</span>}
        </div>
      </div>
      <IconButton
        icon={PanelRight}
        label={text('action.toggle_context')}
        keys={contextKeys}
        aria-expanded={props.contextShown}
        data-testid="toggle-context"
        className="rtl:-scale-x-100"
        onClick={props.onContext}
      />
    </header>
  );
};
