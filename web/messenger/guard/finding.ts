import type { SecretKind } from '../../../src/core/vocabulary.ts';

/** A stretch of a draft, in UTF-16 units. `doubtful`: 64 digits that may be a transaction or a key. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind | 'doubtful';
}
