import type { ConversationId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import { type CommitRequest, type Committed, isPlain } from './commit-request.ts';

/** A request in line, with what its asker waits for. */
export interface Waiting {
  readonly request: CommitRequest;
  readonly resolve: (result: Outcome<Committed>) => void;
  readonly reject: (error: unknown) => void;
}

const senderOf = ({ request: { words } }: Waiting): string | undefined =>
  words && `${words.senderId} ${words.clientMessageId}`;

/**
 * Takes what may share the next transaction out of `waiting`, in the order of asking: each conversation once and none
 * that is `busy`, each sender's id once; a request that needs more than the lock travels alone. Marks what it took as busy.
 */
export const takeBatch = (
  waiting: Waiting[],
  busy: Set<ConversationId>,
  max: number,
): readonly Waiting[] => {
  const batch: Waiting[] = [];
  const blocked = new Set<ConversationId>(busy);
  const senders = new Set<string>();
  let index = 0;
  while (index < waiting.length && batch.length < max) {
    const next = waiting[index];
    if (next === undefined) break;
    const { conversationId } = next.request;
    const sender = senderOf(next);
    const alone = !isPlain(next.request);
    const mustWait =
      blocked.has(conversationId) ||
      (sender !== undefined && senders.has(sender)) ||
      (alone && batch.length > 0);
    // Whether taken or passed over, what comes later for the same conversation must not overtake it.
    blocked.add(conversationId);
    if (mustWait) {
      index++;
      continue;
    }
    waiting.splice(index, 1);
    batch.push(next);
    busy.add(conversationId);
    if (sender !== undefined) senders.add(sender);
    if (alone) break;
  }
  return batch;
};
