import type { MessageId } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection, Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail } from '../../ports/mail.ts';
import type { Texts } from '../../ports/texts.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';

export interface AdminMail {
  readonly email: string;
  readonly locale: Locale;
}

export interface WebhookDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly dueWork: DueWork;
  readonly sender: WebhookSender;
  /** Key under which signing secrets are sealed; 32 bytes, not in the database. */
  readonly sealingKey: Uint8Array;
  readonly mail: Mail;
  readonly texts: Texts;
  readonly exchangeName: string;
  /** Where admins read that a subscription ended. */
  readonly adminMails: () => Promise<readonly AdminMail[]>;
  /** The words of a message as they are now; undefined where they are gone. Opening them is recorded as `reader`'s. */
  readonly openWords: (
    connection: Connection,
    messageId: MessageId,
    reader: string,
  ) => Promise<string | undefined>;
}
