import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import { appendEvents } from './append.ts';
import type { Command, Step } from './command.ts';
import type { Actor, ConversationEvent } from './event.ts';
import type { Conversation } from './state.ts';

type TakeSteps = Extract<Command, { type: 'take_steps' }>;
type Decision = Outcome<readonly ConversationEvent[]>;
type Decide = (state: Conversation, command: Step['command'], at: AtMs) => Decision;

/** Its words are stored with the commit: without its event they would belong to nothing. */
const carriesWords = ({ command }: Step): boolean =>
  command.type === 'give_notice' ||
  command.type === 'add_note' ||
  command.type === 'send_as_agent' ||
  command.type === 'show_card';

/** As whom the steps before are folded while the next is decided. */
const actorOf = ({ command }: Step): Actor =>
  'agent' in command && command.agent !== null
    ? { kind: 'agent', id: command.agent.id }
    : { kind: 'system' };

const closing = (
  by: TakeSteps['by'],
  actions: readonly string[],
  refused: readonly string[],
): ConversationEvent =>
  by.kind === 'macro'
    ? { type: 'macro_applied', macroId: by.macroId, actions }
    : {
        type: 'rule_applied',
        ruleId: by.ruleId,
        version: by.version,
        actions,
        refused,
        cause: by.cause,
        chain: by.chain,
      };

/**
 * Several steps, each on what the ones before it left, and at the end whose doing it was. Steps that change nothing
 * are left out; where nothing at all was done or refused, nothing happens.
 */
export const decideSteps = (
  state: Conversation,
  { steps, by }: TakeSteps,
  at: AtMs,
  decide: Decide,
): Decision => {
  const events: ConversationEvent[] = [];
  const done: string[] = [];
  const refused: string[] = by.kind === 'rule' ? [...by.missing] : [];
  let now = state;
  for (const step of steps) {
    const decided = decide(now, step.command, at);
    if (!decided.ok) {
      if (by.kind === 'macro' || carriesWords(step))
        return fail(decided.failure.class, decided.failure.code, {
          ...decided.failure.details,
          step: step.name,
        });
      refused.push(`${step.name}:${decided.failure.code}`);
      continue;
    }
    if (decided.value.length === 0) continue;
    done.push(step.name);
    events.push(...decided.value);
    now = appendEvents(state.id, now, decided.value, actorOf(step), at).state ?? now;
  }
  if (done.length === 0 && refused.length === 0 && by.kind === 'rule') return ok([]);
  return ok([...events, closing(by, done, refused)]);
};
