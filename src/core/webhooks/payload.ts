import { actorIdOf } from '../conversation/actor.ts';
import type { LoggedEvent } from '../conversation/event.ts';
import type { Conversation } from '../conversation/state.ts';
import type { MessageId } from '../ids.ts';

/** What a webhook says of an event: ids, types, times and codes; never anyone's words or name. */
export interface EventPayload {
  readonly conversationId: string;
  readonly number: string;
  readonly customerId: string;
  readonly seq: number;
  readonly at: number;
  readonly audience: 'everyone' | 'staff';
  readonly actor: { readonly kind: string; readonly id: string | null };
  /** How the conversation stood when this was written; it may be further than the event. */
  readonly conversation: {
    readonly status: string;
    readonly priority: string;
    readonly category: string;
    readonly teamId: string;
    readonly assigneeId: string | null;
    readonly lastSeq: number;
  };
  readonly event: unknown;
}

const NAMES: ReadonlySet<string> = new Set(['name', 'badge']);

/** The particulars without names of people, at any depth. */
const withoutNames = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !NAMES.has(key))
      .map(([key, part]) => [key, withoutNames(part)]),
  );
};

export const payloadOf = (state: Conversation, logged: LoggedEvent): EventPayload => ({
  conversationId: logged.conversationId,
  number: state.number,
  customerId: state.customerId,
  seq: logged.seq,
  at: logged.at,
  audience: logged.audience,
  actor: { kind: logged.actor.kind, id: actorIdOf(logged.actor) },
  conversation: {
    status: state.status,
    priority: state.priority,
    category: state.category,
    teamId: state.teamId,
    assigneeId: state.assignee?.id ?? null,
    lastSeq: state.lastSeq,
  },
  event: withoutNames(logged.event),
});

/** The message whose words may go with an event: what customer and desk say to each other, never notes. */
export const wordsOf = ({ event, audience }: LoggedEvent): MessageId | null => {
  if (audience !== 'everyone') return null;
  switch (event.type) {
    case 'message_sent':
    case 'message_edited':
    case 'assistant_replied':
    case 'notice_given':
      return event.messageId;
    default:
      return null;
  }
};
