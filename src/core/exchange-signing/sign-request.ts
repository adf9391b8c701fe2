import { type Digests, HEADERS, signatureOf } from './text-to-sign.ts';

export interface RequestToSign {
  /** Upper case. */
  readonly method: string;
  /** Path and query exactly as they will stand in the request line. */
  readonly target: string;
  /** The raw body; empty where there is none. */
  readonly body: Uint8Array;
  /** Null where there is none. */
  readonly idempotencyKey: string | null;
}

export interface SigningKeyPair {
  readonly keyId: string;
  readonly secret: Uint8Array;
}

/**
 * The headers that make a request one of ours.
 * @param nowMs milliseconds since the Unix epoch
 * @param nonce 16 to 64 characters of `A-Z a-z 0-9 _ -`, never used before with this key
 */
export const signRequest = (
  request: RequestToSign,
  key: SigningKeyPair,
  nowMs: number,
  nonce: string,
  digests: Digests,
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const idempotencyKey = request.idempotencyKey ?? '';
  const { method, target, body } = request;
  const parts = { keyId: key.keyId, timestamp, nonce, method, target, idempotencyKey, body };
  return {
    [HEADERS.key]: key.keyId,
    [HEADERS.timestamp]: timestamp,
    [HEADERS.nonce]: nonce,
    [HEADERS.signature]: signatureOf(parts, key.secret, digests),
    ...(request.idempotencyKey !== null && { [HEADERS.idempotency]: request.idempotencyKey }),
  };
};
