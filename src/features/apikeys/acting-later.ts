import type { ActingAgent } from '../../core/conversation/command.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { AgentId } from '../../core/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection } from '../../ports/database.ts';
import { actingKey, asStaff } from './callers.ts';
import { findKey } from './store.ts';

/**
 * Who acts where a key asked for something that is done afterwards. Undefined for an id that is no key's, and where the
 * key was revoked, has expired, or may not change conversations: what it began goes no further then.
 */
export const keyActingLater = async (
  {
    database,
    clock,
    exchangeName,
  }: {
    readonly database: Connection;
    readonly clock: Pick<Clock, 'now'>;
    readonly exchangeName: string;
  },
  agentId: AgentId,
): Promise<{ readonly view: StaffView; readonly agent: ActingAgent } | undefined> => {
  const [, keyId] = /^key:([0-9a-f-]{36})$/.exec(agentId) ?? [];
  const key = keyId === undefined ? undefined : await findKey(database, keyId);
  if (key === undefined || key.revokedAt !== null) return undefined;
  if (key.expiresAt !== null && key.expiresAt <= clock.now()) return undefined;
  if (!key.scopes.includes('conversations:write')) return undefined;
  const { id, name, scopes, perMinute } = key;
  const principal = { kind: 'key', keyId: id, name, scopes, perMinute, sessionId: id } as const;
  return { view: asStaff(principal, exchangeName), agent: actingKey(principal, exchangeName) };
};
