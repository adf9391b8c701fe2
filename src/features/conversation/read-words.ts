import type { CustomerId, MessageId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import { bodyContext, decodeBody } from './body.ts';
import type { ConversationDeps } from './deps.ts';
import { readBodies } from './store-read.ts';

/** The words of one message as they are now, and whose they are; undefined where they are gone. Record the access. */
export const readWords = async (
  deps: Pick<ConversationDeps, 'vault'>,
  connection: Connection,
  messageId: MessageId,
): Promise<{ readonly text: string; readonly customerId: CustomerId } | undefined> => {
  const row = (await readBodies(connection, [messageId])).get(messageId);
  if (row === undefined) return undefined;
  const vault = await deps.vault.of(row.customer_id);
  const text = decodeBody(vault.open(row.envelope, bodyContext(messageId)));
  return { text, customerId: row.customer_id };
};
