import { createHmac } from 'node:crypto';
import type { CustomerId } from '../../core/ids.ts';
import { tokensOf } from '../../core/search/read-text.ts';

/** Tokens as the database knows them: 32 bits of a keyed hash, from which no word can be read or tried out. */
export interface TokenHashes {
  ofText(text: string, customerId: CustomerId): readonly number[];
  of(token: string): number;
}

/** Most words come again and again; hashing one anew costs as much as looking a thousand of them up. */
const MAX_KEPT = 100_000;

/** Every entry has it: a search among one customer's words finds them at once. */
export const customerToken = (customerId: CustomerId): string => `c:${customerId}`;

export const createTokenHashes = (key: Uint8Array): TokenHashes => {
  const kept = new Map<string, number>();
  const of = (token: string): number => {
    const known = kept.get(token);
    if (known !== undefined) return known;
    const made = createHmac('sha256', key).update(token).digest().readUInt32BE(0);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(token, made);
    return made;
  };
  return {
    of,
    ofText: (text, customerId) => [
      ...new Set([...tokensOf(text), customerToken(customerId)].map(of)),
    ],
  };
};
