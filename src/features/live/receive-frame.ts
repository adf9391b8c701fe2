import type { z } from 'zod';
import { CLOSE_CODES, clientFrame, type FrameError } from '../../contract/live.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome } from '../../core/outcome.ts';
import {
  actingAgentOf,
  type Committed,
  sendAsAgent,
  sendAsCustomer,
  sentEvent,
  setMarks,
} from '../conversation/index.ts';
import { catchUp } from './catch-up.ts';
import { type Connection, maySee, send } from './connection.ts';
import type { LiveDeps } from './deps.ts';
import type { Registry } from './registry.ts';
import { tellTyping, tellViewers } from './tell-others.ts';

type Frame = z.output<typeof clientFrame>;
type FrameOf<T extends Frame['type']> = Extract<Frame, { type: T }>;

const MAX_FOLLOWED = 200;

/** Undefined when the text is not a frame of the protocol. */
export const parseFrame = (text: string): Frame | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = clientFrame.safeParse(value);
  return parsed.success ? parsed.data : undefined;
};

const follow = async (
  deps: LiveDeps,
  registry: Registry,
  connection: Connection,
  frame: FrameOf<'follow'>,
): Promise<void> => {
  const id = frame.conversationId as ConversationId;
  const known = connection.following.get(id);
  if (known === undefined && connection.following.size >= MAX_FOLLOWED) {
    send(connection, { type: 'error', error: { code: 'too_many_followed' } });
    return;
  }
  // Asking again sets the cursor back to what the client says it has.
  if (known?.catching !== true)
    connection.following.set(id, { cursor: frame.after, catching: false, again: false });
  registry.follow(connection, id);
  await catchUp(deps, connection, id, true);
  if (!connection.following.has(id)) registry.unfollow(connection, id);
};

const blockedFor = (connection: Connection): boolean =>
  connection.principal.kind !== 'staff' && connection.principal.blocked;

const store = async (
  deps: LiveDeps,
  connection: Connection,
  frame: FrameOf<'send'>,
): Promise<Outcome<Committed>> => {
  const { principal } = connection;
  const conversationId = frame.conversationId as ConversationId;
  if (principal.kind === 'staff') {
    return sendAsAgent(deps, {
      agent: actingAgentOf(principal),
      maySee: maySee(principal),
      conversationId,
      content: frame.content,
      kind: frame.note === true ? 'note' : 'message',
      leaveAs: null,
    });
  }
  if (blockedFor(connection)) return fail('forbidden', 'customer_blocked');
  const rule = { max: deps.customerSendsPerMinute, windowMs: 60_000 };
  const verdict = await deps.limits.take(`send:${principal.sessionId}`, rule);
  if (!verdict.allowed) return fail('limit_reached', 'too_many_requests');
  return sendAsCustomer(deps, principal.customerId, conversationId, frame.content);
};

const handleSend = async (
  deps: LiveDeps,
  connection: Connection,
  frame: FrameOf<'send'>,
): Promise<void> => {
  const { clientMessageId } = frame.content;
  const refuse = (error: FrameError): void =>
    send(connection, { type: 'refused', clientMessageId, error });
  try {
    const result = await store(deps, connection, frame);
    if (!result.ok) return refuse({ code: result.failure.code });
    const event = await sentEvent(deps, result.value, clientMessageId);
    send(connection, { type: 'sent', clientMessageId, event, duplicate: result.value.duplicate });
  } catch (error) {
    deps.log.warn({ error }, 'a message could not be stored');
    // The client keeps it in its outbox and sends it again under the same id.
    refuse({ code: 'unavailable' });
  }
};

const handleMark = async (
  deps: LiveDeps,
  connection: Connection,
  frame: FrameOf<'mark'>,
): Promise<void> => {
  const side = connection.principal.kind === 'staff' ? 'agent' : 'customer';
  await setMarks(
    deps,
    frame.conversationId as ConversationId,
    side,
    maySee(connection.principal),
    frame,
  );
};

/** What a known client says. */
export const receiveFrame = async (
  deps: LiveDeps,
  registry: Registry,
  connection: Connection,
  frame: Frame,
): Promise<void> => {
  switch (frame.type) {
    case 'hello':
      return connection.socket.close(CLOSE_CODES.badFrame, 'hello twice');
    case 'follow':
      return follow(deps, registry, connection, frame);
    case 'unfollow':
      return registry.unfollow(connection, frame.conversationId as ConversationId);
    case 'send':
      return handleSend(deps, connection, frame);
    case 'mark':
      return handleMark(deps, connection, frame);
    case 'typing':
      if (blockedFor(connection)) return;
      return tellTyping(
        deps,
        registry,
        connection,
        frame.conversationId as ConversationId,
        frame.note === true,
      );
    case 'viewing':
      return tellViewers(
        registry,
        connection,
        frame.conversationId as ConversationId | null,
        deps.clock.now(),
      );
    case 'pong':
      return;
  }
};
