import type { WireEvent } from '../../../src/contract/live.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Text } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';

/** Names that a line may need. */
export interface Names {
  readonly teamName: (teamId: string) => string;
  readonly agentName: (agentId: string) => string;
}

const actorName = (logged: WireEvent, text: Text, names: Names): string => {
  switch (logged.actor.kind) {
    case 'customer':
      return text('actor.customer');
    case 'agent':
      return names.agentName(logged.actor.id);
    case 'system':
      return text('actor.system');
  }
};

/** What happened, in one sentence; null for events that are shown in another way. */
export const eventText = (
  logged: WireEvent,
  text: Text,
  locale: Locale,
  names: Names,
): string | null => {
  const { event } = logged;
  const actor = actorName(logged, text, names);
  switch (event.type) {
    case 'conversation_started':
      return text('event.started', { category: text(`category.${event.category}`) });
    case 'status_changed':
      return text('event.status', { actor, status: text(`status.${event.to}`) });
    case 'category_changed':
      return text('event.category', { actor, category: text(`category.${event.to}`) });
    case 'priority_changed':
      return text('event.priority', { actor, priority: text(`priority.${event.to}`) });
    case 'conversation_queued':
      return text(`event.queued.${event.reason}`, { team: names.teamName(event.teamId) });
    case 'conversation_assigned':
      return text(event.accepted ? `event.assigned.${event.via}` : 'event.offered', {
        agent: event.agent.name,
        actor,
      });
    case 'assignment_accepted':
      return text('event.accepted', { agent: event.agent.name });
    case 'conversation_unassigned':
      return text('event.unassigned', { agent: names.agentName(event.agentId) });
    case 'conversation_transferred':
      return event.toAgentId === null
        ? text('event.transferred.team', { actor, team: names.teamName(event.toTeamId) })
        : text('event.transferred.agent', { actor, agent: names.agentName(event.toAgentId) });
    case 'conversation_snoozed':
      return text('event.snoozed', { actor, until: dayAndTime(event.until, locale) });
    case 'snooze_ended':
      return text(`event.snooze_ended.${event.cause}`, { actor });
    case 'customer_left':
      return text('event.customer_left');
    case 'customer_returned':
      return text('event.customer_returned');
    case 'conversation_rated':
      return text('event.rated', { score: event.score });
    case 'message_sent':
    case 'message_edited':
    case 'message_recalled':
    case 'message_deleted':
    case 'note_added':
    case 'note_edited':
    case 'note_deleted':
      return null;
  }
};
