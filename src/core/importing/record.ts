import type { AtMs } from '../ids.ts';
import type { Category, Locale, Priority, Status } from '../vocabulary.ts';

/** Somebody of another system, as far as it is taken over. */
export interface ImportedPerson {
  readonly sourceId: string;
  /** The exchange's own id, where the other system knew it. */
  readonly externalId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly locale: Locale;
}

export interface ImportedMessage {
  readonly sourceId: string;
  readonly at: AtMs;
  readonly by: 'customer' | 'agent';
  readonly authorId: string;
  /** Null where the other system did not say it; never the customer's. */
  readonly authorName: string | null;
  readonly note: boolean;
  readonly text: string;
}

/** A conversation of another system, whichever it was, in the words of this one. */
export interface ImportedConversation {
  readonly sourceId: string;
  readonly customer: ImportedPerson;
  readonly createdAt: AtMs;
  readonly endedAt: AtMs;
  readonly category: Category;
  readonly priority: Priority;
  readonly status: Status;
  /** In the order of their times; at least one. */
  readonly messages: readonly ImportedMessage[];
  /** Files that were named and are not taken over. */
  readonly filesLeft: number;
  /** Messages without words, left out. */
  readonly emptyLeft: number;
}
