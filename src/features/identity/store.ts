import type { CustomerId } from '../../core/ids.ts';
import type { Locale, Tier } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';

interface CustomersTable {
  customer_id: string;
  kind: 'customer' | 'visitor';
  external_id: string | null;
  tier: Tier;
  locale: Locale;
  time_zone: string | null;
  profile_sealed: Uint8Array | null;
  created_at: Date;
  last_seen_at: Date;
}

interface CustomerSessionsTable {
  session_hash: Uint8Array;
  customer_id: string;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  ends_at: Date;
}

interface UsedTokenIdsTable {
  token_id_hash: Uint8Array;
  expires_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    customers: CustomersTable;
    customer_sessions: CustomerSessionsTable;
    used_token_ids: UsedTokenIdsTable;
  }
}

export interface CustomerRow {
  readonly customerId: CustomerId;
  readonly kind: 'customer' | 'visitor';
  readonly tier: Tier;
  readonly locale: Locale;
  readonly timeZone: string | null;
  readonly profileSealed: Uint8Array | null;
  readonly createdAt: number;
  /** The exchange's own user id; null for visitors. */
  readonly externalId: string | null;
  /** When the customer last opened a session. */
  readonly lastOpenedAt: number;
}

export interface SessionRow extends CustomerRow {
  readonly sessionHash: Uint8Array;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly endsAt: number;
}

/** True for the first who presents this token id; the row's primary key makes it one winner among many. */
export const useTokenId = async (
  connection: Connection,
  tokenIdHash: Uint8Array,
  expiresAt: number,
): Promise<boolean> => {
  const inserted = await connection
    .insertInto('used_token_ids')
    .values({ token_id_hash: tokenIdHash, expires_at: new Date(expiresAt) })
    .onConflict((conflict) => conflict.column('token_id_hash').doNothing())
    .returning('token_id_hash')
    .executeTakeFirst();
  return inserted !== undefined;
};

export interface CustomerFacts {
  readonly tier: Tier;
  readonly locale: Locale;
  readonly timeZone: string | null;
}

/** The customer with the exchange's id, made or brought up to date. `newId` is used for a new one. */
export const upsertCustomer = async (
  connection: Connection,
  newId: string,
  externalId: string,
  facts: CustomerFacts,
  now: number,
): Promise<CustomerId> => {
  const changing = {
    tier: facts.tier,
    locale: facts.locale,
    time_zone: facts.timeZone,
    last_seen_at: new Date(now),
  };
  const row = await connection
    .insertInto('customers')
    .values({
      customer_id: newId,
      kind: 'customer',
      external_id: externalId,
      profile_sealed: null,
      created_at: new Date(now),
      ...changing,
    })
    .onConflict((conflict) => conflict.column('external_id').doUpdateSet(changing))
    .returning('customer_id')
    .executeTakeFirstOrThrow();
  return row.customer_id as CustomerId;
};

export const findCustomerByExternalId = async (
  connection: Connection,
  externalId: string,
): Promise<{ readonly customerId: CustomerId; readonly tier: Tier } | undefined> => {
  const row = await connection
    .selectFrom('customers')
    .select(['customer_id', 'tier'])
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row && { customerId: row.customer_id as CustomerId, tier: row.tier };
};

export const insertVisitor = async (
  connection: Connection,
  customerId: string,
  locale: Locale,
  now: number,
): Promise<void> => {
  await connection
    .insertInto('customers')
    .values({
      customer_id: customerId,
      kind: 'visitor',
      external_id: null,
      tier: 'standard',
      locale,
      time_zone: null,
      profile_sealed: null,
      created_at: new Date(now),
      last_seen_at: new Date(now),
    })
    .execute();
};

export const setProfile = async (
  connection: Connection,
  customerId: CustomerId,
  sealed: Uint8Array | null,
): Promise<void> => {
  await connection
    .updateTable('customers')
    .set({ profile_sealed: sealed })
    .where('customer_id', '=', customerId)
    .execute();
};

export const insertSession = async (
  connection: Connection,
  session: {
    readonly sessionHash: Uint8Array;
    readonly customerId: CustomerId;
    readonly now: number;
    readonly expiresAt: number;
    readonly endsAt: number;
  },
): Promise<void> => {
  await connection
    .insertInto('customer_sessions')
    .values({
      session_hash: session.sessionHash,
      customer_id: session.customerId,
      created_at: new Date(session.now),
      last_seen_at: new Date(session.now),
      expires_at: new Date(session.expiresAt),
      ends_at: new Date(session.endsAt),
    })
    .execute();
};

