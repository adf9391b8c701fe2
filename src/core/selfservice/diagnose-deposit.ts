import type { AtMs } from '../ids.ts';
import { isLess } from './decimal.ts';
import { describeHold } from './describe-hold.ts';
import type { ChainFacts, DepositFacts, NetworkFacts, RestrictionFacts } from './facts.ts';
import {
  amountOf,
  countOf,
  type Finding,
  finding,
  maybeMoment,
  momentOf,
  nameOf,
  type Params,
} from './finding.ts';
import { confirmationsOf, expectedSpan, spanParams } from './read-chain.ts';

export interface DepositCase {
  readonly deposit: DepositFacts;
  /** Null where the exchange does not list it. */
  readonly network: NetworkFacts | null;
  readonly chain: ChainFacts | null;
  /** The restriction that holds it. */
  readonly restriction: RestrictionFacts | null;
  readonly now: AtMs;
}

/** A node may not have heard of what is newer than this, ms. */
export const UNHEARD_MS = 60_000;

const base = ({ deposit }: DepositCase): Params => ({
  amount: amountOf(deposit.amount, deposit.asset),
  network: nameOf(deposit.network),
});

const about = (
  given: DepositCase,
  code: string,
  params: Params,
  rest: Partial<Finding> = {},
): Finding =>
  finding('deposit', code, {
    params: { ...base(given), ...params },
    subjects: [{ kind: 'deposit', id: given.deposit.depositId }],
    ...rest,
  });

/** Coins that came in a way that the exchange does not credit by itself. */
type Wrongly = 'missing_memo' | 'wrong_network' | 'unsupported_token';

const diagnoseRecovery = (
  given: DepositCase,
  recovery: NonNullable<DepositFacts['recovery']>,
): Finding => {
  const expected = maybeMoment(recovery.expectedBy);
  const params: Params = {
    fee: amountOf(recovery.fee, recovery.feeAsset),
    known: expected.known,
    by: expected.at,
  };
  switch (recovery.state) {
    case 'requested':
    case 'in_work':
      return about(given, 'recovery_under_way', params, { phase: 'wait', follows: true });
    case 'done':
      return about(given, 'recovery_done', params);
    case 'refused':
      return about(given, 'recovery_refused', params, { phase: 'act', needsPerson: true });
  }
};

const diagnoseWrongly = (given: DepositCase, why: Wrongly): Finding => {
  const { deposit, network } = given;
  if (deposit.recovery !== null) return diagnoseRecovery(given, deposit.recovery);
  const offer = network?.recovery ?? null;
  if (offer === null || !offer.covers.includes(why)) return about(given, `${why}_impossible`, {});
  const params: Params = {
    fee: amountOf(offer.fee, offer.feeAsset),
    days: countOf(offer.workingDays),
    minimum: amountOf(offer.minimum, deposit.asset),
  };
  if (isLess(deposit.amount, offer.minimum)) return about(given, 'recovery_too_small', params);
  return about(given, `${why}_recoverable`, params, {
    phase: 'act',
    actions: ['recover_deposit'],
    follows: true,
  });
};

const WAITS = { phase: 'wait', follows: true } as const;

/** What the chain says where the exchange waits for it. */
const diagnoseWaiting = (given: DepositCase): Finding => {
  const { deposit, network, chain } = given;
  const needed = deposit.confirmationsNeeded;
  const have = confirmationsOf(chain, deposit.confirmations);
  const counts: Params = { have: countOf(Math.min(have, needed)), needed: countOf(needed) };
  const timed = spanParams(expectedSpan(chain, needed, have));
  if (network !== null && !network.depositsOpen) {
    const opens = maybeMoment(network.opensAt);
    return about(given, 'network_closed', { ...counts, known: opens.known, by: opens.at }, WAITS);
  }
  switch (chain?.status.kind) {
    case undefined:
      return about(given, 'confirming_by_ledger', counts, WAITS);
    case 'unknown':
      // The exchange saw it, and the node has it nowhere any more.
      return given.now - deposit.seenAt < UNHEARD_MS || chain?.behind === true
        ? about(given, 'confirming_by_ledger', counts, WAITS)
        : about(given, 'dropped', {}, { phase: 'act', follows: true });
    case 'dropped':
      return about(given, 'dropped', {}, { phase: 'act', follows: true });
    case 'replaced': {
      const by = chain?.status.kind === 'replaced' ? chain.status.by : null;
      const known = { kind: 'choice', of: by === null ? 'no' : 'yes' } as const;
      return about(given, 'replaced', { known, by: nameOf(by ?? '') }, { phase: 'act' });
    }
    case 'failed':
      return about(given, 'failed_on_chain', {}, { phase: 'act' });
    case 'mempool':
      if (chain?.reorganised === true)
        return about(given, 'reorganised', { ...counts, ...timed }, WAITS);
      if (chain?.status.kind === 'mempool' && chain.status.behindMissing)
        return about(given, 'behind_missing', counts, WAITS);
      return about(
        given,
        timed.timed.kind === 'choice' && timed.timed.of === 'open' ? 'fee_too_low' : 'in_mempool',
        { ...counts, ...timed },
        WAITS,
      );
    case 'in_block':
      if (chain?.behind === true) return about(given, 'node_behind', counts, WAITS);
      if (have >= needed) return about(given, 'confirmed_not_credited', counts, WAITS);
      return about(
        given,
        chain?.reorganised === true ? 'reorganised' : 'confirming',
        { ...counts, ...timed },
        WAITS,
      );
  }
};

/** What became of coins that the exchange's ledger knows. */
export const diagnoseDeposit = (given: DepositCase): Finding => {
  const { deposit, network, restriction } = given;
  switch (deposit.state) {
    case 'credited':
      return deposit.recovery?.state === 'done'
        ? diagnoseRecovery(given, deposit.recovery)
        : about(given, 'credited', { at: momentOf(deposit.creditedAt ?? deposit.seenAt) });
    case 'below_minimum':
      return about(given, 'below_minimum', {
        known: { kind: 'choice', of: network === null ? 'no' : 'yes' },
        minimum: network === null ? nameOf('') : amountOf(network.depositMinimum, deposit.asset),
      });
    case 'missing_memo':
    case 'wrong_network':
    case 'unsupported_token':
      return diagnoseWrongly(given, deposit.state);
    case 'on_hold':
      return about(given, 'on_hold', describeHold(restriction), {
        phase: restriction?.liftedBy === 'document' ? 'act' : 'wait',
        follows: true,
        subjects: [
          { kind: 'deposit', id: deposit.depositId },
          ...(restriction === null
            ? []
            : [{ kind: 'restriction', id: restriction.restrictionId } as const]),
        ],
      });
    case 'returned':
      return about(given, 'returned', {});
    case 'dropped':
      // The ledger gave it up; should the chain have it after all, the ledger is asked again.
      return given.chain?.status.kind === 'in_block' || given.chain?.status.kind === 'mempool'
        ? diagnoseWaiting(given)
        : about(given, 'dropped', {}, { phase: 'act', follows: true });
    case 'seen':
    case 'confirming':
      return diagnoseWaiting(given);
  }
};
