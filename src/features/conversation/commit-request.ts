import type { Command } from '../../core/conversation/command.ts';
import type { Actor, LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId, MessageId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';

/** Words that a commit stores: a body, and the row that makes its sending happen once. */
export interface Words {
  readonly messageId: MessageId;
  /** `assistant`: an answer; `aside`: the assistant's words at a handover, which leave the matter with people. */
  readonly kind:
    | 'message'
    | 'note'
    | 'summary'
    | 'rating_comment'
    | 'assistant'
    | 'aside'
    | 'card'
    | 'notice';
  readonly senderId: string;
  readonly clientMessageId: string;
  /** Cleaned, and without the secrets that were in it. */
  readonly text: string;
  /** Keyed hash of text and files: the same client message id with another body is refused. */
  readonly bodyHash: Uint8Array;
}

/** What is asked of one conversation. Everything in it happens in one transaction, or nothing. */
export interface CommitRequest {
  readonly conversationId: ConversationId;
  readonly actor: Actor;
  /** The command, or how to make it once the conversation is locked. */
  readonly command:
    | Command
    | ((trx: Transaction, state: Conversation | undefined, at: AtMs) => Promise<Outcome<Command>>);
  /** Whether the one who asks may know of this conversation. If not, it does not exist for them. */
  readonly maySee: (state: Conversation) => boolean;
  readonly words?: Words;
  /** Data of cards that are shown with the words. Stored with them, or not at all. */
  readonly cards?: readonly Words[];
  /** Opens a new conversation: sent again, the first one is the answer, under whatever id it has. */
  readonly startsNew?: true;
  /** The message gets these words instead of those it has. */
  readonly rewrite?: { readonly messageId: MessageId; readonly text: string };
  /** The message loses its words for good. */
  readonly destroy?: MessageId;
  /** Checked under the lock, before deciding: for example an agent's capacity. */
  readonly guard?: (trx: Transaction, state: Conversation | undefined) => Promise<Outcome<null>>;
  /** Writes more rows in the same transaction, after the events: files, audit rows. */
  readonly alsoWrite?: (
    trx: Transaction,
    state: Conversation,
    logged: readonly LoggedEvent[],
  ) => Promise<Outcome<null>>;
}

export interface Committed {
  readonly state: Conversation;
  /** The state before; undefined for a new conversation. */
  readonly before: Conversation | undefined;
  /** What was appended; for a duplicate, the event of the first sending. */
  readonly logged: readonly LoggedEvent[];
  /** The words that were stored now, so that those who deliver them need not read them back. */
  readonly written: { readonly messageId: MessageId; readonly text: string } | undefined;
  /** The same message had been stored before: nothing was written now. */
  readonly duplicate: boolean;
}

/** Requests that need nothing but the lock can share a transaction with others. */
export const isPlain = (request: CommitRequest): boolean =>
  typeof request.command !== 'function' &&
  request.command.type !== 'start' &&
  request.guard === undefined &&
  request.alsoWrite === undefined &&
  request.rewrite === undefined &&
  request.destroy === undefined;
