import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { ConversationDeps } from './deps.ts';
import { readLoggedBefore } from './store-read.ts';
import { toWire } from './to-wire.ts';

/** One thing said or done by the customer, with its words where it has any. */
export interface TalkEntry {
  readonly logged: LoggedEvent;
  /** Empty where there are no words, or they were deleted. */
  readonly text: string;
  readonly hasFiles: boolean;
}

/** The newest entries of a conversation, oldest first, with their words: what the assistant reads before it answers. */
export const readTalk = async (
  deps: Pick<ConversationDeps, 'database' | 'vault' | 'files'>,
  conversationId: ConversationId,
  limit: number,
): Promise<readonly TalkEntry[]> => {
  const logged = await readLoggedBefore(
    deps.database,
    conversationId,
    Number.POSITIVE_INFINITY,
    limit,
    'everyone',
  );
  const wire = await toWire({ ...deps, contactsOf: () => [] }, deps.database, logged);
  return wire.map(({ body, ...entry }) => ({
    logged: entry,
    text: body?.text ?? '',
    hasFiles: entry.event.type === 'message_sent' && entry.event.fileIds.length > 0,
  }));
};
