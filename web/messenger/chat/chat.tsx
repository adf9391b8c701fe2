import '../styles/chat.css';
import plus from 'icon:plus';
import again from 'icon:rotate-ccw';
import { type JSX, useEffect, useState } from 'react';
import type { CustomerConversation } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import type { Timeline, TimelineMessage } from '../../kit/state/timeline.ts';
import { useCell } from '../app/cell.ts';
import { loadChat } from '../app/chats.ts';
import { wish } from '../app/chatting.ts';
import { t } from '../app/locale.ts';
import { beginConversation, show } from '../app/messenger.ts';
import { hasAssistant } from '../app/page-settings.ts';
import { chatOf, state } from '../app/state.ts';
import { askedAbout, Settled } from '../incidents/settled.tsx';
import { Icon } from '../parts/icon.tsx';
import { blockedPart } from '../screens/blocked-part.ts';
import { Failure, sentenceOf } from '../screens/failure.tsx';
import { AssistantBar, FirstAnswerBar } from './assistant-taps.tsx';
import { addFiles, Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { formPart, leavePart, promisePart, ratingPart, surgePart } from './parts.ts';
import { QueuePanel } from './queue-panel.tsx';

/** Instead of the composer once it is over: open it again, or ask something new. */
const Ended = ({ view }: { view: CustomerConversation }): JSX.Element => {
  const mayReopen = view.reopenUntil !== null && view.reopenUntil > Date.now();
  return (
    <div className="foot">
      <p className="muted">{t(mayReopen ? 'ended.solved' : 'ended.closed')}</p>
      <div className="buttons">
        {mayReopen && (
          <button
            type="button"
            className="quiet"
            onClick={() => void wish(view.id, 'POST', '/reopen', undefined, sentenceOf)}
          >
            <Icon d={again} size={18} />
            {t('ended.reopen')}
          </button>
        )}
        {view.status === 'closed' && view.case.mergedInto === null && (
          <button
            type="button"
            className="quiet"
            onClick={() => beginConversation({ category: view.category, followUpOf: view.id })}
          >
            <Icon d={again} size={18} />
            {t('requests.follow_up')}
          </button>
        )}
        <button type="button" className="quiet" onClick={() => show({ name: 'categories' })}>
          <Icon d={plus} size={18} />
          {t('home.new')}
        </button>
      </div>
    </div>
  );
};

const Bones = (): JSX.Element => (
  <div className="list-frame late" aria-hidden="true">
    <div className="list">
      <span className="bone bone-bubble" />
      <span className="bone bone-bubble bone-own" />
      <span className="bone bone-bubble" />
    </div>
  </div>
);

/** Files that are dragged over the chat may be let go anywhere on it. */
const useDrop = (onDrop: (files: readonly File[]) => void) => {
  const [isOver, setOver] = useState(false);
  const hasFiles = (event: React.DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return {
    isOver,
    handlers: {
      onDragOver: (event: React.DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event: React.DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event: React.DragEvent) => {
        event.preventDefault();
        setOver(false);
        onDrop([...event.dataTransfer.files]);
      },
    },
  };
};

/** The assistant answers within seconds or gives the words to people; nobody is kept hoping for longer. */
const THINKS_AT_MOST_MS = 20_000;

/** Whether the assistant is about to answer what was said last. */
const useThinking = (timeline: Timeline<CustomerConversation> | null): boolean => {
  const last = timeline?.entries.findLast(
    (entry) =>
      entry.kind === 'message' ||
      (entry.kind === 'event' && entry.logged.event.type === 'step_taken'),
  );
  const asked = last?.kind === 'event' || last?.by === 'customer' ? (last?.seq ?? 0) : 0;
  const isTurn =
    asked > 0 && timeline?.view.assistant?.active === true && isActive(timeline.view.status);
  const [givenUp, setGivenUp] = useState(0);
  useEffect(() => {
    if (!isTurn) return;
    const timer = setTimeout(() => setGivenUp(asked), THINKS_AT_MOST_MS);
    return () => clearTimeout(timer);
  }, [isTurn, asked]);
  return isTurn && givenUp !== asked;
};

export const ChatScreen = ({ id }: { id: string }): JSX.Element => {
  const { outbox, customer, begun, chats } = useCell(state);
  const chat = chats[id] ?? chatOf(id);
  const { timeline, failure, queue } = chat;
  const [files, setFiles] = useState<readonly File[]>([]);
  const [editing, setEditing] = useState<TimelineMessage | null>(null);
  const [leaving, setLeaving] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation ends what was being edited
  useEffect(() => setEditing(null), [id]);
  const waiting = outbox.filter((item) => item.conversationId === id);
  const view = timeline?.view;
  const blocked = customer?.blocked === true;
  const active = view === undefined ? true : isActive(view.status);
  const mayWrite = !blocked && active && (view !== undefined || id.startsWith('new:'));
  const { isOver, handlers } = useDrop((more) => mayWrite && setFiles(addFiles(files, more)));
  const isNew = begun[id] !== undefined;
  const category = begun[id]?.category;
  const lacking = waiting.find(({ error }) => error === 'form_incomplete');
  const mergedInto = view?.case.mergedInto ?? null;
  // Whoever opens the old number is led to where it goes on.
  useEffect(() => {
    if (mergedInto !== null) show({ name: 'chat', id: mergedInto });
  }, [mergedInto]);
  const isThinking = useThinking(timeline);
  const over = timeline === null ? undefined : askedAbout(timeline.view, timeline.events);
  return (
    <div className="chat" {...handlers}>
      {view?.case.promise != null && <promisePart.Part id={id} />}
      {timeline === null && failure !== null ? (
        <div className="scroll pad">
          <Failure failure={failure} onRetry={() => void loadChat(id)} />
        </div>
      ) : timeline === null && !isNew ? (
        <Bones />
      ) : (
        <MessageList
          timeline={timeline}
          waiting={waiting}
          typing={chat.typingUntil > 0 ? 'agent' : isThinking ? 'assistant' : null}
          loadingEarlier={chat.loadingEarlier}
          mayChange={mayWrite}
          onEdit={setEditing}
        >
          {isNew && waiting.length === 0 && (
            <div className="hello">
              <p className="hello-title">{t('chat.hello')}</p>
              <p className="muted">{t('chat.hello_more')}</p>
              {begun[id]?.aboutArticleId !== undefined && (
                <p className="muted">{t('chat.about_article')}</p>
              )}
              <p className="muted">{t('secret.never')}</p>
            </div>
          )}
          {over !== undefined && mayWrite && <Settled id={id} incidentId={over} />}
          {isNew && category !== undefined && (waiting.length === 0 || lacking !== undefined) && (
            <formPart.Part id={id} category={category} lacking={lacking?.clientMessageId} />
          )}
          {view?.waiting && active && queue?.waiting !== false && (
            <QueuePanel queue={queue} away={view.customerAway} onLeave={() => setLeaving(true)} />
          )}
          {view?.waiting && active && !view.customerAway && !blocked && <surgePart.Part id={id} />}
          {view?.status === 'solved' && view.rating === null && !blocked && (
            <ratingPart.Part id={id} />
          )}
          {view?.rating != null && <p className="line">{t('rating.thanks')}</p>}
          {blocked && <blockedPart.Part />}
        </MessageList>
      )}
      {mayWrite && view?.assistant?.active && <AssistantBar id={id} />}
      {mayWrite && isNew && hasAssistant && <FirstAnswerBar id={id} />}
      {isOver && mayWrite && <div className="drop">{t('composer.drop')}</div>}
      {mayWrite && (
        <Composer
          id={id}
          files={files}
          onFiles={setFiles}
          editing={editing}
          onEdited={() => setEditing(null)}
        />
      )}
      {view !== undefined && !active && !blocked && <Ended view={view} />}
      {leaving && <leavePart.Part id={id} onClose={() => setLeaving(false)} />}
    </div>
  );
};
