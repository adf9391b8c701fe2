import type { AtMs } from '../ids.ts';
import { fixedOf, minus } from './decimal.ts';
import { describeHold } from './describe-hold.ts';
import type { RestrictionFacts } from './facts.ts';
import {
  amountOf,
  choiceOf,
  countOf,
  type Finding,
  finding,
  maybeMoment,
  momentOf,
  nameOf,
  termsOf,
} from './finding.ts';

export interface AccountFacts {
  readonly state: 'active' | 'locked' | 'closing' | 'closed';
  readonly lockedAt: AtMs | null;
  readonly twoFactor: readonly string[];
  readonly maskedEmail: string | null;
}

/** Why something is frozen, as far as it may be told. The one that lasts longest is said; all are shown. */
export const diagnoseRestriction = (
  account: AccountFacts,
  restrictions: readonly RestrictionFacts[],
): Finding => {
  if (account.state === 'locked') {
    const locked = maybeMoment(account.lockedAt);
    return finding('restriction', 'locked', {
      params: { known: locked.known, at: locked.at },
      phase: 'wait',
      follows: true,
      needsPerson: true,
      subjects: cardsOf(restrictions),
    });
  }
  if (account.state !== 'active') return finding('restriction', account.state);
  const longest = restrictions.toSorted((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity))[0];
  if (longest === undefined) return finding('restriction', 'none');
  return finding('restriction', `lifted_by_${longest.liftedBy}`, {
    params: {
      ...describeHold(longest),
      blocks: termsOf('blocks', ...longest.blocks),
      count: countOf(restrictions.length),
      appeal: choiceOf(longest.mayAppeal ? 'yes' : 'no'),
      since: momentOf(longest.since),
    },
    subjects: cardsOf(restrictions),
    actions: longest.liftedBy === 'document' ? ['begin_verification'] : [],
    phase: longest.liftedBy === 'document' || longest.mayAppeal ? 'act' : 'wait',
    follows: true,
  });
};

const SHOWN_CARDS = 3;
const cardsOf = (restrictions: readonly RestrictionFacts[]): Finding['subjects'] =>
  restrictions
    .slice(0, SHOWN_CARDS)
    .map(({ restrictionId }) => ({ kind: 'restriction', id: restrictionId }));

export interface VerificationFacts {
  readonly state: 'none' | 'in_progress' | 'in_review' | 'verified' | 'refused';
  readonly level: string;
  readonly slots: readonly {
    readonly document: string;
    readonly state: 'missing' | 'received' | 'in_review' | 'accepted' | 'refused';
    readonly refusal: string | null;
  }[];
  readonly expectedBy: AtMs | null;
  readonly triesLeft: number | null;
}

/** How far the customer's identity is verified, and what is wanted. `userId`: under it the card is known. */
export const diagnoseVerification = (facts: VerificationFacts, userId: string): Finding => {
  const subjects = [{ kind: 'verification', id: userId }] as const;
  const slots = (state: VerificationFacts['slots'][number]['state']) =>
    facts.slots.filter((slot) => slot.state === state);
  const tries = {
    tried: choiceOf(facts.triesLeft === null ? 'no' : facts.triesLeft > 0 ? 'yes' : 'none'),
    tries: countOf(facts.triesLeft ?? 0),
  };
  const begins = facts.triesLeft === 0 ? [] : (['begin_verification'] as const);
  const refused = slots('refused');
  if (facts.state !== 'verified' && refused.length > 0)
    return finding('verification', 'documents_refused', {
      subjects,
      params: {
        documents: termsOf('document', ...refused.map(({ document }) => document)),
        reasons: termsOf('refusal', ...refused.map(({ refusal }) => refusal ?? 'other')),
        ...tries,
      },
      actions: begins,
      phase: 'act',
      follows: true,
      needsPerson: facts.triesLeft === 0,
    });
  switch (facts.state) {
    case 'none':
      return finding('verification', 'not_begun', { actions: begins, phase: 'act', subjects });
    case 'in_progress': {
      const missing = slots('missing');
      return missing.length === 0
        ? finding('verification', 'in_progress', { subjects, phase: 'wait', follows: true })
        : finding('verification', 'documents_missing', {
            subjects,
            params: { documents: termsOf('document', ...missing.map(({ document }) => document)) },
            actions: begins,
            phase: 'act',
            follows: true,
          });
    }
    case 'in_review': {
      const expected = maybeMoment(facts.expectedBy);
      return finding('verification', 'in_review', {
        subjects,
        params: { known: expected.known, by: expected.at },
        phase: 'wait',
        follows: true,
      });
    }
    case 'verified':
      return finding('verification', 'verified', {
        subjects,
        params: { level: nameOf(facts.level) },
      });
    case 'refused':
      return finding('verification', 'refused', {
        subjects,
        params: tries,
        actions: begins,
        phase: 'act',
        needsPerson: facts.triesLeft === 0,
      });
  }
};

