import { warnAt } from '../../../src/core/promise/grain.ts';
import { currentLocale, currentText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { rowStore } from '../state/rows.ts';
import { showToast } from '../state/toasts.ts';

const LOOK_EVERY_MS = 15_000;

/**
 * Says to the one who has a case that what was promised in it is nearly due: once for each time that was promised.
 * Returns what ends it.
 */
export const warnOwner = (agentId: string): (() => void) => {
  const seenFrom = new Map<string, number>();
  const told = new Set<string>();
  const look = (id: string): void => {
    const conversation = rowStore.get(id)?.conversation;
    const dueAt = conversation?.case.promise?.dueAt ?? null;
    if (conversation?.assignee?.id !== agentId || dueAt === null) return;
    const key = `${id}:${dueAt}`;
    const now = Date.now();
    const from = seenFrom.get(key) ?? now;
    seenFrom.set(key, from);
    if (told.has(key) || now > dueAt || now < warnAt(from, dueAt)) return;
    told.add(key);
    const due = dayAndTime(dueAt, currentLocale());
    showToast({ text: currentText()('promise_due', { number: conversation.number, due }) });
  };
  const known = new Set<string>();
  const stop = rowStore.onChange((ids) => {
    for (const id of ids) {
      known.add(id);
      look(id);
    }
  });
  const timer = setInterval(() => known.forEach(look), LOOK_EVERY_MS);
  return () => {
    stop();
    clearInterval(timer);
  };
};
