import type { CaseEvent } from './case-event.ts';
import type { Audience, ConversationEvent } from './event.ts';

/** Customers see where their case stands; what is counted, tagged and ruled is the staff's. */
const ofCase = (event: CaseEvent): Audience => {
  switch (event.type) {
    case 'notice_given':
    case 'promise_made':
    case 'promise_ended':
    case 'escalated':
    case 'task_opened':
    case 'task_rescheduled':
    case 'task_ended':
    case 'incident_attached':
    case 'incident_detached':
    case 'incident_answered':
    case 'message_carried':
    case 'merged_into':
    case 'merged_from':
    case 'split_off':
    case 'complaint_opened':
    case 'complaint_decided':
      return 'everyone';
    case 'promise_warned':
    case 'sla_warned':
    case 'sla_breached':
    case 'tags_changed':
    case 'field_changed':
    case 'note_carried':
    case 'linked':
    case 'unlinked':
    case 'rule_applied':
    case 'macro_applied':
      return 'staff';
  }
};

/** The one place where the audience of an event is decided. */
export const audienceOf = (event: ConversationEvent): Audience => {
  switch (event.type) {
    case 'conversation_started':
    case 'assistant_engaged':
    case 'assistant_replied':
    case 'option_chosen':
    case 'answer_judged':
    case 'step_taken':
    case 'card_shown':
    case 'card_updated':
    case 'message_sent':
    case 'message_edited':
    case 'message_recalled':
    case 'message_deleted':
    case 'status_changed':
    case 'category_changed':
    case 'conversation_queued':
    case 'assignment_accepted':
    case 'customer_left':
    case 'customer_returned':
    case 'conversation_rated':
      return 'everyone';
    case 'conversation_assigned':
      // An offer that nobody has taken up is not yet somebody who speaks.
      return event.accepted ? 'everyone' : 'staff';
    case 'conversation_unassigned':
    case 'note_added':
    case 'note_edited':
    case 'note_deleted':
    case 'priority_changed':
    case 'conversation_handed_over':
    case 'conversation_transferred':
    case 'conversation_snoozed':
    case 'snooze_ended':
      return 'staff';
    default:
      return ofCase(event);
  }
};
