import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** 12 bytes nonce, ciphertext, 16 bytes tag: AES-256-GCM under a key of the installation. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 32;

type Random = (bytes: number) => Uint8Array;

/** `whsec_` and 256 random bits, as Standard Webhooks has it. */
export const makeWebhookSecret = (random: Random): string =>
  `whsec_${Buffer.from(random(SECRET_BYTES)).toString('base64')}`;

/** `owner` is authenticated with it, so that a secret put in another's place does not open. */
export const sealSecret = (
  key: Uint8Array,
  secret: string,
  owner: string,
  random: Random,
): Uint8Array => {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(owner));
  return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
};

/** Throws where it was changed or belongs elsewhere. */
export const openSecret = (key: Uint8Array, sealed: Uint8Array, owner: string): string => {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const opened = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
  return Buffer.concat(opened).toString('utf8');
};

/** Headers of Standard Webhooks; one signature for each secret that is valid now. */
export const signedHeaders = (
  secrets: readonly string[],
  id: string,
  at: Date,
  body: string,
): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  'user-agent': 'Mainstay-Webhooks/1',
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
});
