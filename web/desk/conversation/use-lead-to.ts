import { useEffect, useState } from 'react';
import type { Held } from '../state/conversations.ts';
import { loadEarlier } from '../state/conversations.ts';
import { soughtElementId, useSought } from './sought.ts';

const FOUND = 'found-here';

/** Marks an element, brings it into the middle and gives it the focus. Returns what takes the mark away. */
const mark = (element: HTMLElement): (() => void) => {
  element.classList.add(FOUND);
  element.setAttribute('aria-current', 'location');
  element.tabIndex = -1;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
  return () => {
    element.classList.remove(FOUND);
    element.removeAttribute('aria-current');
  };
};

/**
 * Leads to the message that the address names: history is read in until it is there. The result says how far that is:
 * null where nothing is sought, or what is sought has been shown.
 */
export const useLeadTo = (conversationId: string, held: Held): 'reading' | 'missing' | null => {
  const sought = useSought();
  const { timeline, earlier } = held;
  const [done, setDone] = useState<string | null>(null);
  const key = sought === null ? null : `${conversationId} ${sought.messageId}`;
  const element =
    sought === null || timeline === null ? null : soughtElementId(timeline.entries, sought);
  const first = timeline?.events[0]?.seq ?? 0;
  const goesOn =
    sought !== null &&
    element === null &&
    timeline?.hasEarlier === true &&
    first > sought.seq &&
    earlier !== 'failed';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each stretch that has come asks for the next
  useEffect(() => {
    if (goesOn && earlier === 'idle') void loadEarlier(conversationId, 200);
  }, [goesOn, earlier, first, conversationId]);
  useEffect(() => {
    if (key === null || element === null) return;
    const there = document.getElementById(element);
    if (there === null) return;
    setDone(key);
    return mark(there);
  }, [key, element]);
  if (key === null || done === key || element !== null) return null;
  return goesOn ? 'reading' : 'missing';
};
