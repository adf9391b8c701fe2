import type { SendReply, StartReply } from '../../contract/conversation.ts';
import type { WireEvent } from '../../contract/live.ts';
import type { Audience } from '../../core/conversation/event.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Committed } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';
import { committedToWire } from './to-wire.ts';

type WireDeps = Pick<ConversationDeps, 'database' | 'vault' | 'files' | 'contactsOf'>;

/** The event of the message that was sent under this id. */
export const sentEvent = async (
  deps: WireDeps,
  committed: Committed,
  clientMessageId: string,
): Promise<WireEvent> => {
  const sent = committed.logged.find(
    ({ event }) => 'clientMessageId' in event && event.clientMessageId === clientMessageId,
  );
  const [wire] =
    sent === undefined ? [] : await committedToWire(deps, { ...committed, logged: [sent] });
  if (wire === undefined) throw new Error('a stored message has no event');
  return wire;
};

/** The reply to a send, as the contract's schema has it (its event type is looser than ours). */
export const sentReply = async (
  deps: WireDeps,
  result: Outcome<Committed>,
  clientMessageId: string,
): Promise<Outcome<SendReply>> => {
  if (!result.ok) return result;
  const event = (await sentEvent(
    deps,
    result.value,
    clientMessageId,
  )) as unknown as SendReply['event'];
  return ok({ event, duplicate: result.value.duplicate });
};

export const eventsReply = async (
  deps: WireDeps,
  committed: Committed,
  audience: Audience,
): Promise<StartReply['events']> => {
  const logged = committed.logged.filter(
    (entry) => audience === 'staff' || entry.audience === 'everyone',
  );
  return (await committedToWire(deps, { ...committed, logged })) as unknown as StartReply['events'];
};
