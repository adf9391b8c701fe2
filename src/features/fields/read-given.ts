import type { ConversationId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import { type FieldsDeps, valueContext } from './deps.ts';
import { listValuesOf } from './store.ts';

/** What is filled in, by conversation and field. */
export type Given = ReadonlyMap<ConversationId, ReadonlyMap<string, string>>;

/**
 * What is filled in, for rules: nobody reads it, so no reading goes on record. Only what is `asked` about is opened;
 * of the others it shows that they are there, by an empty value. Reads in `connection` alone.
 */
export const readGiven = async (
  { vault }: Pick<FieldsDeps, 'vault'>,
  connection: Connection,
  conversationIds: readonly ConversationId[],
  asked: ReadonlySet<string>,
): Promise<Given> => {
  const found = new Map<ConversationId, Map<string, string>>();
  for (const stored of await listValuesOf(connection, conversationIds)) {
    const { conversationId, fieldId, customerId, sealed, value } = stored;
    const values = found.get(conversationId) ?? new Map<string, string>();
    found.set(conversationId, values);
    if (!asked.has(fieldId)) values.set(fieldId, '');
    else if (sealed === null) values.set(fieldId, value ?? '');
    else {
      const own = await vault.of(customerId, connection);
      values.set(fieldId, Buffer.from(own.open(sealed, valueContext(stored))).toString('utf8'));
    }
  }
  return found;
};
