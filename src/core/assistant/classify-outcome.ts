import type { AtMs } from '../ids.ts';

/** As long as this without a contact about it, and what the customer called settled counts as resolved. */
export const QUIET_MS = 72 * 3_600_000;

export type OutcomeClass =
  | 'settled'
  | 'settling'
  | 'cameBack'
  | 'abandoned'
  | 'handedOver'
  | 'underWay';

export interface OutcomeFacts {
  readonly wasQueued: boolean;
  readonly isActive: boolean;
  readonly settledAt: AtMs | null;
  readonly cameBackAt: AtMs | null;
}

/**
 * What became of a request that began with the assistant. Strict: only what the customer called settled, without a
 * person and without a contact about it for 72 hours, counts; silence alone is abandonment.
 */
export const classifyOutcome = (facts: OutcomeFacts, now: AtMs): OutcomeClass => {
  const { settledAt, cameBackAt } = facts;
  if (settledAt !== null) {
    if (cameBackAt !== null && cameBackAt - settledAt < QUIET_MS) return 'cameBack';
    if (!facts.wasQueued || cameBackAt !== null)
      return now - settledAt >= QUIET_MS ? 'settled' : 'settling';
  }
  if (facts.wasQueued) return 'handedOver';
  return facts.isActive ? 'underWay' : 'abandoned';
};
