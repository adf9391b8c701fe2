import { createHmac } from 'node:crypto';

/** 32 zero bytes: before the first seal there is none. */
export const NO_SEAL: Uint8Array = new Uint8Array(32);
export const HASH_BYTES = 32;

/** From the installation's key of hashes: the chain cannot be forged by whoever has only the database. */
export const auditKeyOf = (hashKey: Uint8Array): Uint8Array =>
  createHmac('sha256', hashKey).update('audit seals').digest();

/** `text`: all columns of the row in a fixed order (`store-seals.ts`). */
export const hashRow = (key: Uint8Array, source: string, text: string): Uint8Array =>
  createHmac('sha256', key).update(`${source}\n${text}`).digest();

export interface SealContent {
  readonly sealId: number;
  readonly source: string;
  readonly fromId: number;
  readonly toId: number;
  readonly rowIds: readonly number[];
  readonly rowHashes: Uint8Array;
  readonly previousHash: Uint8Array;
}

/** Over everything that a seal says, and over the seal before it. */
export const hashSeal = (key: Uint8Array, seal: SealContent): Uint8Array =>
  createHmac('sha256', key)
    .update([seal.sealId, seal.source, seal.fromId, seal.toId, seal.rowIds.join()].join('\n'))
    .update('\n')
    .update(seal.previousHash)
    .update(seal.rowHashes)
    .digest();

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
