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

/** A file that a message names: its bytes stand in the export, beside it, or only where the other system has them. */
export interface ImportedFile {
  readonly sourceId: string;
  readonly name: string;
  /** As the other system writes it; a `data:` URL holds the bytes. */
  readonly url: string | null;
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
  readonly files: readonly ImportedFile[];
}

/** A message with neither words nor a file is nothing to take over. */
export const saysSomething = ({ text, files }: ImportedMessage): boolean =>
  text !== '' || files.length > 0;

/** A conversation of another system, whichever it was, in the words of this one. */
export interface ImportedConversation {
  readonly sourceId: string;
  readonly customer: ImportedPerson;
  readonly createdAt: AtMs;
  readonly endedAt: AtMs;
  readonly category: Category;
  readonly priority: Priority;
  readonly status: Status;
  /** In the order of their times; at least one with words or a file. */
  readonly messages: readonly ImportedMessage[];
}
