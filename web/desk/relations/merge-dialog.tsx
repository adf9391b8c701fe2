import { ArrowRightLeft, GitMerge } from 'lucide-react';
import { useState } from 'react';
import type { DeskConversation, DeskConversationRow } from '../../../src/contract/conversation.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { goTo } from '../shell/place.ts';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showToast } from '../state/toasts.ts';
import { forgetRelated } from './queries.ts';
import { merge } from './relations-api.ts';
import { useMessages } from './use-messages.ts';

const SHOWN = 6;

/** One of the two, with what was said last. */
const Side = ({
  conversation,
  part,
}: {
  readonly conversation: DeskConversation;
  readonly part: 'ends' | 'stays';
}) => {
  const text = useText();
  const query = useMessages(conversation.id);
  const messages = query.data?.messages.slice(-SHOWN) ?? [];
  return (
    <section
      data-testid={`merge-${part}`}
      className={`flex min-w-0 flex-col gap-2 rounded-10 border p-3 ${part === 'stays' ? 'border-accent' : 'border-line'}`}
    >
      <p className="text-12 font-semibold">{text(`merge.${part}`)}</p>
      <p className="flex flex-wrap items-center gap-x-2">
        <bdi dir="ltr" className="font-mono text-12">
          {conversation.number}
        </bdi>
        <span>{text(`category.${conversation.category}`)}</span>
        <span className="text-muted">{text(`status.${conversation.status}`)}</span>
      </p>
      {query.isPending && <PanelSkeleton />}
      {query.isError && (
        <Failed
          what="failed.conversation"
          thrown={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      <ul className="flex flex-col gap-1.5">
        {messages.map((message) => (
          <li key={message.id} className="rounded-6 bg-surface px-2 py-1">
            <p className="flex justify-between gap-2 text-11 text-muted">
              <span>{text(`said_by.${message.note ? 'note' : message.by}`)}</span>
              <Moment at={message.at} form="short" />
            </p>
            <p dir="auto" className="line-clamp-3 break-words">
              {message.text ?? text('message.deleted')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Two requests of one customer become one: which ends, which stays, and what is in each. */
const MergeDialog = ({
  conversation,
  other,
  onClose,
}: {
  readonly conversation: DeskConversation;
  readonly other: DeskConversationRow;
  readonly onClose: () => void;
}) => {
  const text = useText();
  // The older one stays unless it is over: its number is the one that people know.
  const [turned, setTurned] = useState(
    conversation.createdAt < other.conversation.createdAt || other.conversation.status === 'closed',
  );
  const { busy, error, submit } = useSubmit();
  const [ends, stays] = turned
    ? [other.conversation, conversation]
    : [conversation, other.conversation];
  const save = (): void =>
    void submit(async () => {
      await merge(ends.id, stays.id);
      forgetRelated();
      showToast({ text: text('changed.merged', { number: stays.number }) });
      onClose();
      goTo('inbox', 'all', stays.id);
    });
  return (
    <Dialog
      title={text('merge.title')}
      description={text('merge.lead')}
      open
      onClose={onClose}
      wide
      testId="merge-dialog"
    >
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Side conversation={ends} part="ends" />
          <Side conversation={stays} part="stays" />
        </div>
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            tone="quiet"
            icon={ArrowRightLeft}
            className="me-auto"
            data-testid="merge-turn"
            onClick={() => setTurned((before) => !before)}
          >
            {text('merge.turn')}
          </Button>
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button
            tone="primary"
            icon={GitMerge}
            busy={busy}
            data-testid="merge-submit"
            onClick={save}
          >
            {text('merge.submit', { number: stays.number })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};

export default MergeDialog;
