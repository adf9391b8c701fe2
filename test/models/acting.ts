import type { ActingAgent, Command } from '../../src/core/conversation/command.ts';
import type { Actor } from '../../src/core/conversation/event.ts';
import type { CustomerId } from '../../src/core/ids.ts';

export const CUSTOMER = 'customer-1' as CustomerId;

const BY_AGENT: ReadonlySet<Command['type']> = new Set([
  'send_as_agent',
  'add_note',
  'recall_message',
  'claim',
  'accept',
  'transfer',
  'reassign',
  'set_status',
  'set_priority',
  'set_category',
  'snooze',
  'show_card',
]);
const BY_EITHER: ReadonlySet<Command['type']> = new Set(['edit_message', 'delete_message']);
const BY_SYSTEM: ReadonlySet<Command['type']> = new Set([
  'assign',
  'requeue',
  'adopt',
  'end_snooze',
  'close',
  'assistant_reply',
  'hand_over',
  'let_rest',
  'update_card',
]);

/** Who gives a command in a random walk. */
export const actorOf = (what: Command['type'], agent: ActingAgent, flag: boolean): Actor => {
  if (BY_SYSTEM.has(what) || (what === 'show_card' && !flag)) return { kind: 'system' };
  if (BY_AGENT.has(what) || (BY_EITHER.has(what) && flag)) return { kind: 'agent', id: agent.id };
  return { kind: 'customer', id: CUSTOMER };
};
