import type { ActingAgent, Command, StoredMessage } from '../../src/core/conversation/command.ts';
import type { Actor } from '../../src/core/conversation/event.ts';
import type { ConversationId, MessageId } from '../../src/core/ids.ts';
import { fail, type Outcome, ok } from '../../src/core/outcome.ts';
import { type Committed, claimUnlocked, perform, type Shop } from './commands.ts';
import type { AgentAct, CustomerAct, OwnMessageAct } from './protocol.ts';
import type { Sender } from './send.ts';
import { TEAMS } from './setting.ts';
import type { MessageRow } from './store.ts';
import type { Task } from './task.ts';

type Act = AgentAct | CustomerAct | OwnMessageAct;

const storedMessageOf = (row: MessageRow): StoredMessage => ({
  id: row.messageId,
  kind: row.kind,
  senderId: row.senderId,
  sentAt: row.sentAt,
  gone: row.gone,
});

function* touchOwnMessage(
  shop: Shop,
  sender: Sender,
  id: ConversationId,
  act: OwnMessageAct,
): Task<Outcome<Committed | null>> {
  const row = shop.store.messages.get(`${sender.caller.id}/${act.clientMessageId}`);
  if (row === undefined || row.conversationId !== id) return fail('not_found', 'message_not_found');
  const by: Actor = sender.caller;
  const type = `${act.type}_message` as const;
  return yield* perform(
    shop,
    id,
    by,
    // Read under the lock: of two deletions the second finds it gone.
    () => ({ type, by, message: storedMessageOf(row), destroyed: [] }),
    {
      onCommit: () => {
        if (act.type === 'edit') shop.store.bodies.set(row.messageId, `${row.text} (edited)`);
        else {
          row.gone = true;
          shop.store.bodies.delete(row.messageId);
        }
      },
    },
  );
}

const commandOf = (shop: Shop, agent: ActingAgent, act: AgentAct | CustomerAct): Command => {
  switch (act.type) {
    case 'claim':
    case 'accept':
      return { type: act.type, agent };
    case 'release':
      return { type: 'requeue', agentId: agent.id, reason: 'released' };
    case 'transfer': {
      const toTeamId = shop.world.pick(TEAMS);
      const summaryId = shop.world.id('summary') as MessageId;
      return { type: 'transfer', agent, toAgentId: null, toTeamId, summaryId };
    }
    case 'set_status':
      return { type: 'set_status', agent, to: act.to };
    case 'leave':
      return { type: 'leave', notifyBy: ['push'] };
    case 'rate':
      return { type: 'rate', score: 5, reasons: [], commentId: null };
    case 'return':
    case 'end':
    case 'reopen':
      return { type: act.type };
  }
};

const AGENTS_ONLY: ReadonlySet<Act['type']> = new Set([
  'claim',
  'accept',
  'release',
  'transfer',
  'set_status',
]);

/** What people do in a conversation besides writing. */
export function* performAct(
  shop: Shop,
  sender: Sender,
  id: ConversationId,
  act: Act,
): Task<Outcome<Committed | null>> {
  if ('clientMessageId' in act) {
    return yield* touchOwnMessage(shop, sender, id, act);
  }
  const { caller } = sender;
  if (AGENTS_ONLY.has(act.type) !== (caller.kind === 'agent'))
    return fail('forbidden', 'forbidden');
  const agent = {
    ...(sender.agent ?? { id: '', name: '', badge: '' }),
    leads: false,
  } as ActingAgent;
  const command = commandOf(shop, agent, act);
  if (shop.plant === 'unlocked_claim' && act.type === 'claim') {
    return yield* claimUnlocked(shop, id, caller, command);
  }
  return yield* perform(shop, id, caller, () => command, {
    guard: (state) =>
      caller.kind === 'agent' || state.customerId === caller.id
        ? ok(null)
        : fail('not_found', 'conversation_not_found'),
  });
}
