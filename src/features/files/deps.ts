import type { StaffPrincipal } from '../../contract/principal.ts';
import type { AgentId, ConversationId, CustomerId, FileId, MessageId } from '../../core/ids.ts';
import type { Blobs } from '../../ports/blobs.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection, Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { FileText } from '../../ports/file-text.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Images } from '../../ports/images.ts';
import type { Log } from '../../ports/log.ts';
import type { Scanner } from '../../ports/scanner.ts';
import type { Vault } from '../vault/index.ts';

export interface Uploader {
  readonly kind: 'customer' | 'agent';
  readonly id: string;
}

export interface FilesDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly blobs: Blobs;
  readonly images: Images;
  readonly scanner: Scanner;
  readonly dueWork: DueWork;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly log: Log;
  /** Destroys seed phrases, keys and codes in what a person wrote: names are words too. */
  readonly redact: (text: string) => string;
  readonly fileText: FileText;
  /** Whether the words of a file hold a secret that outlasts the hour: one-time codes do not count. */
  readonly holdsSecret: (text: string) => boolean;
  /**
   * The customer of a conversation that this member of staff may see, or that shows them this message elsewhere;
   * undefined when there is none such.
   */
  readonly customerSeenBy: (
    staff: StaffPrincipal,
    conversationId: ConversationId,
    messageId: MessageId | null,
  ) => Promise<CustomerId | undefined>;
  /** Whether the customer may see this message: it is no internal note. */
  readonly isPublicMessage: (messageId: MessageId) => Promise<boolean>;
  /** Notes that a member of staff opens a file; in the transaction of the opening. */
  readonly recordAccess: (
    connection: Connection,
    access: {
      readonly agentId: AgentId;
      readonly subjectKind: 'file';
      readonly subjectId: string;
      readonly customerId: CustomerId;
      readonly reason: string;
    },
  ) => Promise<void>;
  /** A file that already stands in a conversation turned out clean or was rejected: whoever looks should ask again. */
  readonly onChecked: (file: {
    readonly fileId: FileId;
    readonly conversationId: ConversationId;
    readonly customerId: CustomerId;
  }) => void;
}

export type Variant = 'full' | 'thumb';

export const blobKey = (fileId: FileId, variant: Variant): string => `files/${fileId}/${variant}`;
export const bytesContext = (fileId: FileId, variant: Variant): string =>
  `file:${fileId}:${variant}`;
export const nameContext = (fileId: FileId): string => `file-name:${fileId}`;
