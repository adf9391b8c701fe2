import type { ConversationId, CustomerId, FileId, MessageId, TeamId } from '../../core/ids.ts';
import type { ImportedFile } from '../../core/importing/record.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Category, Locale, SecretKind } from '../../core/vocabulary.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Transaction } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import type { appendImported, ConversationDeps } from '../conversation/index.ts';

/** Who a file is noted as coming from: a conversation of the other system, by one side of it. */
export interface FileUploader {
  readonly kind: 'customer' | 'agent';
  readonly id: string;
}

export interface ImportDeps {
  readonly database: Database;
  readonly ids: Ids;
  readonly clock: Pick<Clock, 'now'>;
  readonly vault: ConversationDeps['vault'];
  readonly bodyHash: ConversationDeps['bodyHash'];
  readonly dueWork: Parameters<typeof appendImported>[0]['dueWork'];
  /** Destroys the secrets in a whole text, however long. */
  readonly redact: (text: string) => {
    readonly text: string;
    readonly destroyed: readonly SecretKind[];
  };
  readonly takeIn: ConversationDeps['takeIn'];
  readonly teamOf: (category: Category) => Promise<TeamId>;
  /** The customer with the exchange's id, made where it is not there. */
  readonly customerOf: (
    trx: Transaction,
    externalId: string,
    locale: Locale,
  ) => Promise<CustomerId>;
  readonly addVisitor: (trx: Transaction, customerId: CustomerId, locale: Locale) => Promise<void>;
  /** Name and mail address, sealed; for those who are not known by more. */
  readonly saveProfile: (
    trx: Transaction,
    customerId: CustomerId,
    profile: { readonly name: string | null; readonly email: string | null },
  ) => Promise<void>;
  /** Those who follow logs take the past for known. */
  readonly passOver: (
    trx: Transaction,
    logs: readonly { readonly conversationId: ConversationId; readonly seq: number }[],
  ) => Promise<void>;
  /** The bytes of a file that an export names. Failures, `invalid`, each a code that begins with `file_`. */
  readonly openFile: (file: ImportedFile) => Promise<Outcome<Uint8Array>>;
  /** Through the same checks as everybody's files. */
  readonly upload: (upload: {
    readonly customerId: CustomerId;
    readonly uploader: FileUploader;
    readonly name: string;
    readonly bytes: Uint8Array;
  }) => Promise<Outcome<{ readonly id: string }>>;
  readonly attach: (
    trx: Transaction,
    request: {
      readonly fileIds: readonly FileId[];
      readonly customerId: CustomerId;
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
      readonly uploader: FileUploader;
    },
  ) => Promise<Outcome<null>>;
}
