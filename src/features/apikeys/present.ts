import type { ApiConversation, ApiMessage } from '../../contract/apikeys.ts';
import type { DeskConversation } from '../../contract/conversation.ts';
import type { WireEvent } from '../../contract/live.ts';
import type { PublicAgent } from '../../core/conversation/event.ts';
import { presentToStaff } from '../../core/conversation/present.ts';
import type { Conversation } from '../../core/conversation/state.ts';

const shownAgent = (
  agent: Pick<PublicAgent, 'name' | 'badge'> | null,
): ApiConversation['assignee'] => agent && { name: agent.name, badge: agent.badge };

/** A conversation as other systems see it. */
export const presentToKey = (state: Conversation): ApiConversation =>
  shownToKey(presentToStaff(state));

/** The same, of what staff see of it. */
export const shownToKey = (state: DeskConversation): ApiConversation => ({
  id: state.id,
  number: state.number,
  customerId: state.customerId,
  customerKind: state.customerKind,
  channel: state.channel,
  locale: state.locale,
  category: state.category,
  tier: state.tier,
  priority: state.priority,
  status: state.status,
  teamId: state.teamId,
  assignee: shownAgent(state.assignee),
  createdAt: state.createdAt,
  lastMessageAt: state.lastMessageAt,
  lastMessageBy: state.lastMessageBy,
  firstResponseAt: state.firstResponseAt,
  solvedAt: state.solvedAt,
  closedAt: state.closedAt,
  rating: state.rating,
  case: state.case,
  lastSeq: state.lastSeq,
});

/** Undefined for events that are neither a message nor a note. */
export const messageToKey = ({
  seq,
  at,
  actor,
  event,
  body,
}: WireEvent): ApiMessage | undefined => {
  const kind = event.type === 'note_added' ? 'note' : 'message';
  switch (event.type) {
    case 'message_sent':
    case 'assistant_replied':
    case 'note_added':
    case 'notice_given':
      return {
        id: event.messageId,
        seq,
        at,
        kind,
        by: actor.kind,
        agent: 'agent' in event ? shownAgent(event.agent) : null,
        text: body?.text ?? null,
        files: (body?.attachments ?? [])
          .filter(({ status }) => status === 'clean')
          .map(({ id, name, mime }) => ({ id, name, mime })),
      };
    default:
      return undefined;
  }
};
