import type { AtMs } from '../ids.ts';

/**
 * What the exchange and the chain said, as far as diagnosis needs it. The exchange's contract and the chain port have the
 * same shapes, so their answers are given as they are.
 */
export interface DepositFacts {
  readonly depositId: string;
  readonly asset: string;
  readonly network: string;
  readonly amount: string;
  readonly txid: string | null;
  readonly state:
    | 'seen'
    | 'confirming'
    | 'credited'
    | 'below_minimum'
    | 'missing_memo'
    | 'unsupported_token'
    | 'wrong_network'
    | 'on_hold'
    | 'dropped'
    | 'returned';
  readonly confirmations: number;
  readonly confirmationsNeeded: number;
  readonly seenAt: AtMs;
  readonly creditedAt: AtMs | null;
  readonly restrictionId: string | null;
  readonly recovery: {
    readonly state: 'requested' | 'in_work' | 'done' | 'refused';
    readonly fee: string;
    readonly feeAsset: string;
    readonly expectedBy: AtMs | null;
  } | null;
}

export type WithdrawalStage = 'requested' | 'risk_review' | 'signing' | 'broadcast' | 'confirmed';

export interface WithdrawalFacts {
  readonly withdrawalId: string;
  readonly asset: string;
  readonly network: string;
  readonly amount: string;
  readonly stage: WithdrawalStage;
  readonly ended: 'cancelled' | 'refused' | 'failed' | null;
  readonly txids: readonly string[];
  readonly stages: readonly { readonly stage: WithdrawalStage; readonly at: AtMs }[];
  readonly confirmations: number;
  readonly confirmationsNeeded: number;
  readonly expectedBy: AtMs | null;
  readonly waitsFor: string | null;
  readonly restrictionId: string | null;
  readonly requestedAt: AtMs;
}

/** A coin on a network, by the exchange's rules. */
export interface NetworkFacts {
  readonly asset: string;
  readonly network: string;
  readonly family: string;
  readonly chain: string | null;
  readonly contract: string | null;
  readonly decimals: number;
  readonly needsMemo: boolean;
  readonly depositMinimum: string;
  readonly confirmationsNeeded: number;
  readonly depositsOpen: boolean;
  readonly withdrawalsOpen: boolean;
  readonly opensAt: AtMs | null;
  readonly recovery: {
    readonly covers: readonly ('missing_memo' | 'wrong_network' | 'unsupported_token')[];
    readonly fee: string;
    readonly feeAsset: string;
    readonly minimum: string;
    readonly workingDays: number;
  } | null;
}

export interface RestrictionFacts {
  readonly restrictionId: string;
  readonly reason: string;
  readonly blocks: readonly string[];
  readonly transferId: string | null;
  readonly since: AtMs;
  readonly until: AtMs | null;
  readonly liftedBy:
    | 'time'
    | 'document'
    | 'review'
    | 'customer_unlock'
    | 'support_unlock'
    | 'nothing_to_do';
  readonly documents: readonly string[];
  readonly mayAppeal: boolean;
}

/** What a node says of one transaction, and how quickly its chain moves. */
export interface ChainFacts {
  readonly status:
    | { readonly kind: 'unknown' | 'dropped' }
    | { readonly kind: 'replaced'; readonly by: string | null }
    | {
        readonly kind: 'mempool';
        readonly blocksToEnter: { readonly from: number; readonly to: number | null };
        /** It waits for one that its sender has not sent. */
        readonly behindMissing: boolean;
      }
    | { readonly kind: 'in_block' | 'failed'; readonly confirmations: number; readonly at: AtMs };
  readonly reorganised: boolean;
  readonly behind: boolean;
  /** Null where the node did not tell. */
  readonly pace: {
    readonly meanIntervalMs: number;
    readonly deviationMs: number;
    readonly congestion: 'low' | 'normal' | 'high';
  } | null;
}

interface Level {
  readonly price: string;
  readonly quantity: string;
}
export interface DepthFacts {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

export interface OrderFacts {
  readonly orderId: string;
  readonly pair: string;
  readonly side: 'buy' | 'sell';
  readonly type: 'limit' | 'market' | 'stop_limit';
  readonly timeInForce: 'gtc' | 'ioc' | 'fok' | 'gtd';
  readonly state: 'open' | 'partially_filled' | 'filled' | 'cancelled' | 'rejected' | 'expired';
  readonly price: string | null;
  readonly stopPrice: string | null;
  readonly isTriggered: boolean | null;
  readonly quantity: string;
  readonly filled: string;
  readonly averagePrice: string | null;
  readonly updatedAt: AtMs;
  readonly endReason: string | null;
  readonly depthAtPlacing: DepthFacts | null;
}

export interface MarketFacts {
  readonly pair: string;
  readonly state: 'open' | 'halted' | 'cancel_only' | 'maintenance';
  readonly opensAt: AtMs | null;
  readonly lastPrice: string;
  readonly depth: DepthFacts;
}
