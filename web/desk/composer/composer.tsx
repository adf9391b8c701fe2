import { Lock, MessageSquareReply } from 'lucide-react';
import {
  type ClipboardEvent,
  type DragEvent,
  lazy,
  type RefObject,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import type { Macro } from '../../../src/contract/automation.ts';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { useAction } from '../actions/handlers.ts';
import { insertInto } from '../articles/passage-text.ts';
import { useText, withWholeText } from '../locale/text.ts';
import type { Viewer } from '../state/conversations.ts';
import { live } from '../state/live.ts';
import { isLead, useMe } from '../state/me.ts';
import { nextAfterSolve } from '../state/next-after-solve.ts';
import type { Outgoing } from '../state/outbox.ts';
import { takenBack } from '../state/recall.ts';
import { enqueue } from '../state/send.ts';
import { useStore } from '../state/store.ts';
import { ComposerNotice } from './composer-notice.tsx';
import { ComposerTools } from './composer-tools.tsx';
import { EMPTY_DRAFT, type Tab } from './drafts.ts';
import { FileList } from './file-list.tsx';
import { MentionList, useMentions } from './mention-list.tsx';
import { useDraft } from './use-draft.ts';
import { MOST_FILES, useUploads } from './use-uploads.ts';
import { WordsField } from './words-field.tsx';

const ApplyMacro = lazy(() => withWholeText(() => import('../macros/apply-macro.tsx')));
const ArticlesPanel = lazy(() => import('./articles-panel.tsx'));

interface ComposerProps {
  readonly conversation: DeskConversation;
  readonly customerName: string | null;
  readonly viewers: readonly Viewer[];
  readonly onSolved: () => void;
}

const TYPING_EVERY_MS = 2_500;

/** Whether this person may answer here; leads may step in where somebody answers already. */
const useMayReply = (conversation: DeskConversation): boolean => {
  const me = useMe();
  if (!isActive(conversation.status) || conversation.assignee === null) return false;
  return conversation.assignee.id === me.agentId || isLead(me);
};

const useTyping = (conversationId: string, note: boolean): (() => void) => {
  const last = useRef(0);
  return () => {
    if (Date.now() - last.current < TYPING_EVERY_MS) return;
    last.current = Date.now();
    live()?.send({ type: 'typing', conversationId, note });
  };
};

const TabButton = ({
  tab,
  current,
  onPick,
}: {
  readonly tab: Tab;
  readonly current: Tab;
  readonly onPick: (tab: Tab) => void;
}) => {
  const text = useText();
  const Icon = tab === 'reply' ? MessageSquareReply : Lock;
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${tab}`}
      data-testid={`tab-${tab}`}
      aria-selected={tab === current}
      aria-controls="composer-panel"
      tabIndex={tab === current ? 0 : -1}
      onClick={() => onPick(tab)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        const other: Tab = tab === 'reply' ? 'note' : 'reply';
        onPick(other);
        document.getElementById(`tab-${other}`)?.focus();
      }}
      className="inline-flex h-8 items-center gap-1.5 border-b-2 border-transparent px-3 font-medium text-muted aria-selected:border-current aria-selected:text-fg pointer-coarse:h-11"
    >
      <Icon aria-hidden size={14} />
      {text(`composer.tab.${tab}`)}
    </button>
  );
};

/** The articles' search above the field: what it gives goes in where the caret stood. */
const useArticles = (
  field: RefObject<HTMLTextAreaElement | null>,
  setText: (words: string) => void,
  offered: boolean,
) => {
  const [searching, setSearching] = useState(false);
  useAction('articles', offered ? () => setSearching(true) : null);
  const close = (): void => {
    setSearching(false);
    field.current?.focus();
  };
  const insert = (words: string, inLines: boolean): void => {
    const box = field.current;
    if (box === null) return;
    const selection = { from: box.selectionStart, to: box.selectionEnd };
    const put = insertInto(box.value, selection, words, inLines);
    flushSync(() => {
      setText(put.text);
      setSearching(false);
    });
    box.focus();
    box.setSelectionRange(put.caret, put.caret);
  };
  return { searching, close, leave: () => setSearching(false), insert };
};

/** Where answers and notes are written; the two look different and say what they are. */
export const Composer = ({ conversation, customerName, viewers, onSolved }: ComposerProps) => {
  const text = useText();
  const me = useMe();
  const mayReply = useMayReply(conversation);
  const [tab, setTab] = useState<Tab>('reply');
  const [draft, setDraft] = useDraft(me.agentId, conversation.id, tab);
  const field = useRef<HTMLTextAreaElement>(null);
  const note = tab === 'note';
  const typing = useTyping(conversation.id, note);
  const { uploads, add, drop, again } = useUploads(
    { conversationId: conversation.id },
    (attachment) =>
      setDraft((before) => ({ ...before, attachments: [...before.attachments, attachment] })),
  );
  const back = useStore(takenBack);
  useEffect(() => {
    if (back?.conversationId !== conversation.id) return;
    takenBack.set(null);
    setDraft((before) =>
      before.text === '' && before.attachments.length === 0
        ? { text: back.text, attachments: back.attachments }
        : before,
    );
  }, [back, conversation.id, setDraft]);
  const [macro, setMacro] = useState<{ macro: Macro; words: string } | null>(null);
  const mentions = useMentions(conversation.id, note, draft.text, field, (words, caret) => {
    flushSync(() => setDraft((before) => ({ ...before, text: words })));
    field.current?.focus();
    field.current?.setSelectionRange(caret, caret);
  });
  const noteable = conversation.status !== 'closed';
  const blank = draft.text.trim() === '' && draft.attachments.length === 0;
  const ready = !blank && uploads.length === 0 && (note ? noteable : mayReply);
  const send = (leaveAs: Outgoing['leaveAs']): void => {
    if (!ready) return;
    enqueue({
      conversationId: conversation.id,
      note,
      text: draft.text,
      attachments: draft.attachments,
      leaveAs: note ? null : leaveAs,
      mentions: mentions.named,
    });
    setDraft(EMPTY_DRAFT);
    field.current?.focus();
    if (leaveAs === 'solved' && !note && nextAfterSolve.get()) onSolved();
  };
  const begin = (next: Tab): void => {
    // At once: the next key that is pressed is already a letter of the text.
    flushSync(() => setTab(next));
    field.current?.focus();
  };
  useAction('reply', () => begin('reply'));
  useAction('note', noteable ? () => begin('note') : null);
  useAction('send', ready ? () => send(null) : null);
  useAction('send_solve', ready && !note ? () => send('solved') : null);
  useAction('send_pending', ready && !note ? () => send('pending') : null);
  const articles = useArticles(
    field,
    (words) => setDraft((before) => ({ ...before, text: words })),
    noteable,
  );
  const take = (files: Iterable<File>): void => {
    const room = MOST_FILES - draft.attachments.length - uploads.length;
    add([...files].slice(0, Math.max(0, room)));
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    take(event.clipboardData.files);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  const other = viewers.find((viewer) => viewer.writing && viewer.id !== me.agentId);
  return (
    <section
      aria-label={text('composer.label')}
      data-testid="composer"
      data-tab={tab}
      onPaste={onPaste}
      onDrop={onDrop}
      onDragOver={(event) => event.preventDefault()}
      className={`relative border-t ${note ? 'border-dashed border-note-line bg-note' : 'border-line bg-bg'}`}
    >
      {articles.searching && (
        <Suspense>
          <ArticlesPanel
            locale={conversation.locale}
            onInsert={articles.insert}
            onClose={articles.close}
            onLeave={articles.leave}
          />
        </Suspense>
      )}
      <div className="flex items-center gap-2 px-3">
        <div role="tablist" aria-label={text('composer.tabs')} className="flex">
          <TabButton tab="reply" current={tab} onPick={begin} />
          <TabButton tab="note" current={tab} onPick={begin} />
        </div>
        <p className="min-w-0 flex-1 truncate text-end text-12 text-muted">
          {note ? (
            <strong className="font-semibold text-fg">{text('composer.internal')}</strong>
          ) : other === undefined ? (
            text('composer.to_customer')
          ) : (
            <span className="text-warn">{text('composer.collision', { name: other.name })}</span>
          )}
        </p>
      </div>
      <div
        role="tabpanel"
        id="composer-panel"
        aria-labelledby={`tab-${tab}`}
        className="relative"
        onKeyDownCapture={mentions.press}
      >
        <MentionList mentions={mentions} />
        {!note && !mayReply && <ComposerNotice conversation={conversation} />}
        <WordsField
          key={tab}
          ref={field}
          note={note}
          value={draft.text}
          conversation={conversation}
          customerName={customerName}
          onChange={(words) => {
            setDraft((before) => ({ ...before, text: words }));
            if (note || mayReply) typing();
          }}
          onMacro={note || !mayReply ? null : (chosen, words) => setMacro({ macro: chosen, words })}
        />
        <FileList
          attachments={draft.attachments}
          uploads={uploads}
          onDrop={drop}
          onRetry={again}
          onRemove={(id) =>
            setDraft((before) => ({
              ...before,
              attachments: before.attachments.filter((file) => file.id !== id),
            }))
          }
        />
        {macro !== null && (
          <Suspense>
            <ApplyMacro
              conversationId={conversation.id}
              {...macro}
              onClose={() => setMacro(null)}
            />
          </Suspense>
        )}
        <ComposerTools note={note} ready={ready} onFiles={take} onSend={send} />
      </div>
    </section>
  );
};
