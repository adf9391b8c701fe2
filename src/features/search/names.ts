import type { CustomerId } from '../../core/ids.ts';
import { findTerms } from '../../core/search/match-terms.ts';
import { type AskedWho, type Who, whoTokens } from '../../core/search/who.ts';
import type { Transaction } from '../../ports/database.ts';
import { databaseNow } from '../conversation/index.ts';
import { listLastSeen, listProfiled, readCustomer } from '../identity/index.ts';
import { listKeyed } from '../vault/index.ts';
import type { SearchDeps } from './deps.ts';
import { findByNameTokens, listUnnamed, putNameTokens } from './store-names.ts';
import { createTokenHashes, type TokenHashes } from './tokens.ts';

export const NAMES = 'search_names';
const AT_ONCE = 1_000;
/** Names that many have are narrowed down by another word, not gone through. */
const MOST_FOUND = 1_000;
const MOST_OPENED = 20;

/** Hashes under a key of their own: a name in a message and the same name of a person have nothing in common. */
export const nameHashes = (hash: (text: string) => Uint8Array): TokenHashes =>
  createTokenHashes(hash('search names 1'));

export type KeepNames = (trx: Transaction, customerId: CustomerId, who: Who) => Promise<void>;

/** For whoever stores what the exchange says of a person: in the same transaction. */
export const createKeepNames = (hash: (text: string) => Uint8Array): KeepNames => {
  const hashes = nameHashes(hash);
  return (trx, customerId, who) => putNameTokens(trx, customerId, whoTokens(who).map(hashes.of));
};

export interface Named {
  readonly customerId: CustomerId;
  readonly by: 'name' | 'mail';
}

/** Customers by name or mail address. What the hashes give is opened and checked; whoever shows it records that. */
export const findNamed = async (deps: SearchDeps, asked: AskedWho): Promise<readonly Named[]> => {
  const tokens = asked.tokens.map(deps.names.of);
  const all = await findByNameTokens(deps.database, tokens, MOST_FOUND);
  const found = await listLastSeen(deps.database, all, MOST_OPENED);
  const checked = await Promise.all(
    found.map(async (customerId): Promise<readonly Named[]> => {
      const who = await readCustomer(deps.database, deps.vault, customerId);
      if (who === undefined) return [];
      if (findTerms(who.name ?? '', asked.terms) !== null) return [{ customerId, by: 'name' }];
      const all = `${who.name ?? ''}\n${who.email ?? ''}`;
      return findTerms(all, asked.terms) === null ? [] : [{ customerId, by: 'mail' }];
    }),
  );
  return checked.flat();
};

/** A standing duty until everybody who was here before is found by name. */
export const scheduleNames = async (
  deps: Pick<SearchDeps, 'dueWork'>,
  trx: Transaction,
  after: CustomerId | null,
): Promise<void> =>
  deps.dueWork.schedule(trx, [
    { key: NAMES, kind: NAMES, payload: { after }, dueAt: await databaseNow(trx), again: true },
  ]);

/** Goes on with those whose names were stored before there was an index of them, some at a time. */
export const takeNames = async (
  deps: SearchDeps,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const after = typeof payload.after === 'string' ? (payload.after as CustomerId) : null;
  const ids = await listProfiled(deps.database, after, AT_ONCE);
  const unnamed = await listUnnamed(deps.database, ids);
  const readable = await listKeyed(deps.database, unnamed);
  await deps.database.transaction().execute(async (trx) => {
    for (const customerId of readable) {
      const who = await readCustomer(trx, deps.vault, customerId);
      if (who !== undefined)
        await putNameTokens(trx, customerId, whoTokens(who).map(deps.names.of));
    }
    if (ids.length === AT_ONCE) await scheduleNames(deps, trx, ids.at(-1) ?? null);
  });
  deps.dueWork.wake();
};
