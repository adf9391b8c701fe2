import type { Attachment, ContactNote } from '../../contract/conversation.ts';

import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId, CustomerId, FileId, MessageId, TeamId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Category, Locale, SecretKind } from '../../core/vocabulary.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Connection, Database, Transaction } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Vault } from '../vault/index.ts';
import type { Committer } from './committer.ts';

/** What the intake makes of a person's words: cleaned, and with secrets destroyed. */
export interface TakenIn {
  readonly text: string;
  readonly destroyed: readonly SecretKind[];
}

export interface GivenField {
  readonly fieldId: string;
  readonly value: string;
}

export interface Uploader {
  readonly kind: 'customer' | 'agent';
  readonly id: string;
}

/** The files slice, as far as conversations need it. */
export interface FilesOfMessages {
  attach(
    trx: Transaction,
    request: {
      readonly fileIds: readonly FileId[];
      readonly customerId: CustomerId;
      readonly conversationId: Conversation['id'];
      readonly messageId: MessageId;
      readonly uploader: Uploader;
    },
  ): Promise<Outcome<null>>;
  list(
    connection: Connection,
    messageIds: readonly MessageId[],
  ): Promise<ReadonlyMap<MessageId, readonly Attachment[]>>;
  /** The files of a message whose words were recalled or deleted are destroyed as well. */
  discard(trx: Transaction, messageId: MessageId): Promise<void>;
}

/** What a new request asks, before anything of it is stored. */
export interface Asked {
  readonly text: string;
  readonly category: Category | undefined;
  readonly locale: Locale;
  readonly hasFiles: boolean;
  readonly wantsPerson: boolean;
}

/** How a new request begins. */
export interface Opening {
  readonly category: Category;
  readonly locale: Locale;
  /** The assistant answers first. */
  readonly engage: boolean;
  /** An emergency: before all others, and never with the assistant. */
  readonly urgent: boolean;
}

/** Where there is no assistant: every request to people, under the category that was picked. */
export const straightToPeople = async ({ category, locale }: Asked): Promise<Opening> => ({
  category: category ?? 'other',
  locale,
  engage: false,
  urgent: false,
});

export interface ConversationDeps {
  readonly database: Database;
  readonly committer: Committer;
  readonly vault: Vault;
  readonly bus: Bus;
  readonly ids: Ids;
  readonly files: FilesOfMessages;
  /** Cleans and guards words. `allowEmpty` where files may speak for themselves. */
  readonly takeIn: (text: string, allowEmpty: boolean) => Outcome<TakenIn>;
  /** Phrases that are spread over several messages: see the intake. */
  readonly mayBePart: (text: string) => boolean;
  readonly takeTogether: (texts: readonly string[]) => readonly TakenIn[] | undefined;
  /** What leads somewhere in the words of a message: told with them whenever they are read. */
  readonly contactsOf: (text: string) => readonly ContactNote[];
  /** Whether words may be said in our name; not where they name a contact that is neither ours nor allowed. */
  readonly checkOwnWords: (text: string) => Outcome<null>;
  /** Keyed hash, for idempotency: equal bodies, equal hashes, and nothing can be learnt from them. */
  readonly bodyHash: (parts: readonly string[]) => Uint8Array;
  /** Decides how a new request begins. */
  readonly triage: (asked: Asked) => Promise<Opening>;
  /**
   * Keeps what a customer filled in before the first message; nothing is asked where it is absent. `form`: what is
   * required under this category must be there; null where nothing is insisted upon.
   */
  readonly keepForm?: (
    trx: Transaction,
    state: Conversation,
    given: readonly GivenField[],
    form: Category | null,
  ) => Promise<Outcome<null>>;
  /** Tells colleagues whom a note names; refused where one of them may not see the conversation. */
  readonly keepMentions?: (
    trx: Transaction,
    state: Conversation,
    mention: {
      readonly messageId: MessageId;
      readonly by: AgentId;
      readonly mentions: readonly AgentId[];
    },
  ) => Promise<Outcome<null>>;
  /** Whether all is there that must be before a person may call it solved. */
  readonly checkSolvable?: (trx: Transaction, state: Conversation) => Promise<Outcome<null>>;
  readonly teamOf: (category: Category) => Promise<TeamId>;
  /** Names the customer as the exchange does; null for visitors and where no name was given. */
  readonly nameOf: (customerId: CustomerId) => Promise<string | null>;
}
