/** Wraps customers' data keys under a master key: a key file here, a KMS where the operator has one. */
export interface KeyWrapper {
  /** The id of the master key that `wrap` uses now. */
  readonly currentKeyId: string;
  wrap(dataKey: Uint8Array): Promise<Uint8Array>;
  /** Throws when the master key of that id is not known. */
  unwrap(wrapped: Uint8Array, keyId: string): Promise<Uint8Array>;
}
