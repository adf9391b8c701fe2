import type { AtMs } from '../ids.ts';
import type { TermGroup } from './terms.ts';
import type { CardKind, SelfAction, Tool } from './vocabulary.ts';

/** A value in a sentence. Whatever figure a sentence says is one of these, and each comes from a fact. */
export type Param =
  /** An exact amount with its coin or currency. */
  | { readonly kind: 'amount'; readonly amount: string; readonly asset: string }
  /** A share of one, said in percent. */
  | { readonly kind: 'share'; readonly share: string }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'moment'; readonly at: AtMs }
  /** From now on; `toMs` null: nobody can say the end. */
  | { readonly kind: 'span'; readonly fromMs: number; readonly toMs: number | null }
  | { readonly kind: 'duration'; readonly ms: number }
  /** Shown as it is, apart from the sentence's own direction: ids, networks, markets, masked addresses. */
  | { readonly kind: 'name'; readonly text: string }
  /** A code with a word for it (`terms.ts`). */
  | { readonly kind: 'terms'; readonly of: TermGroup; readonly codes: readonly string[] }
  /** Only chooses between forms of the sentence. */
  | { readonly kind: 'choice'; readonly of: string };

export type Params = Readonly<Record<string, Param>>;

/** Which of the exchange's things a finding is about. */
export interface Subject {
  readonly kind: CardKind;
  readonly id: string;
}

/**
 * What a tool found. `phase`: `wait`, nothing has to be done; `act`, the customer can or must do something; `end`,
 * nothing more will change.
 */
export interface Finding {
  readonly tool: Tool;
  /** The sentence is `selfservice.<tool>.<code>`. */
  readonly code: string;
  readonly params: Params;
  readonly subjects: readonly Subject[];
  readonly actions: readonly SelfAction[];
  readonly phase: 'wait' | 'act' | 'end';
  /** It may change by itself: it is looked at again. */
  readonly follows: boolean;
  /** Only a person can go on from here. */
  readonly needsPerson: boolean;
}

/** A finding with what is usual left out. */
export const finding = (
  tool: Tool,
  code: string,
  given: Partial<Omit<Finding, 'tool' | 'code'>> = {},
): Finding => ({
  tool,
  code,
  params: {},
  subjects: [],
  actions: [],
  phase: 'end',
  follows: false,
  needsPerson: false,
  ...given,
});

export const amountOf = (amount: string, asset: string): Param => ({
  kind: 'amount',
  amount,
  asset,
});
export const countOf = (count: number): Param => ({ kind: 'count', count });
export const momentOf = (at: AtMs): Param => ({ kind: 'moment', at });
export const nameOf = (text: string): Param => ({ kind: 'name', text });
export const choiceOf = (of: string): Param => ({ kind: 'choice', of });
export const termsOf = (of: TermGroup, ...codes: readonly string[]): Param => ({
  kind: 'terms',
  of,
  codes,
});

/** A moment that may be unknown, as two parameters: `<name>` and whether it is (`has…`). */
export const maybeMoment = (at: AtMs | null): { readonly known: Param; readonly at: Param } => ({
  known: choiceOf(at === null ? 'no' : 'yes'),
  at: at === null ? nameOf('') : momentOf(at),
});
