import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Connection } from '../../ports/database.ts';
import { readLogged } from '../conversation/index.ts';
import type { GrantedMessage } from './store-entries.ts';

/** What a department can be shown: what was said between us and the customer. */
const SAID: ReadonlySet<string> = new Set([
  'message_sent',
  'assistant_replied',
  'message_carried',
  'notice_given',
]);

export const isSaid = (type: string): boolean => SAID.has(type);

/** The messages under these numbers. Failure: `message_not_found`, where one is none, or is internal. */
export const readGranted = async (
  connection: Connection,
  conversationId: ConversationId,
  seqs: readonly number[],
): Promise<Outcome<readonly GrantedMessage[]>> => {
  const messages: GrantedMessage[] = [];
  for (const seq of new Set(seqs)) {
    const [entry] = await readLogged(connection, conversationId, seq - 1, 1, 'everyone');
    if (entry?.seq !== seq || !isSaid(entry.event.type) || !('messageId' in entry.event))
      return fail('invalid', 'message_not_found', { seq });
    messages.push({ seq, messageId: entry.event.messageId });
  }
  return ok(messages);
};
