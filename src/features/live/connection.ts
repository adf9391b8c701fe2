import type { ServerFrame } from '../../contract/live.ts';
import type { Principal } from '../../contract/principal.ts';
import type { Audience } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { customerMaySee, staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Socket } from '../../ports/sockets.ts';

/** How far a line has been served with one conversation. */
export interface Following {
  /** The last seq that was sent on this line. */
  cursor: number;
  /** A catch-up is reading for this line. */
  catching: boolean;
  /** Something was committed while the catch-up was reading. */
  again: boolean;
}

/** People. Other systems follow what happens by webhooks. */
export type Known = Exclude<Principal, { kind: 'public' | 'key' }>;

/** One line of somebody known. */
export interface Connection {
  readonly socket: Socket;
  principal: Known;
  readonly credentials: { readonly authorization: string | null; readonly cookie: string | null };
  readonly following: Map<ConversationId, Following>;
  /** Staff: the conversation on the screen. */
  viewing: ConversationId | null;
  writingUntilMs: number;
}

export const audienceFor = (principal: Known): Audience =>
  principal.kind === 'staff' ? 'staff' : 'everyone';

export const maySee =
  (principal: Known) =>
  (state: Pick<Conversation, 'teamId' | 'assignee' | 'customerId'>): boolean =>
    principal.kind === 'staff'
      ? staffMaySee(principal, state)
      : customerMaySee(principal.customerId, state);

export const send = (connection: Connection, frame: ServerFrame, droppable = false): void => {
  connection.socket.send(JSON.stringify(frame), droppable);
};
