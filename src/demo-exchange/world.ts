import { createHash, randomBytes } from 'node:crypto';
import type { ExchangeEvent } from '../contract/exchange/platform.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { openStore, type Shelf, type Store } from './ledger/store.ts';
import type { ExchangeFacts } from './read-exchange.ts';
import type {
  AddressRow,
  ApiKeyRow,
  ChallengeRow,
  DepositRow,
  DeviceRow,
  LinkRow,
  MailRow,
  OrderRow,
  PaymentRow,
  RestrictionRow,
  SecurityChangeRow,
  SessionRow,
  UserRow,
  WithdrawalRow,
} from './rows.ts';

export interface Shelves {
  readonly users: Shelf<UserRow>;
  readonly sessions: Shelf<SessionRow>;
  readonly devices: Shelf<DeviceRow>;
  readonly restrictions: Shelf<RestrictionRow>;
  readonly securityChanges: Shelf<SecurityChangeRow>;
  readonly apiKeys: Shelf<ApiKeyRow>;
  readonly payments: Shelf<PaymentRow>;
  readonly orders: Shelf<OrderRow>;
  readonly deposits: Shelf<DepositRow>;
  readonly withdrawals: Shelf<WithdrawalRow>;
  readonly addresses: Shelf<AddressRow>;
  readonly mails: Shelf<MailRow>;
  readonly challenges: Shelf<ChallengeRow>;
  readonly links: Shelf<LinkRow>;
}

/** What every part of the exchange shares: its rules, its rows, its books, its clock and its event log. */
export interface World extends Shelves {
  readonly facts: ExchangeFacts;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly now: () => number;
  /** Notes an event in the present transaction; the feed and the webhook tell it after the commit. */
  readonly emit: (
    type: ExchangeEvent['type'],
    userId: string | null,
    subjectId: string | null,
  ) => void;
  /** Called after an event was noted; may be called once for several. */
  readonly onEvent: (listener: () => void) => void;
  readonly newId: (prefix: string) => string;
}

const shelvesOf = ({ shelf }: Store): Shelves => ({
  users: shelf<UserRow>('users', (row) => ({ id: row.id, userId: row.id, at: row.createdAt })),
  sessions: shelf<SessionRow>('sessions', (row) => ({
    ...{ id: row.sessionId, userId: row.userId, at: row.signedInAt },
  })),
  devices: shelf<DeviceRow>('devices', (row) => ({
    ...{ id: row.deviceId, userId: row.userId, at: row.firstSeenAt },
  })),
  restrictions: shelf<RestrictionRow>('restrictions', (row) => ({
    ...{ id: row.restrictionId, userId: row.userId, at: row.since },
  })),
  securityChanges: shelf<SecurityChangeRow>('security_changes', (row) => row),
  apiKeys: shelf<ApiKeyRow>('api_keys', (row) => ({
    ...{ id: row.keyId, userId: row.userId, at: row.createdAt },
  })),
  payments: shelf<PaymentRow>('payments', (row) => ({
    ...{ id: row.paymentId, userId: row.userId, at: row.createdAt },
  })),
  orders: shelf<OrderRow>('orders', (row) => ({
    ...{ id: row.orderId, userId: row.userId, at: row.createdAt },
  })),
  deposits: shelf<DepositRow>('deposits', (row) => ({
    ...{ id: row.depositId, userId: row.userId, at: row.seenAt },
  })),
  withdrawals: shelf<WithdrawalRow>('withdrawals', (row) => ({
    ...{ id: row.withdrawalId, userId: row.userId, at: row.requestedAt },
  })),
  addresses: shelf<AddressRow>('addresses', (row) => ({
    ...{ id: row.id, userId: row.userId, at: row.savedAt },
  })),
  mails: shelf<MailRow>('mails', (row) => row),
  challenges: shelf<ChallengeRow>('challenges', (row) => row),
  links: shelf<LinkRow>('links', (row) => row),
});

/** `dp_` and letters that nobody guesses. */
const newId = (prefix: string): string => `${prefix}_${randomBytes(9).toString('hex')}`;

/** Opens the exchange over its data in `folder`; in memory for null. */
export const openWorld = (given: {
  readonly folder: string | null;
  readonly facts: ExchangeFacts;
  readonly now: () => number;
}): World => {
  const store = openStore(given.folder);
  const listeners: (() => void)[] = [];
  let isTold = true;
  const tellLater = (): void => {
    if (!isTold) return;
    isTold = false;
    setImmediate(() => {
      isTold = true;
      for (const listener of listeners) listener();
    });
  };
  const noteEvent = store.database.prepare(
    'INSERT INTO events (event_id, type, user_id, subject_id, at) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    ...shelvesOf(store),
    facts: given.facts,
    store,
    now: given.now,
    ledger: openLedger(store, given.now),
    emit: (type, userId, subjectId) => {
      noteEvent.run(newId('ev'), type, userId, subjectId, given.now());
      tellLater();
    },
    onEvent: (listener) => {
      listeners.push(listener);
    },
    newId,
  };
};

/** The same letters for the same words, always. */
export const digest = (...words: readonly string[]): string =>
  createHash('sha256').update(words.join('/')).digest('hex');
