import { fail, type Outcome, ok } from '../outcome.ts';
import type { SelfServiceStep } from '../selfservice/vocabulary.ts';
import type { Command } from './command.ts';
import type { ConversationEvent } from './event.ts';
import type { Conversation, PendingStep } from './state.ts';
import { isActive } from './transitions.ts';

/** What has to wait for which step. */
const WAITED_FOR: Readonly<
  Record<Exclude<SelfServiceStep['kind'], 'action'>, PendingStep['kind']>
> = { consent: 'consent', choice: 'pick', step_up: 'step_up', network_check: 'network_check' };

const isOpen = (state: Conversation, turnId: string, step: SelfServiceStep): boolean => {
  const part = state.assistant;
  if (part === null) return false;
  if (step.kind === 'action')
    return part.offers?.turnId === turnId && part.offers.actions.includes(step.action);
  const { pending } = part;
  if (pending === null || pending.turnId !== turnId || pending.kind !== WAITED_FOR[step.kind])
    return false;
  return step.kind !== 'choice' || pending.cardIds.includes(step.cardId);
};

/** The customer taps what the assistant's last words ask for or offer; anything else has been overtaken. */
export const decideTakeStep = (
  state: Conversation,
  { turnId, step }: Extract<Command, { type: 'take_step' }>,
): Outcome<readonly ConversationEvent[]> => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  if (state.assistant?.active !== true) return fail('precondition', 'person_answers');
  return isOpen(state, turnId, step)
    ? ok([{ type: 'step_taken', turnId, step }])
    : fail('precondition', 'step_not_open');
};
