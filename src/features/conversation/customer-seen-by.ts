import { type StaffView, staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { Database } from '../../ports/database.ts';
import { listCarriedTo } from './store-carried.ts';
import { findStates } from './store-list.ts';
import { findConversation } from './store-read.ts';

/**
 * Whose a conversation is, if this person may see it, or another one into which that message was carried: whoever
 * reads a message may open its files. Undefined where they may not.
 */
export const customerSeenBy = async (
  database: Database,
  staff: StaffView,
  conversationId: ConversationId,
  messageId: MessageId | null,
): Promise<CustomerId | undefined> => {
  const state = await findConversation(database, conversationId);
  if (state === undefined) return undefined;
  if (staffMaySee(staff, state)) return state.customerId;
  if (messageId === null) return undefined;
  const places = await findStates(database, await listCarriedTo(database, messageId));
  return places.find((place) => staffMaySee(staff, place.state))?.state.customerId;
};
