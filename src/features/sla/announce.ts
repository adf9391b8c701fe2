import type { ConversationId } from '../../core/ids.ts';
import type { Bus } from '../../ports/bus.ts';

/** Says that what lists show of a conversation's due times has changed. */
export type Announce = (id: ConversationId) => void;

/** Hints wait for the transaction that caused them to end; one that comes too early or is lost costs a refresh. */
const AFTER_MS = 250;

export const createAnnounce = (
  bus: Bus,
): { readonly announce: Announce; readonly stop: () => void } => {
  const waiting = new Set<ConversationId>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    for (const conversationId of waiting) bus.publish({ kind: 'clock_changed', conversationId });
    waiting.clear();
  };
  return {
    announce: (id) => {
      waiting.add(id);
      timer ??= setTimeout(tell, AFTER_MS);
    },
    stop: () => clearTimeout(timer),
  };
};
