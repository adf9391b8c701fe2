import type { WireEvent } from '../../../src/contract/live.ts';
import type { SelfServiceStep } from '../../../src/core/selfservice/vocabulary.ts';

/** The sentence of an event, or null for one that says nothing to a customer. */
export interface SystemLine {
  readonly key: string;
  /** A person's name in it. */
  readonly name?: string;
  /** A category in it, by its own key. */
  readonly category?: string;
  readonly score?: number;
  /** Something that was asked for, by its own key. */
  readonly wish?: string;
}

const lineOfStep = (step: SelfServiceStep): SystemLine | null => {
  switch (step.kind) {
    case 'consent':
      return { key: step.given ? 'event.consent_given' : 'event.consent_refused' };
    case 'action':
      return { key: 'event.asked_for', wish: `self.action.${step.action}` };
    case 'step_up':
      return { key: step.passed ? 'event.proven' : 'event.not_proven' };
    // These are drawn, not said.
    case 'choice':
    case 'network_check':
      return null;
  }
};

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
    case 'step_taken':
      return lineOfStep(event.step);
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
