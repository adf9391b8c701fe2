import { Malformed } from './bitcoin-rpc.ts';
import type { WireBlock, WireHeader, WireTransaction } from './wire.ts';

/**
 * What a node answers is somebody else's word: what is used of it is checked for its form before it is used. Each throws
 * `Malformed`.
 */
type Fields = Readonly<Record<string, unknown>>;

const HASH = /^[0-9a-f]{64}$/;

const fieldsOf = (value: unknown): Fields => {
  if (typeof value === 'object' && value !== null) return value as Fields;
  throw new Malformed('not an object');
};
const listOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw new Malformed('not a list');
};
const assertNumber = (value: unknown): void => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new Malformed('not a number');
  }
};

export const checkCount = (value: unknown): number => {
  assertNumber(value);
  return value as number;
};

/** Fees and sizes, where they are given at all. */
export const checkNumbers = <T>(value: unknown, names: readonly (keyof T & string)[]): T => {
  const fields = fieldsOf(value);
  for (const name of names) assertNumber(fields[name]);
  return value as T;
};

export const checkHash = (value: unknown): string => {
  if (typeof value === 'string' && HASH.test(value)) return value;
  throw new Malformed('not a hash');
};

export const checkTransaction = (value: unknown, txid?: string): WireTransaction => {
  const fields = fieldsOf(value);
  checkHash(fields.txid);
  if (txid !== undefined && fields.txid !== txid) throw new Malformed('another transaction');
  for (const input of listOf(fields.vin)) {
    const { txid: spent, coinbase } = fieldsOf(input);
    if (coinbase === undefined) checkHash(spent);
  }
  for (const output of listOf(fields.vout)) {
    const { value: amount, scriptPubKey } = fieldsOf(output);
    assertNumber(amount);
    fieldsOf(scriptPubKey);
  }
  return value as WireTransaction;
};

export const checkHeader = (value: unknown): WireHeader => {
  const fields = fieldsOf(value);
  checkHash(fields.hash);
  assertNumber(fields.height);
  assertNumber(fields.time);
  if (typeof fields.confirmations !== 'number') throw new Malformed('no confirmations');
  return value as WireHeader;
};

export const checkBlock = (value: unknown): WireBlock => {
  checkHeader(value);
  for (const tx of listOf(fieldsOf(value).tx)) {
    if (typeof tx === 'string') checkHash(tx);
    else checkTransaction(tx);
  }
  return value as WireBlock;
};
