import { createHash, createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import {
  EXAMPLE_BODY,
  EXAMPLE_DATA,
  EXAMPLE_NOW,
  EXAMPLE_USER,
} from '../../src/contract/exchange/examples.ts';
import { signRequest } from '../../src/core/exchange-signing/sign-request.ts';
import {
  type Digests,
  HEADERS,
  textToSign,
  toHex,
} from '../../src/core/exchange-signing/text-to-sign.ts';

/** Requests signed with a secret that is printed here, so that an implementation can be compared byte for byte. */
const digests: Digests = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  hmac: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
};

export const EXAMPLE_KEY_ID = 'mainstay-2026';
const KEY_BYTES = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
export const EXAMPLE_SECRET = Buffer.from(KEY_BYTES).toString('base64');

interface Example {
  readonly method: string;
  readonly target: string;
  readonly body: string;
  readonly idempotencyKey: string | null;
  readonly nonce: string;
}

const LOCK: Example = {
  method: 'POST',
  target: `/support/v1/users/${EXAMPLE_USER}/lock`,
  body: JSON.stringify(EXAMPLE_BODY.lock),
  idempotencyKey: 'lock-0198c7a2',
  nonce: 'q7Jc0sVt9wXzB4nLmK2e',
};

const READ: Example = {
  method: 'GET',
  target: `/support/v1/users/${EXAMPLE_USER}/address-owner?address=0xA1+b%2F2`,
  body: '',
  idempotencyKey: null,
  nonce: 'Zk3pXw8rQv1nTg6yHs0d',
};

const show = (example: Example) => {
  const body = new TextEncoder().encode(example.body);
  const key = { keyId: EXAMPLE_KEY_ID, secret: KEY_BYTES };
  const headers = signRequest({ ...example, body }, key, EXAMPLE_NOW, example.nonce, digests);
  const text = textToSign(
    {
      keyId: EXAMPLE_KEY_ID,
      timestamp: headers[HEADERS.timestamp] ?? '',
      nonce: example.nonce,
      method: example.method,
      target: example.target,
      idempotencyKey: example.idempotencyKey ?? '',
      body,
    },
    digests.sha256,
  );
  return { ...example, headers, text, bodyDigest: toHex(digests.sha256(body)) };
};

export const LOCK_EXAMPLE = show(LOCK);
export const READ_EXAMPLE = show(READ);

const [event] = EXAMPLE_DATA.events.events;
const EVENT_TEXT = JSON.stringify(event);
const WEBHOOK_SECRET = `whsec_${EXAMPLE_SECRET}`;

export const WEBHOOK_EXAMPLE = {
  secret: WEBHOOK_SECRET,
  id: event?.eventId ?? '',
  timestamp: String(EXAMPLE_NOW / 1_000),
  body: EVENT_TEXT,
  signature: new Webhook(WEBHOOK_SECRET).sign(
    event?.eventId ?? '',
    new Date(EXAMPLE_NOW),
    EVENT_TEXT,
  ),
};
