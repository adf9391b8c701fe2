import type { Marks } from '../../contract/conversation.ts';
import { CLOSE_CODES } from '../../contract/live.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import type { Hint } from '../../ports/bus.ts';
import { type Committed, NO_MARKS, readMarks } from '../conversation/index.ts';
import { type Connection, send } from './connection.ts';
import { deliverCommitted, deliverFromElsewhere } from './deliver.ts';
import type { LiveDeps } from './deps.ts';
import type { QueueNews } from './queue-news.ts';
import type { Registry } from './registry.ts';
import type { RowUpdates } from './row-updates.ts';
import { deliverTyping } from './tell-others.ts';

export interface Hearing {
  readonly deps: LiveDeps;
  readonly registry: Registry;
  readonly rows: RowUpdates;
  readonly queueNews: QueueNews;
  /** Asks again who is on a line; closes it when the session is over. */
  readonly recheck: (connection: Connection) => Promise<void>;
}

const hearConversation = async (
  { deps, registry, rows, queueNews }: Hearing,
  hint: Extract<Hint, { kind: 'conversation_changed' }>,
  local: unknown,
): Promise<void> => {
  const committed = local as Committed | undefined;
  rows.touch(hint.conversationId, committed?.before);
  if (hint.queueChanged) queueNews.changed();
  if (committed === undefined) deliverFromElsewhere(deps, registry, hint.conversationId);
  else await deliverCommitted(deps, registry, committed);
};

const hearMarks = async (
  { deps, registry, rows }: Hearing,
  id: ConversationId,
  local: unknown,
): Promise<void> => {
  rows.touch(id, undefined);
  const followers = registry.followers(id);
  if (followers.size === 0) return;
  const marks =
    (local as Marks | undefined) ?? (await readMarks(deps.database, [id])).get(id) ?? NO_MARKS;
  for (const connection of registry.followers(id))
    send(connection, { type: 'marks', conversationId: id, marks });
};

const hearAgent = async (
  { deps, registry, queueNews }: Hearing,
  agentId: AgentId,
): Promise<void> => {
  queueNews.changed();
  if (registry.staff().size === 0) return;
  const state = await deps.describeAgent(agentId);
  if (state === undefined) return;
  for (const connection of registry.staff()) send(connection, { type: 'agent', agentId, ...state });
};

const hearFile = (registry: Registry, hint: Extract<Hint, { kind: 'file_checked' }>): void => {
  const { conversationId, fileId } = hint;
  for (const connection of registry.followers(conversationId)) {
    send(connection, { type: 'file_checked', conversationId, fileId });
  }
};

/** What a hint of this or another process means for the lines here. */
export const hearHint = async (hearing: Hearing, hint: Hint, local: unknown): Promise<void> => {
  const { registry, recheck } = hearing;
  switch (hint.kind) {
    case 'conversation_changed':
      return hearConversation(hearing, hint, local);
    case 'marks_changed':
      return hearMarks(hearing, hint.conversationId, local);
    case 'agent_changed':
      return hearAgent(hearing, hint.agentId);
    case 'customer_changed':
      await Promise.all([...registry.ofCustomer(hint.customerId)].map(recheck));
      return;
    case 'session_revoked':
      for (const { principal, socket } of [...registry.all()]) {
        if (principal.sessionId === hint.sessionId)
          socket.close(CLOSE_CODES.unauthorized, 'session ended');
      }
      return;
    case 'typing':
      return deliverTyping(registry, hint);
    case 'queue_told':
      return hearing.queueNews.changed();
    case 'clock_changed':
      return hearing.rows.touch(hint.conversationId, undefined);
    case 'task_changed':
      for (const connection of registry.staff())
        send(connection, { type: 'task_changed', departmentId: hint.departmentId });
      return;
    case 'staff_news':
      for (const connection of registry.staff())
        if (
          connection.principal.kind === 'staff' &&
          hint.agentIds.includes(connection.principal.agentId)
        )
          send(connection, { type: 'news' });
      return;
    case 'file_checked':
      return hearFile(registry, hint);
  }
};
