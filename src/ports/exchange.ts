import type {
  Account,
  ApiKey,
  FeeTier,
  Payment,
  Restriction,
  RestrictionSecret,
  Security,
  Verification,
} from '../contract/exchange/account.ts';
import type {
  ApprovedRequest,
  ExchangeLockRequest,
  LockResult,
  StepUpChallenge,
} from '../contract/exchange/actions.ts';
import type { ExchangeEvent, PlatformStatus } from '../contract/exchange/platform.ts';
import type { Market, Order } from '../contract/exchange/trading.ts';
import type {
  AddressOwner,
  AssetNetwork,
  Deposit,
  Withdrawal,
} from '../contract/exchange/transfers.ts';
import type { AtMs } from '../core/ids.ts';

/** The exchange's own id of a user. It comes from a session or a stored customer, never from a text. */
export type ExchangeUserId = string & { readonly __brand: 'ExchangeUserId' };

/**
 * Why the exchange gave no answer. `unreachable`: no connection, or too slow, or the circuit is open; `malformed`: its
 * answer does not fit the contract; `foreign`: it spoke of another user; `refused`: it said no, with its code.
 */
export type ExchangeFailure =
  | { readonly kind: 'unreachable' | 'malformed' | 'foreign' | 'not_found' }
  | { readonly kind: 'refused'; readonly code: string };

/** An answer with the moment for which its figures hold. Nothing is said of the account without that moment. */
export type Asked<T> =
  | { readonly ok: true; readonly value: T; readonly asOf: AtMs }
  | { readonly ok: false; readonly failure: ExchangeFailure };

export interface ExchangeReads {
  account(userId: ExchangeUserId): Promise<Asked<Account>>;
  verification(userId: ExchangeUserId): Promise<Asked<Verification>>;
  feeTier(userId: ExchangeUserId): Promise<Asked<FeeTier>>;
  restrictions(userId: ExchangeUserId): Promise<Asked<readonly Restriction[]>>;
  security(userId: ExchangeUserId): Promise<Asked<Security>>;
  apiKeys(userId: ExchangeUserId): Promise<Asked<readonly ApiKey[]>>;
  payments(userId: ExchangeUserId): Promise<Asked<readonly Payment[]>>;
  /** Newest first, 50 at most. */
  orders(userId: ExchangeUserId): Promise<Asked<readonly Order[]>>;
  order(userId: ExchangeUserId, orderId: string): Promise<Asked<Order>>;
  deposits(userId: ExchangeUserId): Promise<Asked<readonly Deposit[]>>;
  deposit(userId: ExchangeUserId, depositId: string): Promise<Asked<Deposit>>;
  withdrawals(userId: ExchangeUserId): Promise<Asked<readonly Withdrawal[]>>;
  withdrawal(userId: ExchangeUserId, withdrawalId: string): Promise<Asked<Withdrawal>>;
  /** Whose an address is, as far as this user may know. */
  addressOwner(userId: ExchangeUserId, address: string): Promise<Asked<AddressOwner>>;
  antiPhishingCode(userId: ExchangeUserId): Promise<Asked<string | null>>;
  market(pair: string): Promise<Asked<Market>>;
  assets(): Promise<Asked<readonly AssetNetwork[]>>;
  platform(): Promise<Asked<PlatformStatus>>;
}

/** Each with a key that makes it happen once: the same key again gives the first answer. */
export interface ExchangeActions {
  lock(
    userId: ExchangeUserId,
    request: ExchangeLockRequest,
    key: string,
  ): Promise<Asked<LockResult>>;
  unlock(
    userId: ExchangeUserId,
    request: ApprovedRequest,
    key: string,
  ): Promise<Asked<{ readonly state: 'unlocked' | 'cooling_off'; readonly readyAt: AtMs }>>;
  beginTwoFactorReset(
    userId: ExchangeUserId,
    request: ApprovedRequest,
    key: string,
  ): Promise<Asked<{ readonly requestedAt: AtMs; readonly readyAt: AtMs }>>;
  revokeSessions(userId: ExchangeUserId, by: RequestedBy, key: string): Promise<Asked<number>>;
  revokeApiKeys(userId: ExchangeUserId, by: RequestedBy, key: string): Promise<Asked<number>>;
  cancelWithdrawals(
    userId: ExchangeUserId,
    by: RequestedBy,
    key: string,
  ): Promise<Asked<{ readonly cancelled: readonly string[]; readonly gone: readonly string[] }>>;
  beginPasswordReset(
    userId: ExchangeUserId,
    by: RequestedBy,
    key: string,
  ): Promise<Asked<{ readonly maskedEmail: string; readonly validUntil: AtMs }>>;
  beginVerification(
    userId: ExchangeUserId,
    by: RequestedBy,
    key: string,
  ): Promise<Asked<{ readonly url: string; readonly validUntil: AtMs }>>;
  recoverDeposit(
    userId: ExchangeUserId,
    depositId: string,
    by: RequestedBy,
    key: string,
  ): Promise<
    Asked<{
      readonly recoveryId: string;
      readonly fee: string;
      readonly feeAsset: string;
      readonly expectedBy: AtMs | null;
    }>
  >;
}

export type RequestedBy = ExchangeLockRequest['requestedBy'];

export interface ExchangeProofs {
  challenge(userId: ExchangeUserId, purpose: string): Promise<Asked<StepUpChallenge>>;
  check(
    userId: ExchangeUserId,
    challengeId: string,
    method: StepUpChallenge['methods'][number],
    code: string,
  ): Promise<Asked<{ readonly passed: boolean; readonly triesLeft: number }>>;
  /** Signed out: the user that the proof belongs to, or null. Never shown to anyone. */
  recoveryProof(identifier: string, proof: string): Promise<Asked<ExchangeUserId | null>>;
}

/** With the compliance key, for staff of that role only. */
export interface ExchangeCompliance {
  restrictionSecrets(userId: ExchangeUserId): Promise<Asked<readonly RestrictionSecret[]>>;
}

export interface ExchangeEvents {
  /** The events after a cursor; null: from the exchange's oldest. */
  poll(
    cursor: string | null,
  ): Promise<Asked<{ readonly events: readonly ExchangeEvent[]; readonly nextCursor: string }>>;
}

/** All that support asks of an exchange. */
export interface Exchange {
  readonly reads: ExchangeReads;
  readonly actions: ExchangeActions;
  readonly proofs: ExchangeProofs;
  readonly compliance: ExchangeCompliance;
  readonly events: ExchangeEvents;
  /** Reads may be remembered for seconds: forgets those of a user, or with null those that concern nobody in particular. */
  readonly forget: (userId: ExchangeUserId | null) => void;
}
