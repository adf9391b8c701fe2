import type { Store } from './store.ts';

/** `held`: set aside for an open order or a withdrawal on its way. */
export type Bucket = 'available' | 'held';

export interface Posting {
  readonly account: string;
  readonly asset: string;
  readonly bucket: Bucket;
  /** Smallest units; negative takes away. */
  readonly delta: bigint;
}

/** Accounts that may owe: the world outside and the house, which stands for all who are not users. */
const MAY_OWE = /^(outside|house|fees)(:|$)/;

export interface Ledger {
  /**
   * One entry, all of it or nothing. Throws when it makes or destroys money. `false`, and nothing is written, where an
   * account does not have as much as it should give.
   */
  post(kind: string, ref: string, postings: readonly Posting[]): boolean;
  balance(account: string, asset: string, bucket: Bucket): bigint;
  /** Every asset that the account has or had. */
  balances(account: string): ReadonlyMap<string, { available: bigint; held: bigint }>;
  /** Sum over all accounts, outside included: always nothing. */
  total(asset: string): bigint;
}

const assertBalanced = (kind: string, postings: readonly Posting[]): void => {
  const sums = new Map<string, bigint>();
  for (const { asset, delta } of postings) sums.set(asset, (sums.get(asset) ?? 0n) + delta);
  for (const [asset, sum] of sums)
    if (sum !== 0n) throw new Error(`${kind} makes ${sum} of ${asset}`);
};

const openStatements = ({ database }: Store) => ({
  one: database.prepare(
    'SELECT units FROM balances WHERE account = ? AND asset = ? AND bucket = ?',
  ),
  many: database.prepare('SELECT asset, bucket, units FROM balances WHERE account = ?'),
  ofAsset: database.prepare('SELECT units FROM balances WHERE asset = ?'),
  write: database.prepare(
    `INSERT INTO balances (account, asset, bucket, units) VALUES (?, ?, ?, ?)
     ON CONFLICT (account, asset, bucket) DO UPDATE SET units = excluded.units`,
  ),
  note: database.prepare('INSERT INTO entries (at, kind, ref, postings) VALUES (?, ?, ?, ?)'),
});

/** Double-entry bookkeeping over the store. Amounts are whole numbers of smallest units. */
export const openLedger = (store: Store, now: () => number): Ledger => {
  const sql = openStatements(store);
  const balance = (account: string, asset: string, bucket: Bucket): bigint =>
    BigInt(String(sql.one.get(account, asset, bucket)?.units ?? '0'));

  const post = (kind: string, ref: string, postings: readonly Posting[]): boolean => {
    assertBalanced(kind, postings);
    const after = new Map<string, { posting: Posting; units: bigint }>();
    for (const posting of postings) {
      const key = `${posting.account} ${posting.asset} ${posting.bucket}`;
      const before =
        after.get(key)?.units ?? balance(posting.account, posting.asset, posting.bucket);
      after.set(key, { posting, units: before + posting.delta });
    }
    const rows = [...after.values()];
    if (rows.some(({ posting, units }) => units < 0n && !MAY_OWE.test(posting.account)))
      return false;
    store.atomically(() => {
      for (const { posting, units } of rows)
        sql.write.run(posting.account, posting.asset, posting.bucket, units.toString());
      const written = postings.map((one) => ({ ...one, delta: one.delta.toString() }));
      sql.note.run(now(), kind, ref, JSON.stringify(written));
    });
    return true;
  };

  return {
    post,
    balance,
    balances: (account) => {
      const all = new Map<string, { available: bigint; held: bigint }>();
      for (const row of sql.many.all(account)) {
        const asset = String(row.asset);
        const known = all.get(asset) ?? { available: 0n, held: 0n };
        const bucket = row.bucket === 'held' ? 'held' : 'available';
        all.set(asset, { ...known, [bucket]: BigInt(String(row.units)) });
      }
      return all;
    },
    total: (asset) =>
      sql.ofAsset.all(asset).reduce((sum, row) => sum + BigInt(String(row.units)), 0n),
  };
};

/** From one place to another. */
export const move = (
  asset: string,
  amount: bigint,
  from: readonly [account: string, bucket: Bucket],
  to: readonly [account: string, bucket: Bucket],
): readonly Posting[] => [
  { account: from[0], asset, bucket: from[1], delta: -amount },
  { account: to[0], asset, bucket: to[1], delta: amount },
];
