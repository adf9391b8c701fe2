import type { ConversationId } from '../../core/ids.ts';
import type { Hint } from '../../ports/bus.ts';
import { type Connection, send } from './connection.ts';
import type { LiveDeps } from './deps.ts';
import type { Registry } from './registry.ts';

/** How long a "writing" holds after the last key. */
const WRITING_MS = 6_000;

/** Somebody writes. Only those who follow the conversation on this line may say so: they were let in when they followed. */
export const tellTyping = (
  deps: LiveDeps,
  registry: Registry,
  connection: Connection,
  conversationId: ConversationId,
  note: boolean,
): void => {
  if (!connection.following.has(conversationId)) return;
  const { principal } = connection;
  const now = deps.clock.now();
  if (principal.kind === 'staff') {
    connection.writingUntilMs = now + WRITING_MS;
    showViewers(registry, conversationId, now);
  }
  deps.bus.publish({
    kind: 'typing',
    conversationId,
    side: principal.kind === 'staff' ? 'agent' : 'customer',
    agentId: principal.kind === 'staff' ? principal.agentId : null,
    note,
  });
};

/** A customer never hears of a note being written, nor of their own typing. */
export const deliverTyping = (
  registry: Registry,
  hint: Extract<Hint, { kind: 'typing' }>,
): void => {
  const { conversationId, side, agentId, note } = hint;
  for (const connection of registry.followers(conversationId)) {
    const { principal } = connection;
    const own = principal.kind === 'staff' ? principal.agentId === agentId : side === 'customer';
    if (own || (note && principal.kind !== 'staff')) continue;
    send(connection, { type: 'typing', conversationId, side, agentId, note }, true);
  }
};

const showViewers = (registry: Registry, conversationId: ConversationId, nowMs: number): void => {
  const present = [...registry.staff()].filter(
    (connection) => connection.viewing === conversationId,
  );
  const viewers = new Map<string, { id: string; name: string; writing: boolean }>();
  for (const { principal, writingUntilMs } of present) {
    if (principal.kind !== 'staff') continue;
    const writing = writingUntilMs > nowMs || viewers.get(principal.agentId)?.writing === true;
    viewers.set(principal.agentId, { id: principal.agentId, name: principal.publicName, writing });
  }
  for (const connection of present) {
    send(connection, { type: 'viewers', conversationId, viewers: [...viewers.values()] }, true);
  }
};

/** The collision guard: those who have the same conversation on the screen see each other. */
export const tellViewers = (
  registry: Registry,
  connection: Connection,
  conversationId: ConversationId | null,
  nowMs: number,
): void => {
  if (connection.principal.kind !== 'staff') return;
  const before = connection.viewing;
  connection.viewing =
    conversationId !== null && connection.following.has(conversationId) ? conversationId : null;
  connection.writingUntilMs = 0;
  if (before !== null && before !== connection.viewing) showViewers(registry, before, nowMs);
  if (connection.viewing !== null) showViewers(registry, connection.viewing, nowMs);
};

export const leaveViewers = (registry: Registry, connection: Connection, nowMs: number): void => {
  const { viewing } = connection;
  connection.viewing = null;
  if (viewing !== null) showViewers(registry, viewing, nowMs);
};
