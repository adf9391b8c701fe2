import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { customerMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Connection } from '../../ports/database.ts';
import { findConversation, readLogged } from '../conversation/index.ts';

/** Events read at once. */
const PAGE = 1_000;

/** A request of this customer; another's does not exist for them. */
export const findOwn = async (
  connection: Connection,
  customerId: CustomerId,
  conversationId: ConversationId,
): Promise<Outcome<Conversation>> => {
  const state = await findConversation(connection, conversationId);
  return state !== undefined && customerMaySee(customerId, state)
    ? ok(state)
    : fail('not_found', 'conversation_not_found');
};

/** All that the customer may see of a log, in order. */
export async function* readPublicLog(
  connection: Connection,
  conversationId: ConversationId,
): AsyncGenerator<readonly LoggedEvent[]> {
  let after = 0;
  for (;;) {
    const page = await readLogged(connection, conversationId, after, PAGE, 'everyone');
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < PAGE) return;
    after = last.seq;
  }
}
