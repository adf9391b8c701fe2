import type { ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Committed, Words } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';
import { prepareMessage } from './send-message.ts';

export interface RatingInput {
  readonly score: 1 | 2 | 3 | 4 | 5;
  readonly reasons: readonly string[];
  readonly comment: string;
}

const commentWords = (
  deps: ConversationDeps,
  customerId: CustomerId,
  comment: string,
): Outcome<Words | undefined> => {
  if (comment.trim() === '') return ok(undefined);
  const content = { clientMessageId: deps.ids.uuid(), text: comment, fileIds: [] };
  const prepared = prepareMessage(deps, content, customerId, 'rating_comment');
  return prepared.ok ? ok(prepared.value.words) : prepared;
};

/** The customer says how it was. The comment is guarded like any message. */
export const rateConversation = async (
  deps: ConversationDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  input: RatingInput,
): Promise<Outcome<Committed>> => {
  const words = commentWords(deps, customerId, input.comment);
  if (!words.ok) return words;
  const commentId: MessageId | null = words.value?.messageId ?? null;
  return deps.committer.commit({
    conversationId,
    actor: { kind: 'customer', id: customerId },
    command: { type: 'rate', score: input.score, reasons: [...new Set(input.reasons)], commentId },
    maySee: (state) => state.customerId === customerId,
    ...(words.value === undefined ? {} : { words: words.value }),
  });
};
