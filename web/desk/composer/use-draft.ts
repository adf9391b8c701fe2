import { useCallback, useEffect, useRef, useState } from 'react';
import { type Draft, keepDraft, readDraft, type Tab } from './drafts.ts';

const KEEP_AFTER_MS = 250;

/** The draft of a tab; each tab has its own, and both survive leaving and reloading. */
export const useDraft = (
  agentId: string,
  conversationId: string,
  tab: Tab,
): readonly [Draft, (change: Draft | ((before: Draft) => Draft)) => void] => {
  const [drafts, setDrafts] = useState(() => ({
    reply: readDraft(agentId, conversationId, 'reply'),
    note: readDraft(agentId, conversationId, 'note'),
  }));
  const latest = useRef(drafts);
  latest.current = drafts;
  useEffect(() => {
    const keep = (): void => {
      keepDraft(agentId, conversationId, 'reply', latest.current.reply);
      keepDraft(agentId, conversationId, 'note', latest.current.note);
    };
    addEventListener('pagehide', keep);
    return () => {
      removeEventListener('pagehide', keep);
      keep();
    };
  }, [agentId, conversationId]);
  const draft = drafts[tab];
  useEffect(() => {
    const timer = setTimeout(() => keepDraft(agentId, conversationId, tab, draft), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [agentId, conversationId, tab, draft]);
  const setDraft = useCallback(
    (change: Draft | ((before: Draft) => Draft)) =>
      setDrafts((before) => ({
        ...before,
        [tab]: typeof change === 'function' ? change(before[tab]) : change,
      })),
    [tab],
  );
  return [draft, setDraft];
};
