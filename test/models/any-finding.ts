import fc from 'fast-check';
import {
  describeFeeTier,
  diagnoseRestriction,
  diagnoseTwoFactor,
  diagnoseVerification,
  offerPasswordReset,
} from '../../src/core/selfservice/diagnose-account.ts';
import { diagnoseApi } from '../../src/core/selfservice/diagnose-api.ts';
import { diagnoseDeposit } from '../../src/core/selfservice/diagnose-deposit.ts';
import { diagnoseOrder } from '../../src/core/selfservice/diagnose-order.ts';
import { diagnosePayment } from '../../src/core/selfservice/diagnose-payment.ts';
import { diagnoseNetwork, diagnosePlatform } from '../../src/core/selfservice/diagnose-platform.ts';
import { diagnoseTransaction } from '../../src/core/selfservice/diagnose-transaction.ts';
import { diagnoseWithdrawal } from '../../src/core/selfservice/diagnose-withdrawal.ts';
import type { Finding } from '../../src/core/selfservice/finding.ts';
import {
  passwordMailSent,
  recoveryBegun,
  twoFactorResetAsked,
  verificationBegun,
} from '../../src/core/selfservice/general-findings.ts';

import {
  account,
  apiKey,
  condition,
  feeTier,
  line,
  payment,
  platform,
  verification,
} from './account-facts.ts';
import {
  amount,
  at,
  chain,
  coin,
  deposit,
  market,
  maybe,
  NOW,
  network,
  order,
  pick,
  restriction,
  rule,
  transaction,
  withdrawal,
} from './transfer-facts.ts';

export { NOW };

/** Done is what was asked for. */
const done = fc.oneof(
  at.map((until) => passwordMailSent('m•••@mail.example', until)),
  at.map((until) => verificationBegun('https://verify.norvik.example/v/1', until)),
  fc
    .tuple(amount, coin, maybe(at))
    .map(([fee, feeAsset, expectedBy]) =>
      recoveryBegun({ depositId: 'dep', fee, feeAsset, expectedBy }),
    ),
  fc.constant(null).map(() => twoFactorResetAsked()),
);

export const anyFinding: fc.Arbitrary<Finding> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(deposit, maybe(rule), maybe(chain), maybe(restriction))
      .map(([row, network_, facts, hold]) =>
        diagnoseDeposit({
          deposit: row,
          network: network_,
          chain: facts,
          restriction: hold,
          now: NOW,
        }),
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(withdrawal, maybe(rule), maybe(chain), fc.option(restriction, { nil: null, freq: 3 }))
      .map(([row, network_, facts, hold]) =>
        diagnoseWithdrawal(
          { withdrawal: row, network: network_, chain: facts, restriction: hold },
          NOW,
        ),
      ),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(order, maybe(market)).map(([row, book]) => diagnoseOrder(row, book)),
  },
  { weight: 3, arbitrary: transaction.map(diagnoseTransaction) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(account, fc.array(restriction, { maxLength: 3 }))
      .map(([row, holds]) => diagnoseRestriction(row, holds)),
  },
  { weight: 1, arbitrary: verification.map((facts) => diagnoseVerification(facts, 'user')) },
  { weight: 1, arbitrary: feeTier.map((facts) => describeFeeTier(facts, 'user')) },
  { weight: 1, arbitrary: account.map(offerPasswordReset) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(account, maybe(fc.record({ requestedAt: at, readyAt: at })))
      .map(([row, reset]) => diagnoseTwoFactor(row, reset, 'user', NOW)),
  },
  { weight: 2, arbitrary: payment.map((row) => diagnosePayment(row, NOW)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(apiKey, fc.boolean(), condition)
      .map(([key, isBlocked, component]) => diagnoseApi({ key, isBlocked, component }, NOW)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        platform,
        fc.array(fc.record({ network, congestion: pick('low' as const, 'high' as const) }), {
          maxLength: 2,
        }),
      )
      .map(([facts, networks]) => diagnosePlatform(facts, networks)),
  },
  { weight: 1, arbitrary: line.map(diagnoseNetwork) },
  { weight: 1, arbitrary: done },
);
