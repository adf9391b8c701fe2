import { z } from 'zod';
import type { LoggedEvent } from '../core/conversation/event.ts';
import type { AgentStatus } from '../core/vocabulary.ts';
import {
  type CustomerConversationRow,
  type DeskConversationRow,
  type Marks,
  type MessageBody,
  messageContent,
  uuid,
} from './conversation.ts';

/** An event with its words, as clients hold it. Same shape as `wireEvent`, with the event's own type. */
export interface WireEvent extends LoggedEvent {
  readonly body: MessageBody | null;
}

/**
 * The socket at `/api/live`. The first frame is `hello`, within five seconds; customers put their session
 * into it, staff are known by their cookie. Everything that the socket does can be done by HTTP as well.
 */
export const clientFrame = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    version: z.literal(1),
    session: z.string().max(200).optional(),
  }),
  /** Follow a conversation and be sent all after that seq. Repeating it asks for a gap. */
  z.strictObject({
    type: z.literal('follow'),
    conversationId: uuid,
    after: z.number().int().nonnegative(),
  }),
  z.strictObject({ type: z.literal('unfollow'), conversationId: uuid }),
  z.strictObject({
    type: z.literal('send'),
    conversationId: uuid,
    note: z.boolean().optional(),
    content: messageContent,
  }),
  z.strictObject({
    type: z.literal('mark'),
    conversationId: uuid,
    delivered: z.number().int().nonnegative().optional(),
    read: z.number().int().nonnegative().optional(),
  }),
  /** `note` when an agent writes an internal note: customers are not told. */
  z.strictObject({ type: z.literal('typing'), conversationId: uuid, note: z.boolean().optional() }),
  /** Staff only: what is open on the screen, for the collision guard. Null: nothing. */
  z.strictObject({ type: z.literal('viewing'), conversationId: uuid.nullable() }),
  z.strictObject({ type: z.literal('pong') }),
]);
export type ClientFrame = z.input<typeof clientFrame>;

export interface FrameError {
  readonly code: string;
  readonly reference?: string;
}

/** What the server says on the socket. */
export type ServerFrame =
  | { readonly type: 'welcome'; readonly heartbeatMs: number; readonly serverAt: number }
  /** Every `heartbeatMs`; answer with `pong`. Silence for twice that means the line is dead. */
  | { readonly type: 'ping' }
  /**
   * New events of a followed conversation, in order. If the first one's `previousPublicSeq` (customers) or
   * `seq - 1` (staff) is not the last seq known, ask again with `follow`.
   */
  | {
      readonly type: 'events';
      readonly conversationId: string;
      readonly events: readonly WireEvent[];
    }
  | { readonly type: 'marks'; readonly conversationId: string; readonly marks: Marks }
  /** A file of a followed conversation has been checked: ask for its state again. */
  | { readonly type: 'file_checked'; readonly conversationId: string; readonly fileId: string }
  /** A `send` that is stored. */
  | {
      readonly type: 'sent';
      readonly clientMessageId: string;
      readonly event: WireEvent;
      readonly duplicate: boolean;
    }
  | { readonly type: 'refused'; readonly clientMessageId: string; readonly error: FrameError }
  | {
      readonly type: 'typing';
      readonly conversationId: string;
      readonly side: 'customer' | 'agent';
      readonly agentId: string | null;
      readonly note: boolean;
    }
  /** A followed conversation that this person may not see (or that does not exist). */
  | { readonly type: 'gone'; readonly conversationId: string }
  /** Staff: who has it open, and who is writing. */
  | {
      readonly type: 'viewers';
      readonly conversationId: string;
      readonly viewers: readonly {
        readonly id: string;
        readonly name: string;
        readonly writing: boolean;
      }[];
    }
  /** Staff: a row of the list changed; null: it is no longer theirs to see. */
  | {
      readonly type: 'desk_row';
      readonly conversationId: string;
      readonly row: DeskConversationRow | null;
    }
  /** Customers: a card of the home changed. */
  | { readonly type: 'home_row'; readonly row: CustomerConversationRow }
  | {
      readonly type: 'agent';
      readonly agentId: string;
      readonly status: AgentStatus;
      readonly loadUnits: number;
      readonly capacityUnits: number;
    }
  /** Staff: something about a department's tasks changed: whoever looks at them asks again. */
  | { readonly type: 'task_changed'; readonly departmentId: string }
  /** Staff: I was named, or something happened in what I follow. */
  | { readonly type: 'news' }
  /** Place and waiting time may have changed: ask again. */
  | { readonly type: 'queue_changed'; readonly conversationId: string | null }
  | { readonly type: 'error'; readonly error: FrameError };

/** Why the server closes a socket. */
export const CLOSE_CODES = {
  goingAway: 1012,
  tooSlow: 1013,
  unauthorized: 4401,
  forbiddenOrigin: 4403,
  helloTimeout: 4408,
  badFrame: 4400,
  tooManyFrames: 4429,
} as const;
