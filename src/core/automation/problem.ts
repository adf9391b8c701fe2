/** What is wrong, or may be: the code is the key of the sentence (`rule.problem.<code>`). */
export const PROBLEMS = [
  'no_name',
  'no_events',
  'no_actions',
  'no_values',
  'unknown_value',
  'unknown_id',
  'too_many',
  'too_deep',
  'out_of_range',
  'field_gone',
  'field_value_wrong',
  'bad_tag',
  'no_words',
  'never_holds',
  'action_not_allowed',
  'set_twice',
  'contradicts',
  'never_reached',
  'loop',
] as const;
export type ProblemCode = (typeof PROBLEMS)[number];

/** Only errors keep a rule from being published. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  /** The row: `name`, `trigger`, `condition`, `condition.0.2` (the third part of the first part), `actions.1`. */
  readonly at: string;
  /** Another row that it clashes with. */
  readonly with: string | null;
  /** Other rules that it concerns, in their order. */
  readonly ruleIds: readonly string[];
  /** What it is about: a value, an id, a status. */
  readonly about: string | null;
}

export const problem = (
  severity: Problem['severity'],
  code: ProblemCode,
  at: string,
  more: Partial<Pick<Problem, 'with' | 'ruleIds' | 'about'>> = {},
): Problem => ({ severity, code, at, with: null, ruleIds: [], about: null, ...more });
