import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useAction } from '../actions/handlers.ts';
import { ThreadSkeleton } from '../conversation/thread-skeleton.tsx';
import { ConversationList } from '../list/conversation-list.tsx';
import { useList } from '../list/use-list.ts';
import { useText, withWholeText } from '../locale/text.ts';
import { Empty } from '../parts/empty.tsx';
import { left } from '../search/last-search.ts';
import { followConversation } from '../state/conversations.ts';
import { useStore } from '../state/store.ts';
import { go } from './navigate.ts';
import { CONTEXT_PANEL, LIST_PANEL, usePanel } from './panel-width.ts';
import { goTo, type Lane, usePlace } from './place.ts';
import { Splitter } from './splitter.tsx';
import { useWidth } from './use-media.ts';

const Drawer = lazy(() => import('../parts/drawer.tsx'));
const loadPane = () => import('../conversation/conversation-pane.tsx');
const loadContext = () => import('../context/context-panel.tsx');
const ConversationPane = lazy(() => withWholeText(loadPane));
const ContextPanel = lazy(() => withWholeText(loadContext));

/** Conversations: the list, the one that is open, and the customer beside it. */
export const Workspace = ({ lane }: { readonly lane: Lane }) => {
  const text = useText();
  const width = useWidth();
  const { view, conversationId } = usePlace(lane);
  const list = useList(view, lane === 'security' ? 'security' : undefined);
  const listPanel = usePanel(LIST_PANEL);
  const contextPanel = usePanel(CONTEXT_PANEL);
  const [drawer, setDrawer] = useState(false);
  const open = useCallback((id: string) => goTo(lane, view, id), [lane, view]);
  // Whoever came from a search goes back to what it had found.
  const fromSearch = useStore(left)?.conversationId === conversationId && conversationId !== null;
  const back = useCallback(
    () => (fromSearch ? go({ to: '/search' }) : goTo(lane, view, null)),
    [lane, view, fromSearch],
  );

  useEffect(() => {
    followConversation(conversationId);
    setDrawer(false);
    if (conversationId !== null && left.get()?.conversationId !== conversationId) left.set(null);
  }, [conversationId]);
  useEffect(() => {
    // The list is there first; what a conversation needs follows at once, before one is opened.
    void Promise.allSettled([loadPane(), loadContext()]);
    return () => followConversation(null);
  }, []);

  const step = (by: 1 | -1): string | undefined => {
    const { order } = list.list.get();
    const here = conversationId === null ? -1 : order.indexOf(conversationId);
    return order[here < 0 ? (by === 1 ? 0 : order.length - 1) : here + by];
  };
  const move = (by: 1 | -1): void => {
    const id = step(by);
    if (id !== undefined) open(id);
  };
  useAction('next', () => move(1));
  useAction('previous', () => move(-1));
  useAction('back', conversationId === null ? null : back);

  const wide = width === 'wide';
  const phone = width === 'phone';
  const showList = phone ? conversationId === null : !listPanel.folded || conversationId === null;
  const showContext = conversationId !== null && wide && !contextPanel.folded;
  useAction('toggle_list', phone ? null : listPanel.toggle);
  const toggleContext = (): void => {
    if (wide) contextPanel.toggle();
    else setDrawer((before) => !before);
  };
  useAction('toggle_context', conversationId === null ? null : toggleContext);

  return (
    <main className="flex h-full min-w-0">
      {!showList && (
        <h1 className="sr-only">{text(lane === 'inbox' ? 'nav.inbox' : 'nav.security')}</h1>
      )}
      {showList && (
        <>
          <div
            className="flex shrink-0 flex-col max-md:w-full"
            style={phone ? undefined : { width: listPanel.width }}
          >
            <ConversationList lane={lane} list={list} selected={conversationId} onOpen={open} />
          </div>
          {!phone && (
            <Splitter
              range={LIST_PANEL}
              panel={listPanel}
              label={text('panel.list')}
              side="start"
            />
          )}
        </>
      )}
      {!(phone && conversationId === null) && (
        <section aria-label={text('conversation.region')} className="flex min-w-0 flex-1 flex-col">
          {conversationId === null ? (
            <Empty icon={MessagesSquare} sentence={text('conversation.none')} />
          ) : (
            <Suspense fallback={<ThreadSkeleton />}>
              <ConversationPane
                key={conversationId}
                conversationId={conversationId}
                backTo={fromSearch ? 'results' : phone ? 'list' : null}
                contextShown={showContext || drawer}
                onBack={back}
                onSolved={() => move(1)}
                onContext={toggleContext}
              />
            </Suspense>
          )}
        </section>
      )}
      {showContext && (
        <>
          <Splitter
            range={CONTEXT_PANEL}
            panel={contextPanel}
            label={text('panel.context')}
            side="end"
          />
          <section
            aria-label={text('context.label')}
            className="shrink-0"
            style={{ width: contextPanel.width }}
          >
            <Suspense>
              <ContextPanel key={conversationId} conversationId={conversationId} />
            </Suspense>
          </section>
        </>
      )}
      {drawer && conversationId !== null && !wide && (
        <Suspense>
          <Drawer open={drawer} onClose={() => setDrawer(false)} title={text('context.label')}>
            <ContextPanel key={conversationId} conversationId={conversationId} />
          </Drawer>
        </Suspense>
      )}
    </main>
  );
};
