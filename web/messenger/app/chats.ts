import type {
  CustomerConversation,
  CustomerConversationReply,
  StartReply,
} from '../../../src/contract/conversation.ts';
import type { ServerFrame, WireEvent } from '../../../src/contract/live.ts';
import type { QueuePlace } from '../../../src/contract/routing.ts';
import { foldCustomerView } from '../../kit/state/fold-view.ts';
import {
  appendEvents,
  applyMarks,
  openTimeline,
  prependEvents,
  type Timeline,
} from '../../kit/state/timeline.ts';
import { moveDraft } from './drafts.ts';
import { loadHome } from './rows.ts';
import { ask } from './session.ts';
import { chatOf, patchChat, state } from './state.ts';

/** An agent counts as writing for this long after the last sign of it. */
const TYPING_MS = 6_000;
const NO_MARKS = { customer: { delivered: 0, read: 0 }, agent: { delivered: 0, read: 0 } };

const pathOf = (id: string): string => `/api/conversations/${id}`;

/** The seq up to which this tab knows a conversation. */
export const lastSeqOf = (id: string): number => chatOf(id).timeline?.lastSeq ?? 0;

/** Opens a conversation's newest stretch, or catches up with what followed the known one. */
export const loadChat = async (id: string): Promise<void> => {
  const known = chatOf(id).timeline;
  if (known !== null) {
    await catchUp(id);
    return;
  }
  const answer = await ask<CustomerConversationReply>('GET', pathOf(id));
  if (!answer.ok) patchChat(id, { failure: answer });
  else if (chatOf(id).timeline === null) {
    patchChat(id, { timeline: openTimeline(answer.value), failure: null });
  }
};

/** Asks by HTTP for all that follows the known end. Works without any socket. */
export const catchUp = async (id: string): Promise<void> => {
  for (;;) {
    const known = chatOf(id).timeline;
    if (known === null) return;
    const answer = await ask<CustomerConversationReply>(
      'GET',
      `${pathOf(id)}?after=${known.lastSeq}`,
    );
    if (!answer.ok) return;
    takeEvents(id, answer.value.events as unknown as WireEvent[]);
    const now = chatOf(id).timeline;
    if (now !== null) patchChat(id, { timeline: applyMarks(now, answer.value.marks) });
    if (!answer.value.hasLater || lastSeqOf(id) === known.lastSeq) return;
  }
};

export const loadEarlier = async (id: string): Promise<void> => {
  const { timeline, loadingEarlier } = chatOf(id);
  const first = timeline?.events[0]?.seq;
  if (timeline === null || first === undefined || !timeline.hasEarlier || loadingEarlier) return;
  patchChat(id, { loadingEarlier: true });
  const answer = await ask<CustomerConversationReply>('GET', `${pathOf(id)}?before=${first}`);
  const now = chatOf(id).timeline;
  patchChat(id, {
    loadingEarlier: false,
    ...(answer.ok && now !== null ? { timeline: prependEvents(now, answer.value) } : {}),
  });
};

/** Takes in events. True when some before them are missing and must be asked for. */
export const takeEvents = (id: string, events: readonly WireEvent[]): boolean => {
  const chat = chatOf(id);
  if (chat.timeline === null) return false;
  const { timeline, gap } = appendEvents(chat.timeline, events, 'customer', foldCustomerView);
  if (timeline !== chat.timeline) {
    const answered = events.some(({ actor }) => actor.kind === 'agent');
    patchChat(id, { timeline, ...(answered ? { typingUntil: 0 } : {}) });
  }
  return gap;
};

/** What was written under a local id has become a conversation. */
export const takeStarted = (localId: string, reply: StartReply): void => {
  const { chats, begun, screen } = state.get();
  const { id } = reply.conversation;
  const { [localId]: _chat, ...otherChats } = chats;
  const { [localId]: _begun, ...otherBegun } = begun;
  const isShown = screen.name === 'chat' && screen.id === localId;
  // Elsewhere, what is being written belongs to a later new request.
  if (isShown) moveDraft(localId, id);
  const timeline: Timeline<CustomerConversation> = openTimeline({
    conversation: reply.conversation,
    marks: NO_MARKS,
    events: reply.events,
    hasEarlier: (reply.events[0]?.previousPublicSeq ?? 0) > 0,
  });
  state.patch({
    chats: { ...otherChats, [id]: { ...chatOf(id), timeline } },
    begun: otherBegun,
    screen: isShown ? { name: 'chat', id } : screen,
  });
  void loadHome();
};

export const takeMarks = (frame: Extract<ServerFrame, { type: 'marks' }>): void => {
  const { timeline } = chatOf(frame.conversationId);
  if (timeline === null) return;
  const next = applyMarks(timeline, frame.marks);
  if (next !== timeline) patchChat(frame.conversationId, { timeline: next });
};

const typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
export const takeTyping = (id: string): void => {
  clearTimeout(typingTimers.get(id));
  patchChat(id, { typingUntil: Date.now() + TYPING_MS });
  typingTimers.set(
    id,
    setTimeout(() => patchChat(id, { typingUntil: 0 }), TYPING_MS),
  );
};

export const loadQueue = async (id: string): Promise<void> => {
  if (chatOf(id).timeline?.view.waiting !== true) return;
  const answer = await ask<QueuePlace>('GET', `${pathOf(id)}/queue`);
  if (answer.ok) patchChat(id, { queue: answer.value });
};