export interface FeeTierFacts {
  readonly tier: string;
  readonly makerShare: string;
  readonly takerShare: string;
  readonly volume: string;
  readonly volumeAsset: string;
  readonly volumeDays: number;
  readonly next: { readonly tier: string; readonly fromVolume: string } | null;
}

export const describeFeeTier = (facts: FeeTierFacts, userId: string): Finding => {
  const { next, volume, volumeAsset } = facts;
  const gap = next === null ? null : minus(next.fromVolume, volume);
  const isNear = gap !== null && fixedOf(gap) > 0n;
  return finding('fee_tier', 'tier', {
    subjects: [{ kind: 'fee_tier', id: userId }],
    params: {
      tier: nameOf(facts.tier),
      maker: { kind: 'share', share: facts.makerShare },
      taker: { kind: 'share', share: facts.takerShare },
      volume: amountOf(volume, volumeAsset),
      days: countOf(facts.volumeDays),
      more: choiceOf(isNear ? 'yes' : 'no'),
      next: nameOf(next?.tier ?? ''),
      gap: isNear ? amountOf(gap, volumeAsset) : nameOf(''),
    },
  });
};

/** What can be done about a forgotten password. */
export const offerPasswordReset = (account: AccountFacts): Finding => {
  if (account.state !== 'active')
    return finding('password', 'account_locked', { phase: 'act', needsPerson: true });
  if (account.maskedEmail === null)
    return finding('password', 'no_mail', { phase: 'act', needsPerson: true });
  return finding('password', 'offer', {
    params: { email: nameOf(account.maskedEmail) },
    actions: ['reset_password'],
    phase: 'act',
  });
};

/** Where a second-factor reset stands, or how it is begun. The clock is the exchange's: nobody shortens it. */
export const diagnoseTwoFactor = (
  account: AccountFacts,
  reset: { readonly requestedAt: AtMs; readonly readyAt: AtMs } | null,
  userId: string,
  now: AtMs,
): Finding => {
  if (reset !== null) {
    const params = { at: momentOf(reset.readyAt), asked: momentOf(reset.requestedAt) };
    const subjects = [{ kind: 'two_factor_reset', id: userId }] as const;
    return reset.readyAt > now
      ? finding('two_factor', 'cooling_off', {
          params: {
            ...params,
            span: { kind: 'duration', ms: reset.readyAt - now },
          },
          subjects,
          phase: 'wait',
          follows: true,
        })
      : finding('two_factor', 'ready', { params, subjects, phase: 'act' });
  }
  if (account.state !== 'active')
    return finding('two_factor', 'account_locked', { phase: 'act', needsPerson: true });
  if (account.twoFactor.length === 0) return finding('two_factor', 'not_on');
  return finding('two_factor', 'offer', {
    params: { methods: termsOf('method', ...account.twoFactor) },
    actions: ['reset_two_factor'],
    phase: 'act',
  });
};
