import type { WireEvent } from '../../../src/contract/live.ts';
import type { SelfServiceStep } from '../../../src/core/selfservice/vocabulary.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Text } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { caseText } from './case-text.ts';

/** Names that a line may need. */
export interface Names {
  readonly teamName: (teamId: string) => string;
  readonly departmentName: (departmentId: string) => string;
  readonly agentName: (agentId: string) => string;
  readonly ruleName: (ruleId: string) => string;
  readonly macroName: (macroId: string) => string;
  /** Null where the article was not named in what is loaded. */
  readonly articleTitle: (articleId: string) => string | null;
}

const actorName = (logged: WireEvent, text: Text, names: Names): string => {
  switch (logged.actor.kind) {
    case 'customer':
      return text('actor.customer');
    case 'agent':
      return names.agentName(logged.actor.id);
    case 'assistant':
      return text('assistant');
    case 'system':
      return text('actor.system');
  }
};

type AboutAssistant = Extract<
  WireEvent['event'],
  {
    type:
      | 'assistant_engaged'
      | 'option_chosen'
      | 'answer_judged'
      | 'step_taken'
      | 'conversation_handed_over';
  }
>;

/** What the customer tapped while the assistant looked something up. */
const stepText = (step: SelfServiceStep, text: Text): string => {
  switch (step.kind) {
    case 'consent':
      return text(step.given ? 'event.step.consent.yes' : 'event.step.consent.no');
    case 'choice':
      return text('event.step.choice');
    case 'action':
      return text(`event.step.action.${step.action}`);
    case 'step_up':
      return text(step.passed ? 'event.step.step_up.yes' : 'event.step.step_up.no');
    case 'network_check':
      return text('event.step.network_check');
  }
};

/** What passed between the customer and the assistant apart from words. */
const assistantText = (event: AboutAssistant, text: Text, names: Names): string => {
  switch (event.type) {
    case 'assistant_engaged':
      return text('event.assistant_engaged');
    case 'option_chosen': {
      const title = names.articleTitle(event.articleId);
      return title === null
        ? text('event.option_chosen')
        : text('event.option_chosen.title', { title });
    }
    case 'answer_judged':
      return text(event.settled ? 'event.answer_judged.yes' : 'event.answer_judged.no');
    case 'step_taken':
      return stepText(event.step, text);
    case 'conversation_handed_over':
      return text('event.handed_over', { reason: text(`handover.${event.reason}`) });
  }
};

type AboutOwner = Extract<
  WireEvent['event'],
  {
    type:
      | 'conversation_assigned'
      | 'assignment_accepted'
      | 'conversation_unassigned'
      | 'conversation_transferred';
  }
>;

/** Who has it now. */
const ownerText = (event: AboutOwner, actor: string, text: Text, names: Names): string => {
  switch (event.type) {
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
    case 'assignment_accepted':
    case 'conversation_unassigned':
    case 'conversation_transferred':
      return ownerText(event, actor, text, names);
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
    case 'assistant_engaged':
    case 'option_chosen':
    case 'answer_judged':
    case 'step_taken':
    case 'conversation_handed_over':
      return assistantText(event, text, names);
    case 'assistant_replied':
    case 'message_sent':
    case 'card_shown':
    case 'card_updated':
    case 'message_edited':
    case 'message_recalled':
    case 'message_deleted':
    case 'note_added':
    case 'note_edited':
    case 'note_deleted':
    case 'notice_given':
    case 'message_carried':
    case 'note_carried':
      return null;
    default:
      return caseText(event, actor, text, locale, names);
  }
};
