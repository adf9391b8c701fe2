import type { AgentId, AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import { isLeadRole, type StaffRole } from '../vocabulary.ts';

/** An approval that nobody gave is worth nothing the next day: the case may have changed. */
export const APPROVAL_LIFE_MS = 24 * 60 * 60_000;

interface Person {
  readonly agentId: AgentId;
  readonly role: StaffRole;
}

export interface ApprovalFacts {
  readonly state: 'waiting' | 'refused' | 'approved' | 'sent' | 'lapsed';
  readonly askedBy: Person;
  readonly lapsesAt: AtMs;
}

/** Whether one who waits has lapsed by now. */
export const hasLapsed = (
  { state, lapsesAt }: Pick<ApprovalFacts, 'state' | 'lapsesAt'>,
  now: AtMs,
): boolean => state === 'waiting' && now >= lapsesAt;

/**
 * Whether somebody may decide. Two people, and one of them leads: so neither one agent nor two of them alone can open an
 * account. Failures: `approval_decided`, `approval_lapsed`, `own_request`, `lead_needed`.
 */
export const mayDecide = (facts: ApprovalFacts, person: Person, now: AtMs): Outcome<null> => {
  if (facts.state !== 'waiting') return fail('conflict', 'approval_decided');
  if (hasLapsed(facts, now)) return fail('precondition', 'approval_lapsed');
  if (facts.askedBy.agentId === person.agentId) return fail('forbidden', 'own_request');
  return isLeadRole(facts.askedBy.role) || isLeadRole(person.role)
    ? ok(null)
    : fail('forbidden', 'lead_needed');
};
