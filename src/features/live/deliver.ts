import type { WireEvent } from '../../contract/live.ts';
import type { ConversationId } from '../../core/ids.ts';
import { type Committed, committedToWire } from '../conversation/index.ts';
import { catchUp } from './catch-up.ts';
import { audienceFor, type Connection, maySee, send } from './connection.ts';
import type { LiveDeps } from './deps.ts';
import type { Registry } from './registry.ts';

/** Whether these events continue what the line already has, without a gap. */
const continues = (cursor: number, first: WireEvent, staff: boolean): boolean =>
  (staff ? first.seq - 1 : first.previousPublicSeq) === cursor;

/** Encodes each audience's frame once, however many lines it goes to. */
const createFrames = (conversationId: ConversationId, events: readonly WireEvent[]) => {
  const encoded = new Map<
    string,
    { readonly events: readonly WireEvent[]; readonly text: string }
  >();
  return (audience: 'everyone' | 'staff') => {
    const known = encoded.get(audience);
    if (known !== undefined) return known;
    const visible =
      audience === 'staff' ? events : events.filter((event) => event.audience === 'everyone');
    const made = {
      events: visible,
      text: JSON.stringify({ type: 'events', conversationId, events: visible }),
    };
    encoded.set(audience, made);
    return made;
  };
};

const deliverTo = (
  deps: LiveDeps,
  connection: Connection,
  conversationId: ConversationId,
  frames: ReturnType<typeof createFrames>,
): void => {
  const following = connection.following.get(conversationId);
  if (following === undefined) return;
  if (following.catching) {
    following.again = true;
    return;
  }
  const audience = audienceFor(connection.principal);
  const { events, text } = frames(audience);
  const fresh = events.filter((event) => event.seq > following.cursor);
  const [first] = fresh;
  if (first === undefined) return;
  if (fresh.length !== events.length || !continues(following.cursor, first, audience === 'staff')) {
    refresh(deps, connection, conversationId);
    return;
  }
  connection.socket.send(text);
  following.cursor = fresh.at(-1)?.seq ?? following.cursor;
};

const refresh = (deps: LiveDeps, connection: Connection, conversationId: ConversationId): void => {
  catchUp(deps, connection, conversationId, false).catch((error: unknown) => {
    // The client notices the gap, or comes back: nothing is lost by closing the line.
    deps.log.warn({ conversationId, error }, 'a line could not catch up');
    connection.socket.close(1011, 'internal');
  });
};

/** Sends what was committed in this process to those who follow it here. */
export const deliverCommitted = async (
  deps: LiveDeps,
  registry: Registry,
  committed: Committed,
): Promise<void> => {
  const { state } = committed;
  const followers = registry.followers(state.id);
  if (followers.size === 0) return;
  const frames = createFrames(state.id, await committedToWire(deps, committed));
  for (const connection of registry.followers(state.id)) {
    if (maySee(connection.principal)(state)) deliverTo(deps, connection, state.id, frames);
    else {
      registry.unfollow(connection, state.id);
      send(connection, { type: 'gone', conversationId: state.id });
    }
  }
};

/** Another process committed: those who follow it here read what is new. */
export const deliverFromElsewhere = (
  deps: LiveDeps,
  registry: Registry,
  conversationId: ConversationId,
): void => {
  for (const connection of registry.followers(conversationId)) {
    const following = connection.following.get(conversationId);
    if (following?.catching === true) following.again = true;
    else refresh(deps, connection, conversationId);
  }
};
