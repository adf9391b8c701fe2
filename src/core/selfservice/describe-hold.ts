import type { RestrictionFacts } from './facts.ts';
import { choiceOf, maybeMoment, type Params, termsOf } from './finding.ts';

/**
 * What may be told of a hold: its class, until when, and what lifts it. What must not be told is not in the facts at all.
 * Null: the exchange holds something and tells no class.
 */
export const describeHold = (restriction: RestrictionFacts | null): Params => {
  const until = maybeMoment(restriction?.until ?? null);
  return {
    reason: termsOf('hold', restriction?.reason ?? 'review'),
    known: until.known,
    until: until.at,
    lifted: choiceOf(restriction?.liftedBy ?? 'review'),
    documents: termsOf('document', ...(restriction?.documents ?? [])),
    some: choiceOf((restriction?.documents.length ?? 0) > 0 ? 'yes' : 'no'),
  };
};
