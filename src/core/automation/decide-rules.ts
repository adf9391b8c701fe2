import type { RuleCause } from '../conversation/case-event.ts';
import type { AtMs } from '../ids.ts';
import { type CompiledRule, candidatesFor, type RuleBook } from './compile-rules.ts';
import { type Happening, triggersOf } from './moments.ts';
import type { LiveRule } from './rule.ts';
import type { Situation } from './situation.ts';

/** A rule may lead to another that leads to another, this many in all. */
export const MOST_IN_CHAIN = 5;
/** How often one rule may be in a chain: it may react to its own effect once, and never again. */
const MOST_OF_ONE = 2;

/** A rule is to act. */
export interface Due {
  readonly rule: LiveRule;
  readonly cause: RuleCause;
  readonly chain: readonly string[];
}

/** A rule would have acted, but rules led to each other for too long. */
export interface Stopped {
  readonly ruleId: string;
  readonly chain: readonly string[];
  readonly why: 'too_deep' | 'own_effect';
}

export interface Decided {
  readonly due: readonly Due[];
  readonly stopped: readonly Stopped[];
}

const NOTHING: Decided = { due: [], stopped: [] };

/** Why a rule must not go on from this chain; null where it may. */
const stoppedBy = (chain: readonly string[], ruleId: string): Stopped['why'] | null => {
  if (chain.filter((each) => each === ruleId).length >= MOST_OF_ONE) return 'own_effect';
  return chain.length >= MOST_IN_CHAIN ? 'too_deep' : null;
};

/** Those that hold, in order, up to one that ends the asking. */
const holding = (
  candidates: readonly CompiledRule[],
  situation: Situation,
  at: AtMs,
): readonly CompiledRule[] => {
  const found: CompiledRule[] = [];
  for (const candidate of candidates) {
    if (!candidate.holds(situation, at)) continue;
    found.push(candidate);
    if (candidate.rule.definition.stop) break;
  }
  return found;
};

/**
 * Which rules act because of what was committed. All are asked about the situation that the commit left, in their
 * order; what one does is news for the others only once it has been committed itself. Pure: the same log and the same
 * book give the same answer.
 */
export const decideRules = (
  book: RuleBook,
  happening: Happening,
  situation: Situation,
): Decided => {
  const events = triggersOf(happening);
  if (events.length === 0) return NOTHING;
  const at = happening.logged.at(-1)?.at ?? 0;
  const candidates = candidatesFor(book, events, situation, at);
  if (candidates.length === 0) return NOTHING;
  const due: Due[] = [];
  const stopped: Stopped[] = [];
  for (const { rule } of holding(candidates, situation, at)) {
    const why = stoppedBy(happening.chain, rule.ruleId);
    const chain = [...happening.chain, rule.ruleId];
    if (why === null) due.push({ rule, cause: { kind: 'event', seq: happening.seq }, chain });
    else stopped.push({ ruleId: rule.ruleId, chain: happening.chain, why });
  }
  return { due, stopped };
};
