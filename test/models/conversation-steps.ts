import fc from 'fast-check';
import type { Command } from '../../src/core/conversation/command.ts';
import { CASE_WEIGHTS } from './case-commands.ts';

export const DAY_MS = 86_400_000;

/** Agents that a step may act as. */
export const AGENTS_COUNT = 4;

/** Everything drawn at random; a step makes its command from it and from what there is by then. */
export interface Step {
  readonly what: Command['type'];
  readonly afterMs: number;
  readonly agent: number;
  readonly other: number;
  readonly pick: number;
  readonly flag: boolean;
}

const WEIGHTS: readonly (readonly [Command['type'], number])[] = [
  ['send_as_customer', 6],
  ['send_as_agent', 6],
  ['add_note', 2],
  ['edit_message', 3],
  ['delete_message', 2],
  ['recall_message', 3],
  ['assign', 5],
  ['claim', 5],
  ['accept', 5],
  ['requeue', 3],
  ['adopt', 1],
  ['transfer', 2],
  ['reassign', 2],
  ['set_status', 4],
  ['set_priority', 1],
  ['set_category', 1],
  ['snooze', 2],
  ['end_snooze', 1],
  ['leave', 1],
  ['return', 1],
  ['end', 1],
  ['reopen', 2],
  ['close', 4],
  ['rate', 1],
  ['start', 1],
  ['assistant_reply', 6],
  ['hand_over', 1],
  ['choose_option', 2],
  ['judge_answer', 3],
  ['let_rest', 1],
  ['take_step', 4],
  ['show_card', 1],
  ['update_card', 1],
  ['take_steps', 2],
  ...CASE_WEIGHTS,
];

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(...WEIGHTS.map(([type, weight]) => ({ weight, arbitrary: fc.constant(type) }))),
  afterMs: fc.oneof(
    { weight: 6, arbitrary: fc.nat({ max: 8_000 }) },
    { weight: 2, arbitrary: fc.nat({ max: 20 * 60_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(6 * DAY_MS, 8 * DAY_MS) },
  ),
  agent: fc.nat({ max: AGENTS_COUNT - 1 }),
  other: fc.nat({ max: AGENTS_COUNT - 1 }),
  pick: fc.nat({ max: 1_000 }),
  flag: fc.boolean(),
});
/** Long walks: what is rare needs many steps. */
export const steps = fc.array(step, { minLength: 1, maxLength: 60, size: 'max' });
