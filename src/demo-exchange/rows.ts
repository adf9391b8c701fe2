import type { ApiKey, Payment, Restriction, Security } from '../contract/exchange/account.ts';
import type { Order } from '../contract/exchange/trading.ts';
import type { Deposit, Withdrawal } from '../contract/exchange/transfers.ts';
import type { Locale, Tier } from '../core/vocabulary.ts';

/** A customer of the exchange. Times are epoch ms. */
export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly tier: Tier;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly state: 'active' | 'locked';
  readonly lockedAt: number | null;
  /** What a lock stops, as it was asked for; null while there is none. */
  readonly isTradingStopped: boolean;
  /** A lift of the lock that cools off. */
  readonly unlocksAt: number | null;
  readonly createdAt: number;
  readonly level: 'basic' | 'verified' | 'enhanced';
  readonly verification: {
    readonly state: 'none' | 'in_progress' | 'in_review' | 'verified' | 'refused';
    readonly slots: readonly {
      readonly document: string;
      readonly state: 'missing' | 'received' | 'in_review' | 'accepted' | 'refused';
      readonly refusal: string | null;
    }[];
    readonly expectedBy: number | null;
    readonly triesLeft: number;
  };
  /** Base32; null: no authenticator. */
  readonly totpSecret: string | null;
  /** The last period whose code was used: a code is good once. */
  readonly totpUsed: number;
  readonly hasPasskey: boolean;
  readonly twoFactorReset: { readonly requestedAt: number; readonly readyAt: number } | null;
  /** Those not used yet. */
  readonly recoveryCodes: readonly string[];
  readonly antiPhishingCode: string | null;
  readonly passwordAt: number;
  readonly onlySavedAddresses: boolean;
  readonly banks: readonly string[];
  /** Euros traded in the last 30 days, apart from what was traded on the present market. */
  readonly volume: string;
}

type ContractSecurity = Security;
export type DeviceRow = ContractSecurity['devices'][number] & { readonly userId: string };

export type SessionRow = ContractSecurity['sessions'][number] & {
  readonly userId: string;
  readonly endedAt: number | null;
};

export type SecurityChangeRow = ContractSecurity['changes'][number] & {
  readonly id: string;
  readonly userId: string;
};

export type RestrictionRow = Restriction & {
  readonly userId: string;
  readonly endedAt: number | null;
  /** What must not be told. */
  readonly internalReason: string | null;
  readonly references: readonly string[];
};

export type ApiKeyRow = Omit<ApiKey, 'requestsLastMinute'> & {
  readonly userId: string;
  readonly revokedAt: number | null;
  /** Requests a minute that the customer's program makes while the key lives. */
  readonly usualPerMinute: number;
};

export type PaymentRow = Payment & { readonly userId: string };

export type OrderRow = Order & {
  readonly userId: string;
  readonly endsAt: number;
  /** Smallest units of the asset that it still sets aside. */
  readonly held: string;
  readonly heldAsset: string;
  /** Traded value in smallest units of the quote. */
  readonly value: string;
};

/** Where a transaction was last seen on its chain. */
export interface Place {
  readonly blockHash: string;
  readonly height: number;
}

export type DepositRow = Deposit & {
  readonly userId: string;
  readonly contract: string | null;
  readonly place: Place | null;
  /** Enough confirmations that nothing is expected to change any more. */
  readonly isFinal: boolean;
};

export type WithdrawalRow = Withdrawal & {
  readonly userId: string;
  /** When it goes on to the next stage by itself; null: not by time. */
  readonly nextAt: number | null;
  readonly place: Place | null;
  readonly isFinal: boolean;
};

export interface AddressRow {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly coin: string;
  readonly network: string;
  readonly address: string;
  readonly savedAt: number;
}

export interface MailRow {
  readonly id: string;
  readonly userId: string;
  readonly at: number;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface ChallengeRow {
  readonly id: string;
  readonly userId: string;
  readonly at: number;
  readonly purpose: string;
  readonly methods: readonly ('totp' | 'mail_code' | 'sms_code')[];
  readonly sentTo: string | null;
  /** SHA-256 of the code that was sent; null where none was. */
  readonly codeHash: string | null;
  readonly validUntil: number;
  readonly triesLeft: number;
  readonly state: 'open' | 'passed' | 'over';
}

/** A link that was mailed or given out: to set a password, to go on with verification. */
export interface LinkRow {
  readonly id: string;
  readonly userId: string;
  readonly at: number;
  readonly kind: 'password' | 'verification';
  readonly validUntil: number;
  readonly usedAt: number | null;
}
