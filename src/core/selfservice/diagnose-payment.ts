import type { AtMs } from '../ids.ts';
import {
  amountOf,
  choiceOf,
  type Finding,
  finding,
  maybeMoment,
  type Params,
  termsOf,
} from './finding.ts';

export interface PaymentFacts {
  readonly paymentId: string;
  readonly amount: string;
  readonly asset: string;
  readonly state: 'pending' | 'paid' | 'completed' | 'cancelled' | 'returned' | 'in_dispute';
  readonly dispute: {
    readonly state: 'evidence_wanted' | 'in_review' | 'decided';
    readonly wantedFromUser: readonly string[];
    readonly wantedFromOther: readonly string[];
    readonly received: readonly string[];
    readonly evidenceUntil: AtMs | null;
    readonly decisionBy: AtMs | null;
    readonly outcome: 'for_user' | 'for_other' | 'split' | null;
  } | null;
}

const WAITS = { phase: 'wait', follows: true } as const;

/** Where a payment stands; in a dispute, what each side must supply and until when. */
export const diagnosePayment = (payment: PaymentFacts, now: AtMs): Finding => {
  const { dispute } = payment;
  const told = (code: string, params: Params = {}, rest: Partial<Finding> = {}): Finding =>
    finding('payment', code, {
      params: { amount: amountOf(payment.amount, payment.asset), ...params },
      subjects: [{ kind: 'payment', id: payment.paymentId }],
      ...rest,
    });
  if (dispute === null)
    return payment.state === 'pending' || payment.state === 'paid' || payment.state === 'in_dispute'
      ? told(payment.state, {}, WAITS)
      : told(payment.state);
  const until = maybeMoment(dispute.evidenceUntil);
  const decision = maybeMoment(dispute.decisionBy);
  const missing = (wanted: readonly string[]): readonly string[] =>
    wanted.filter((each) => !dispute.received.includes(each));
  const own = missing(dispute.wantedFromUser);
  const other = missing(dispute.wantedFromOther);
  const params: Params = {
    wanted: termsOf('evidence', ...own),
    others: choiceOf(other.length > 0 ? 'yes' : 'no'),
    otherWanted: termsOf('evidence', ...other),
    known: until.known,
    until: until.at,
    dated: decision.known,
    by: decision.at,
  };
  switch (dispute.state) {
    case 'evidence_wanted':
      if (own.length === 0) return told('evidence_complete', params, WAITS);
      return dispute.evidenceUntil !== null && dispute.evidenceUntil < now
        ? told('evidence_late', params, { phase: 'act', follows: true, needsPerson: true })
        : told('evidence_wanted', params, { phase: 'act', follows: true });
    case 'in_review':
      return told('dispute_in_review', params, WAITS);
    case 'decided':
      return told('dispute_decided', { outcome: choiceOf(dispute.outcome ?? 'none') });
  }
};
