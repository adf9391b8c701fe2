/** The two functions that signing needs of a cryptographic library. */
export interface Digests {
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  /** HMAC with SHA-256. */
  readonly hmac: (key: Uint8Array, bytes: Uint8Array) => Uint8Array;
}

/** First line of what is signed, so that a signature can never be taken for one of another scheme or version. */
export const SCHEME = 'mainstay-v1';
/** Stands before the signature in its header. */
export const SIGNATURE_PREFIX = 'v1=';
/** How far the clocks of both sides may be apart. */
export const CLOCK_WINDOW_SECONDS = 300;

export const HEADERS = {
  key: 'mainstay-key',
  timestamp: 'mainstay-timestamp',
  nonce: 'mainstay-nonce',
  signature: 'mainstay-signature',
  idempotency: 'idempotency-key',
} as const;

/** What of a request is signed. */
export interface SignedParts {
  readonly keyId: string;
  /** Seconds since the Unix epoch, in decimal digits, as it stands in the header. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly method: string;
  /** Path and query exactly as they stand in the request line. */
  readonly target: string;
  /** Empty where there is none. */
  readonly idempotencyKey: string;
  /** The raw body; empty where there is none. */
  readonly body: Uint8Array;
}

const encoder = new TextEncoder();

/** Lower-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The text whose HMAC is the signature: eight lines joined by a line feed, none after the last. No part can hold a line
 * feed (`verifyRequest` refuses it), so that two requests never share a text.
 */
export const textToSign = (parts: SignedParts, sha256: Digests['sha256']): string =>
  [
    SCHEME,
    parts.keyId,
    parts.timestamp,
    parts.nonce,
    parts.method,
    parts.target,
    parts.idempotencyKey,
    toHex(sha256(parts.body)),
  ].join('\n');

/** The value of the signature's header. */
export const signatureOf = (parts: SignedParts, secret: Uint8Array, digests: Digests): string =>
  SIGNATURE_PREFIX + toHex(digests.hmac(secret, encoder.encode(textToSign(parts, digests.sha256))));
