import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Version 1: one byte of version, 12 bytes nonce, ciphertext, 16 bytes tag. AES-256-GCM, NIST SP 800-38D. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * `context` is authenticated with the bytes, so that an envelope put in another's place does not open. `random` must be
 * a source fit for keys: a nonce that comes twice under one key would give both texts away.
 */
export const sealEnvelope = (
  key: Uint8Array,
  bytes: Uint8Array,
  context: string,
  random: (bytes: number) => Uint8Array,
): Uint8Array => {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([
    Buffer.of(VERSION),
    nonce,
    cipher.update(bytes),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
};

/** Throws when the envelope was changed, belongs elsewhere, or was made with another key. */
export const openEnvelope = (
  key: Uint8Array,
  envelope: Uint8Array,
  context: string,
): Uint8Array => {
  const sealed = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) {
    throw new Error('this is not an envelope of a known version');
  }
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([
    decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES)),
    decipher.final(),
  ]);
};
