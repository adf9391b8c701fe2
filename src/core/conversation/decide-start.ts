import { type Outcome, ok } from '../outcome.ts';
import type { Category, Priority, Tier } from '../vocabulary.ts';
import type { Command } from './command.ts';
import { carriedEvents } from './decide-relation.ts';
import type { ConversationEvent } from './event.ts';

/** What a conversation begins with. Money under attack comes first, whoever it belongs to. */
export const initialPriority = (category: Category, tier: Tier): Priority => {
  if (category === 'security') return 'urgent';
  if (category === 'fraud' || tier === 'vip') return 'high';
  return 'normal';
};

export const decideStart = (
  command: Extract<Command, { type: 'start' }>,
): Outcome<readonly ConversationEvent[]> => {
  const { customerId, customerKind, number, channel, locale, category, tier, teamId, message } =
    command;
  const next: ConversationEvent = command.engage
    ? { type: 'assistant_engaged' }
    : {
        type: 'conversation_queued',
        teamId,
        reason: 'started',
        preferredAgentId: command.preferredAgentId,
      };
  return ok([
    {
      type: 'conversation_started',
      customerId,
      customerKind,
      number,
      channel,
      locale,
      category,
      tier,
      priority: command.urgent ? 'urgent' : initialPriority(category, tier),
      teamId,
      aboutArticleId: command.aboutArticleId,
    },
    {
      type: 'message_sent',
      messageId: message.messageId,
      clientMessageId: message.clientMessageId,
      agent: null,
      fileIds: message.fileIds,
      destroyed: message.destroyed,
    },
    next,
  ]);
};

/** It waits from now on; whoever has the request that it comes from is asked first. */
export const decideStartFrom = (
  command: Extract<Command, { type: 'start_from' }>,
): Outcome<readonly ConversationEvent[]> => {
  const { from, messages, preferredAgentId } = command;
  const { customerId, customerKind, number, channel, locale, category, tier, teamId } = command;
  return ok([
    {
      type: 'conversation_started',
      customerId,
      customerKind,
      number,
      channel,
      locale,
      category,
      tier,
      priority: initialPriority(category, tier),
      teamId,
      aboutArticleId: null,
    },
    ...carriedEvents(from, messages),
    { type: 'conversation_queued', teamId, reason: 'started', preferredAgentId },
  ]);
};
