import type { WireEvent } from '../../../src/contract/live.ts';

/** The sentence of an event, or null for one that says nothing to a customer. */
export interface SystemLine {
  readonly key: string;
  /** A person's name in it. */
  readonly name?: string;
  /** A category in it, by its own key. */
  readonly category?: string;
  readonly score?: number;
}

/** Which events get a line of their own in the chat, and which sentence; `before`: the event just before it. */
export const lineOf = ({ event, actor }: WireEvent, before?: WireEvent): SystemLine | null => {
  switch (event.type) {
    case 'conversation_assigned':
      return event.accepted ? { key: 'event.joined', name: event.agent.name } : null;
    case 'assignment_accepted':
      return { key: 'event.joined', name: event.agent.name };
    case 'conversation_queued':
      // The start needs no line, and a reopening has its own.
      if (event.reason === 'started' || event.reason === 'reopened') return null;
      if (event.reason === 'handed_over') return { key: 'event.handed_over' };
      return { key: event.reason === 'transferred' ? 'event.transferred' : 'event.requeued' };
    case 'status_changed':
      if (event.to === 'solved') {
        // That an answer settled it was said in the line before.
        if (before?.event.type === 'answer_judged' && before.event.settled) return null;
        return { key: actor.kind === 'customer' ? 'event.ended' : 'event.solved' };
      }
      if (event.to === 'closed') return { key: 'event.closed' };
      if (event.to === 'on_hold') return { key: 'event.on_hold' };
      return event.from === 'solved' ? { key: 'event.reopened' } : null;
    case 'category_changed':
      return { key: 'event.category', category: `category.${event.to}` };
    case 'answer_judged':
      return { key: event.settled ? 'event.settled' : 'event.not_settled' };
    case 'customer_left':
      return { key: event.notifyBy.length > 0 ? 'event.left_told' : 'event.left' };
    case 'conversation_rated':
      return { key: 'event.rated', score: event.score };
    default:
      return null;
  }
};
