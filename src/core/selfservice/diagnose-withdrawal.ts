import type { AtMs } from '../ids.ts';
import { describeHold } from './describe-hold.ts';
import { UNHEARD_MS } from './diagnose-deposit.ts';
import type { ChainFacts, NetworkFacts, RestrictionFacts, WithdrawalFacts } from './facts.ts';
import {
  amountOf,
  choiceOf,
  countOf,
  type Finding,
  finding,
  maybeMoment,
  nameOf,
  type Params,
  termsOf,
} from './finding.ts';
import { confirmationsOf, expectedSpan, spanParams } from './read-chain.ts';

export interface WithdrawalCase {
  readonly withdrawal: WithdrawalFacts;
  readonly network: NetworkFacts | null;
  /** Of its newest transaction. */
  readonly chain: ChainFacts | null;
  readonly restriction: RestrictionFacts | null;
}

const about = (
  { withdrawal }: WithdrawalCase,
  code: string,
  params: Params = {},
  rest: Partial<Finding> = {},
): Finding =>
  finding('withdrawal', code, {
    params: {
      amount: amountOf(withdrawal.amount, withdrawal.asset),
      network: nameOf(withdrawal.network),
      txid: nameOf(withdrawal.txids.at(-1) ?? ''),
      // Coins that stay within the exchange move on no chain.
      tx: choiceOf(withdrawal.txids.length > 0 ? 'yes' : 'no'),
      ...params,
    },
    subjects: [{ kind: 'withdrawal', id: withdrawal.withdrawalId }],
    ...rest,
  });

const WAITS = { phase: 'wait', follows: true } as const;

const sentAt = ({ stages, requestedAt }: WithdrawalFacts): AtMs =>
  stages.findLast(({ stage }) => stage === 'broadcast')?.at ?? requestedAt;

/** It is sent: the chain has the word. */
const diagnoseSent = (given: WithdrawalCase, now: AtMs): Finding => {
  const { withdrawal, chain } = given;
  const needed = withdrawal.confirmationsNeeded;
  const have = confirmationsOf(chain, withdrawal.confirmations);
  const counts: Params = {
    have: countOf(Math.min(have, needed)),
    needed: countOf(needed),
    again: choiceOf(withdrawal.txids.length > 1 ? 'yes' : 'no'),
  };
  const timed = spanParams(expectedSpan(chain, needed, have));
  switch (chain?.status.kind) {
    case undefined:
      return about(given, 'sent_by_ledger', counts, WAITS);
    case 'unknown':
      // The exchange sent it, and the node has it nowhere any more.
      return now - sentAt(withdrawal) < UNHEARD_MS || chain?.behind === true
        ? about(given, 'sent_by_ledger', counts, WAITS)
        : about(given, 'sent_dropped', counts, { ...WAITS, needsPerson: true });
    case 'mempool':
      if (chain?.status.kind === 'mempool' && chain.status.behindMissing)
        return about(given, 'sent_behind_missing', counts, WAITS);
      return timed.timed.kind === 'choice' && timed.timed.of === 'open'
        ? about(given, 'sent_fee_too_low', counts, WAITS)
        : about(given, 'sent_in_mempool', { ...counts, ...timed }, WAITS);
    case 'dropped':
      return about(given, 'sent_dropped', counts, { ...WAITS, needsPerson: true });
    case 'replaced': {
      const by = chain?.status.kind === 'replaced' ? chain.status.by : null;
      const known = choiceOf(by === null ? 'no' : 'yes');
      return about(given, 'sent_replaced', { ...counts, known, by: nameOf(by ?? '') }, WAITS);
    }
    case 'failed':
      return about(given, 'sent_failed', counts, { ...WAITS, needsPerson: true });
    case 'in_block':
      if (chain?.behind === true) return about(given, 'sent_by_ledger', counts, WAITS);
      if (have >= needed) return about(given, 'sent_confirmed', { ...counts }, WAITS);
      return about(
        given,
        chain?.reorganised === true ? 'sent_reorganised' : 'sent_confirming',
        { ...counts, ...timed },
        WAITS,
      );
  }
};

/** It has not been sent yet: what it waits for. */
const diagnoseUnsent = (given: WithdrawalCase, now: AtMs): Finding => {
  const { withdrawal, network, restriction } = given;
  if (restriction !== null || withdrawal.restrictionId !== null)
    return about(given, 'on_hold', describeHold(restriction), {
      phase: restriction?.liftedBy === 'document' ? 'act' : 'wait',
      follows: true,
      subjects: [
        { kind: 'withdrawal', id: withdrawal.withdrawalId },
        ...(restriction === null
          ? []
          : [{ kind: 'restriction', id: restriction.restrictionId } as const]),
      ],
    });
  if (network !== null && !network.withdrawalsOpen) {
    const opens = maybeMoment(network.opensAt);
    return about(given, 'network_closed', { known: opens.known, by: opens.at }, WAITS);
  }
  const { waitsFor, expectedBy, stage } = withdrawal;
  const expected = maybeMoment(expectedBy);
  const params: Params = {
    stage: termsOf('stage', stage),
    step: choiceOf(stage),
    waits: choiceOf(waitsFor === null ? 'no' : 'yes'),
    reason: termsOf('waits_for', waitsFor ?? 'review'),
    known: expected.known,
    by: expected.at,
  };
  return expectedBy !== null && expectedBy < now
    ? about(given, 'late', params, { ...WAITS, needsPerson: true })
    : about(given, 'in_stage', params, WAITS);
};

/** Where a withdrawal is and what it waits for. */
export const diagnoseWithdrawal = (given: WithdrawalCase, now: AtMs): Finding => {
  const { withdrawal } = given;
  if (withdrawal.ended !== null) return about(given, `ended_${withdrawal.ended}`);
  switch (withdrawal.stage) {
    case 'confirmed':
      return about(given, 'confirmed', { have: countOf(withdrawal.confirmations) });
    case 'broadcast':
      return diagnoseSent(given, now);
    case 'requested':
    case 'risk_review':
    case 'signing':
      return diagnoseUnsent(given, now);
  }
};
