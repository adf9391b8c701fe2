import { CLOCK_WINDOW_SECONDS, type Digests, HEADERS, signatureOf } from './text-to-sign.ts';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query exactly as they stood in the request line. */
  readonly target: string;
  readonly body: Uint8Array;
  /** Names in lower case. A header that came more than once is no text and counts as missing. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Keys that are valid now, by their ids; two of one owner at once while they are changed. */
export type ValidKeys = ReadonlyMap<string, Uint8Array>;

export interface Verifying {
  readonly keys: ValidKeys;
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number;
  /** Remembers a nonce until a moment (ms since the epoch); false when it is remembered already. */
  readonly takeNonce: (nonce: string, untilMs: number) => boolean;
  readonly digests: Digests;
}

export type SignatureFault =
  | 'signature_missing'
  | 'key_unknown'
  | 'clock_skew'
  | 'signature_invalid'
  | 'nonce_used';

export type Verified =
  | { readonly ok: true; readonly keyId: string; readonly idempotencyKey: string | null }
  | { readonly ok: false; readonly fault: SignatureFault };

const KEY_ID = /^[A-Za-z0-9_.-]{1,64}$/;
const NONCE = /^[A-Za-z0-9_-]{16,64}$/;
const TIMESTAMP = /^\d{1,12}$/;
/** Printable ASCII. */
const IDEMPOTENCY_KEY = /^[!-~]{1,128}$/;
const TARGET = /^\/[!-~]*$/;
const METHOD = /^[A-Z]{1,10}$/;

/** Takes as long for equal texts as for different ones of the same length. */
const isSameText = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
};

interface Claimed {
  readonly keyId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly idempotencyKey: string;
}

const readClaim = ({ headers, method, target }: ReceivedRequest): Claimed | undefined => {
  const text = (name: string, shape: RegExp): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' && shape.test(value) ? value : undefined;
  };
  const keyId = text(HEADERS.key, KEY_ID);
  const timestamp = text(HEADERS.timestamp, TIMESTAMP);
  const nonce = text(HEADERS.nonce, NONCE);
  const signature = text(HEADERS.signature, /^v1=[0-9a-f]{64}$/);
  const idempotencyKey =
    headers[HEADERS.idempotency] === undefined ? '' : text(HEADERS.idempotency, IDEMPOTENCY_KEY);
  if (keyId === undefined || timestamp === undefined || nonce === undefined) return undefined;
  if (signature === undefined || idempotencyKey === undefined) return undefined;
  if (!METHOD.test(method) || !TARGET.test(target)) return undefined;
  return { keyId, timestamp, nonce, signature, idempotencyKey };
};

/**
 * Whether a request was signed by a valid key, just now, and for the first time. What fails first is said; a nonce is
 * remembered only after everything else held, so that nobody without a key can fill the memory.
 */
export const verifyRequest = (request: ReceivedRequest, verifying: Verifying): Verified => {
  const refuse = (fault: SignatureFault): Verified => ({ ok: false, fault });
  const claim = readClaim(request);
  if (claim === undefined) return refuse('signature_missing');
  const secret = verifying.keys.get(claim.keyId);
  if (secret === undefined) return refuse('key_unknown');
  const { method, target, body } = request;
  const expected = signatureOf({ ...claim, method, target, body }, secret, verifying.digests);
  if (!isSameText(expected, claim.signature)) return refuse('signature_invalid');
  const signedAtMs = Number(claim.timestamp) * 1_000;
  if (Math.abs(verifying.nowMs - signedAtMs) > CLOCK_WINDOW_SECONDS * 1_000) {
    return refuse('clock_skew');
  }
  // Until the request would be refused for its age alone, and one second more for rounding.
  const untilMs = signedAtMs + (CLOCK_WINDOW_SECONDS + 1) * 1_000;
  if (!verifying.takeNonce(`${claim.keyId} ${claim.nonce}`, untilMs)) return refuse('nonce_used');
  return {
    ok: true,
    keyId: claim.keyId,
    idempotencyKey: claim.idempotencyKey === '' ? null : claim.idempotencyKey,
  };
};
