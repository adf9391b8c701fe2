import type { ConversationId } from '../../core/ids.ts';
import { type ConversationDeps, readStretch, recordAccess } from '../conversation/index.ts';
import { audienceFor, type Connection, type Following, maySee, send } from './connection.ts';

const PAGE = 200;

type Deps = Pick<ConversationDeps, 'database' | 'vault' | 'files' | 'contactsOf'>;

/** Serves one page; true when there may be more. */
const servePage = async (
  deps: Deps,
  connection: Connection,
  conversationId: ConversationId,
  following: Following,
  opening: boolean,
): Promise<boolean> => {
  const { principal } = connection;
  const stretch = await readStretch(
    deps,
    conversationId,
    { after: following.cursor, limit: PAGE },
    audienceFor(principal),
    maySee(principal),
    async (trx, { customerId }) => {
      if (principal.kind !== 'staff' || !opening) return;
      const { agentId } = principal;
      await recordAccess(trx, {
        agentId,
        subjectKind: 'conversation',
        subjectId: conversationId,
        customerId,
        reason: 'followed',
      });
    },
  );
  if (connection.following.get(conversationId) !== following) return false;
  if (!stretch.ok) {
    connection.following.delete(conversationId);
    send(connection, { type: 'gone', conversationId });
    return false;
  }
  const { events, marks, hasLater } = stretch.value;
  if (events.length > 0 || opening) send(connection, { type: 'events', conversationId, events });
  if (opening) send(connection, { type: 'marks', conversationId, marks });
  following.cursor = Math.max(following.cursor, events.at(-1)?.seq ?? 0);
  return hasLater;
};

/**
 * Sends a line everything after its cursor, from the database. What is committed meanwhile is read in another round,
 * so that the line misses nothing and gets everything in order.
 */
export const catchUp = async (
  deps: Deps,
  connection: Connection,
  conversationId: ConversationId,
  opening: boolean,
): Promise<void> => {
  const following = connection.following.get(conversationId);
  if (following === undefined) return;
  if (following.catching) {
    following.again = true;
    return;
  }
  following.catching = true;
  try {
    let first = opening;
    let more = true;
    while (more) {
      following.again = false;
      more =
        (await servePage(deps, connection, conversationId, following, first)) || following.again;
      first = false;
    }
  } finally {
    following.catching = false;
  }
};
