import type { KeyPrincipal, Principal, StaffPrincipal } from '../../contract/principal.ts';
import type { ActingAgent } from '../../core/conversation/command.ts';
import type { Actor } from '../../core/conversation/event.ts';
import type { AgentId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import type { Committer } from '../conversation/index.ts';

/** The access table lets only keys through; anyone else here is a bug. */
export const keyOf = (principal: Principal): KeyPrincipal => {
  if (principal.kind === 'key') return principal;
  throw new Error(`a ${principal.kind} came to a route of other systems`);
};

/** How a key is named where otherwise an agent is: in the log and in the list of who looked. */
export const actorIdOfKey = (key: KeyPrincipal): AgentId => `key:${key.keyId}` as AgentId;

export const actorOfKey = (key: KeyPrincipal): Actor => ({ kind: 'agent', id: actorIdOfKey(key) });

/** What customers see of a system that speaks to them: the exchange's name. It may speak beside whoever has the case. */
export const actingKey = (key: KeyPrincipal, exchangeName: string): ActingAgent => ({
  id: actorIdOfKey(key),
  name: exchangeName,
  badge: 'API',
  leads: true,
  outside: true,
});

/** A key acts by routes of the desk as somebody who leads, under its own id: what it does is logged and recorded as the key's. */
export const asStaff = (key: KeyPrincipal, publicName: string): StaffPrincipal => ({
  kind: 'staff',
  agentId: actorIdOfKey(key),
  role: 'supervisor',
  teamIds: [],
  locale: 'en',
  publicName,
  badge: 'API',
  sessionId: key.sessionId,
  outside: true,
});

/** Records the act as that key's, in the transaction of the act. */
export const audited =
  (
    key: KeyPrincipal,
    action: string,
  ): NonNullable<Parameters<Committer['commit']>[0]['alsoWrite']> =>
  async (trx, state) => {
    await writeAudit(trx, {
      actor: { kind: 'key', id: key.keyId },
      action,
      subject: { kind: 'conversation', id: state.id },
    });
    return ok(null);
  };
