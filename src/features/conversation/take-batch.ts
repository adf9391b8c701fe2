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
 * Takes what may share the next transaction out of `waiting`, in the order of asking: none for a conversation that is
 * `busy`, each sender's id once; a request that needs more than the lock travels alone. Marks what it took as busy.
 */
export const takeBatch = (
  waiting: Waiting[],
  busy: Set<ConversationId>,
  max: number,
): readonly Waiting[] => {
  const batch: Waiting[] = [];
  // What comes later for a conversation that was passed over must not overtake.
  const closed = new Set<ConversationId>(busy);
  const senders = new Set<string>();
  let index = 0;
  while (index < waiting.length && batch.length < max) {
    const next = waiting[index];
    if (next === undefined) break;
    const { conversationId } = next.request;
    const sender = senderOf(next);
    const alone = !isPlain(next.request);
    const mustWait =
      closed.has(conversationId) ||
      (sender !== undefined && senders.has(sender)) ||
      (alone && batch.length > 0);
    if (mustWait) {
      closed.add(conversationId);
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
