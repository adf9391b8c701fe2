/** Source of identifiers and randomness, so that tests and simulations can replay. */
export interface Ids {
  /** A UUID v7: sorts by time. */
  uuid(): string;
  /** `bytes` random bytes from a cryptographic source. */
  random(bytes: number): Uint8Array;
}