const CUSTOMER_COLUMNS = [
  'customers.customer_id',
  'customers.kind',
  'customers.tier',
  'customers.locale',
  'customers.time_zone',
  'customers.profile_sealed',
  'customers.created_at',
  'customers.external_id',
  'customers.last_seen_at as customer_last_seen_at',
] as const;

type CustomerColumns = Pick<
  CustomersTable,
  | 'customer_id'
  | 'kind'
  | 'tier'
  | 'locale'
  | 'time_zone'
  | 'profile_sealed'
  | 'created_at'
  | 'external_id'
> & { readonly customer_last_seen_at: Date };

const toCustomer = (row: CustomerColumns): CustomerRow => ({
  customerId: row.customer_id as CustomerId,
  kind: row.kind,
  tier: row.tier,
  locale: row.locale,
  timeZone: row.time_zone,
  profileSealed: row.profile_sealed,
  createdAt: row.created_at.getTime(),
  externalId: row.external_id,
  lastOpenedAt: row.customer_last_seen_at.getTime(),
});

/** Undefined where there is none, or none that is still good at `now`. */
export const findSession = async (
  connection: Connection,
  sessionHash: Uint8Array,
  now: number,
): Promise<SessionRow | undefined> => {
  const row = await connection
    .selectFrom('customer_sessions')
    .innerJoin('customers', 'customers.customer_id', 'customer_sessions.customer_id')
    .select([
      ...CUSTOMER_COLUMNS,
      'customer_sessions.last_seen_at',
      'customer_sessions.expires_at',
      'customer_sessions.ends_at',
    ])
    .where('session_hash', '=', sessionHash)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  return (
    row && {
      ...toCustomer(row),
      sessionHash,
      lastSeenAt: row.last_seen_at.getTime(),
      expiresAt: row.expires_at.getTime(),
      endsAt: row.ends_at.getTime(),
    }
  );
};

export const renewSession = async (
  connection: Connection,
  sessionHash: Uint8Array,
  expiresAt: number,
  now: number,
): Promise<void> => {
  await connection
    .updateTable('customer_sessions')
    .set({ expires_at: new Date(expiresAt), last_seen_at: new Date(now) })
    .where('session_hash', '=', sessionHash)
    .execute();
};

export const deleteSession = async (
  connection: Connection,
  sessionHash: Uint8Array,
): Promise<void> => {
  await connection
    .deleteFrom('customer_sessions')
    .where('session_hash', '=', sessionHash)
    .execute();
};

export const findCustomer = async (
  connection: Connection,
  customerId: CustomerId,
): Promise<CustomerRow | undefined> => {
  const row = await connection
    .selectFrom('customers')
    .select(CUSTOMER_COLUMNS)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row && toCustomer(row);
};

/** Visitors have none and are left out. */
export const listExternalIds = async (
  connection: Connection,
  customerIds: readonly CustomerId[],
): Promise<readonly (readonly [CustomerId, string])[]> => {
  const rows = await connection
    .selectFrom('customers')
    .select(['customer_id', 'external_id'])
    .where('customer_id', 'in', [...customerIds])
    .where('external_id', 'is not', null)
    .execute();
  return rows.flatMap((row) =>
    row.external_id === null ? [] : [[row.customer_id as CustomerId, row.external_id] as const],
  );
};

/** Serialises changes that concern one customer, until the transaction ends. False where there is no such customer. */
export const lockCustomer = async (
  connection: Connection,
  customerId: CustomerId,
): Promise<boolean> => {
  const row = await connection
    .selectFrom('customers')
    .select('customer_id')
    .where('customer_id', '=', customerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
};

/** Returns how many rows went. */
export const deleteExpired = async (connection: Connection, now: number): Promise<number> => {
  const at = new Date(now);
  const sessions = await connection
    .deleteFrom('customer_sessions')
    .where('expires_at', '<=', at)
    .executeTakeFirst();
  const tokens = await connection
    .deleteFrom('used_token_ids')
    .where('expires_at', '<=', at)
    .executeTakeFirst();
  return Number(sessions.numDeletedRows + tokens.numDeletedRows);
};
