/** Where files' bytes live. Keys are chosen by us and are never parts of a customer's text. */
export interface Blobs {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Undefined when there is no such key. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Deleting a missing key is not an error. */
  delete(key: string): Promise<void>;
}
