import type { ConversationEvent } from '../conversation/event.ts';

/** What begins, pauses, ends or moves a promise. */
const MOVES: ReadonlySet<ConversationEvent['type']> = new Set([
  'conversation_started',
  'message_sent',
  'status_changed',
  'category_changed',
  'priority_changed',
  'conversation_transferred',
  'conversation_queued',
  'conversation_assigned',
  'assignment_accepted',
  'assistant_engaged',
  'assistant_replied',
  'step_taken',
  'answer_judged',
  'task_opened',
  'task_ended',
]);

/** Whether clocks may stand otherwise after this event; everything else of a log they only pass by. */
export const movesClocks = ({ type }: ConversationEvent): boolean => MOVES.has(type);

/** What the clocks themselves have said. */
export const isSaidByClocks = ({ type }: ConversationEvent): boolean =>
  type === 'sla_warned' || type === 'sla_breached';
