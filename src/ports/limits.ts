/** At most `max` in any `windowMs`, with a burst of the same size. */
export interface LimitRule {
  readonly max: number;
  readonly windowMs: number;
}

export type LimitVerdict =
  | {
      readonly allowed: true;
      /** How many more may be taken right now, and when the allowance is whole again; absent where it is not known. */
      readonly left?: { readonly remaining: number; readonly wholeInMs: number };
    }
  | { readonly allowed: false; readonly retryAfterMs: number };

/** Counts against keys chosen by us. Shared between processes where the adapter is. */
export interface Limits {
  /** Takes one from `key`'s allowance if there is one; check and take are a single step. */
  take(key: string, rule: LimitRule): Promise<LimitVerdict>;
}
