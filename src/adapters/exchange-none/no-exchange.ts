import type { Exchange } from '../../ports/exchange.ts';

const REFUSED = { ok: false, failure: { kind: 'refused', code: 'no_exchange' } } as const;
const refuse = async () => REFUSED;

/**
 * Where no exchange is connected: every question and action gets a plain no, so that nothing waits and nothing is tried
 * again. What needs an exchange is not offered there.
 */
export const noExchange: Exchange = {
  reads: {
    account: refuse,
    verification: refuse,
    feeTier: refuse,
    restrictions: refuse,
    security: refuse,
    apiKeys: refuse,
    payments: refuse,
    orders: refuse,
    order: refuse,
    deposits: refuse,
    deposit: refuse,
    withdrawals: refuse,
    withdrawal: refuse,
    addressOwner: refuse,
    antiPhishingCode: refuse,
    market: refuse,
    assets: refuse,
    platform: refuse,
  },
  actions: {
    lock: refuse,
    unlock: refuse,
    beginTwoFactorReset: refuse,
    revokeSessions: refuse,
    revokeApiKeys: refuse,
    cancelWithdrawals: refuse,
    beginPasswordReset: refuse,
    beginVerification: refuse,
    recoverDeposit: refuse,
  },
  proofs: { challenge: refuse, check: refuse, recoveryProof: refuse },
  compliance: { restrictionSecrets: refuse },
  events: { poll: refuse },
  forget: () => undefined,
};
