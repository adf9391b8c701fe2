import type { Card } from '../../contract/cards.ts';
import type { Finding } from '../../core/selfservice/finding.ts';
import type { GeneralCode } from '../../core/selfservice/general-findings.ts';
import type { AskedDetail, Tool } from '../../core/selfservice/vocabulary.ts';
import type { AssuranceLevel } from '../../core/vocabulary.ts';
import type { Sighting } from '../../ports/chain.ts';
import type { Asked, ExchangeFailure, ExchangeUserId } from '../../ports/exchange.ts';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A card before it has its place in a conversation. */
export type CardSeed = DistributiveOmit<Card, 'cardId'>;

/** What a tool looks for. */
export interface Search {
  readonly tool: Tool;
  readonly userId: ExchangeUserId;
  /** The one that was chosen, or that is being watched; null: the words and the account decide. */
  readonly subjectId: string | null;
  /** The customer's words; nothing in them says whose account it is. */
  readonly words: string;
  /** Fields that need more are left out (`core/selfservice/levels.ts`). */
  readonly level: AssuranceLevel;
  readonly now: number;
  /** What the chain said of a transaction when it was last looked at, by its id. */
  readonly sightings: ReadonlyMap<string, Sighting>;
}

/** What came of a look. */
export type Looked =
  | {
      readonly kind: 'found';
      readonly finding: Finding;
      readonly cards: readonly CardSeed[];
      readonly sightings: readonly Sighting[];
    }
  | { readonly kind: 'pick'; readonly options: readonly CardSeed[] }
  | { readonly kind: 'ask'; readonly of: AskedDetail }
  | { readonly kind: 'none'; readonly code: GeneralCode };

export const found = (
  finding: Finding,
  cards: readonly CardSeed[] = [],
  sightings: readonly Sighting[] = [],
): Looked => ({ kind: 'found', finding, cards, sightings });

/** How a failure of the exchange is said: plainly, and without any figure. */
export const failureCode = (failure: ExchangeFailure): GeneralCode => {
  switch (failure.kind) {
    case 'unreachable':
      return 'exchange_unreachable';
    case 'malformed':
    case 'foreign':
      return 'exchange_wrong';
    case 'refused':
      return 'exchange_refused';
    case 'not_found':
      return 'gone';
  }
};

export const failed = (asked: Extract<Asked<unknown>, { ok: false }>): Looked => ({
  kind: 'none',
  code: failureCode(asked.failure),
});

/** A list that must not be empty-handed: what there is of `own`, one of it, or several to choose from. */
export const oneOrPick = <T>(
  own: readonly T[],
  seedOf: (each: T) => CardSeed,
): { readonly one: T } | { readonly many: Looked } | undefined => {
  const [first, ...others] = own;
  if (first === undefined) return undefined;
  if (others.length === 0) return { one: first };
  return { many: { kind: 'pick', options: own.slice(0, MOST_OPTIONS).map(seedOf) } };
};
const MOST_OPTIONS = 5;
