import { Ghost } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { Timeline } from '../../kit/state/timeline.ts';
import { useAction } from '../actions/handlers.ts';
import { setMarks } from '../api/desk-api.ts';
import { Composer } from '../composer/composer.tsx';
import { useTabActions } from '../context/use-tab-actions.ts';
import { CaseCall } from '../incidents/case-call.tsx';
import { CaseIncident } from '../incidents/case-incident.tsx';
import { customerLabel } from '../list/row-parts.tsx';
import { useText } from '../locale/text.ts';
import { markNewsRead, useNews } from '../news/news.ts';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { MergedBanner } from '../relations/merged-banner.tsx';
import { type Held, holdConversation, reload } from '../state/conversations.ts';
import { live } from '../state/live.ts';
import { useMe } from '../state/me.ts';
import { useRow } from '../state/rows.ts';
import { useStore } from '../state/store.ts';
import { CaseTasks } from '../tasks/case-tasks.tsx';
import { ConversationActions } from './conversation-actions.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { Thread } from './thread.tsx';
import { ThreadSkeleton } from './thread-skeleton.tsx';

const ProtectDialog = lazy(() => import('../security/protect-dialog.tsx'));
const OpenTaskDialog = lazy(() => import('../tasks/open-task-dialog.tsx'));
const TransferDialog = lazy(() => import('../transfer/transfer-dialog.tsx'));

interface PaneProps {
  readonly conversationId: string;
  /** Where one gets back to from here, where that is not beside it. */
  readonly backTo: 'list' | 'results' | null;
  readonly contextShown: boolean;
  readonly onBack: () => void;
  readonly onSolved: () => void;
  readonly onContext: () => void;
}

/** Tells the customer that their words were read: only the one who answers reads for the exchange. */
const useMarks = (conversationId: string, timeline: Timeline<DeskConversation> | null): void => {
  const { agentId } = useMe();
  const lastSeq = timeline?.lastSeq ?? 0;
  const read = timeline?.marks.agent.read ?? 0;
  const answering = timeline?.view.assignee?.id === agentId && timeline.view.accepted;
  useEffect(() => {
    if (!answering || lastSeq <= read) return;
    const mark = (): void => {
      if (document.visibilityState !== 'visible') return;
      const sent = live()?.send({
        type: 'mark',
        conversationId,
        delivered: lastSeq,
        read: lastSeq,
      });
      // Without a line it is said by HTTP; if that fails too, the next message says it again.
      if (sent !== true) {
        setMarks(conversationId, { delivered: lastSeq, read: lastSeq }).catch(() => undefined);
      }
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [conversationId, lastSeq, read, answering]);
};

const Ready = (
  props: PaneProps & {
    readonly held: Held;
    readonly timeline: Timeline<DeskConversation>;
  },
) => {
  const { conversationId, held, timeline } = props;
  const text = useText();
  const [readAtOpen] = useState(timeline.marks.agent.read);
  const [dialog, setDialog] = useState<'transfer' | 'task' | 'lock' | null>(null);
  const conversation = timeline.view;
  const customer = customerLabel({ conversation, customerName: held.customerName }, text);
  // A visitor has no account that could be locked.
  const lock = conversation.customerKind === 'customer' ? () => setDialog('lock') : null;
  useAction('lock', lock);
  useTabActions(conversation, props.contextShown, props.onContext);
  return (
    <>
      <ConversationHeader
        conversation={conversation}
        customer={customer}
        viewers={held.viewers}
        backTo={props.backTo}
        contextShown={props.contextShown}
        onBack={props.onBack}
        onContext={props.onContext}
      />
      <ConversationActions
        conversation={conversation}
        onTransfer={() => setDialog('transfer')}
        onTask={() => setDialog('task')}
        onLock={lock}
        onSolved={props.onSolved}
      />
      <MergedBanner conversation={conversation} />
      <CaseTasks conversation={conversation} />
      <CaseIncident conversation={conversation} />
      <CaseCall conversationId={conversationId} />
      <Thread
        conversationId={conversationId}
        held={held}
        timeline={timeline}
        customer={customer}
        readAtOpen={readAtOpen}
      />
      <Composer
        conversation={conversation}
        customerName={held.customerName}
        viewers={held.viewers}
        onSolved={props.onSolved}
      />
      <Suspense>
        {dialog === 'transfer' && (
          <TransferDialog timeline={timeline} customer={customer} onClose={() => setDialog(null)} />
        )}
        {dialog === 'task' && (
          <OpenTaskDialog timeline={timeline} onClose={() => setDialog(null)} />
        )}
        {dialog === 'lock' && (
          <ProtectDialog
            conversationId={conversationId}
            customer={customer}
            action="lock"
            onClose={() => setDialog(null)}
          />
        )}
      </Suspense>
    </>
  );
};

/** What was told of a conversation is read when it is opened. */
const useNewsRead = (conversationId: string): void => {
  const unread = useNews().data?.news.some(
    ({ readAt, row }) => readAt === null && row.conversation.id === conversationId,
  );
  useEffect(() => {
    // Where it cannot be said now, it stays unread and is said when it is opened again.
    if (unread === true) markNewsRead({ conversationId }).catch(() => undefined);
  }, [conversationId, unread]);
};

/** The conversation that is open. */
const ConversationPane = (props: PaneProps) => {
  const text = useText();
  const { conversationId } = props;
  const held = useStore(holdConversation(conversationId));
  const row = useRow(conversationId);
  useMarks(conversationId, held.timeline);
  useNewsRead(conversationId);
  if (held.phase === 'gone') {
    return <Empty icon={Ghost} sentence={text('conversation.gone')} />;
  }
  if (held.timeline !== null) return <Ready {...props} held={held} timeline={held.timeline} />;
  return (
    <>
      {row !== undefined && (
        <ConversationHeader
          conversation={row.conversation}
          customer={customerLabel(row, text)}
          viewers={[]}
          backTo={props.backTo}
          contextShown={props.contextShown}
          onBack={props.onBack}
          onContext={props.onContext}
        />
      )}
      {held.phase === 'failed' ? (
        <Failed
          what="failed.conversation"
          thrown={held.failure}
          onRetry={() => reload(conversationId)}
        />
      ) : (
        <ThreadSkeleton />
      )}
    </>
  );
};

export default ConversationPane;
