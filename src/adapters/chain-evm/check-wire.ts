import { Malformed } from './evm-rpc.ts';
import type { WireBlock, WireLog, WireReceipt, WireTransaction } from './wire.ts';

/**
 * What a node answers is somebody else's word: what is used of it is checked for its form before it is used. Each throws
 * `Malformed`.
 */
type Fields = Readonly<Record<string, unknown>>;

const HEX = /^0x[0-9a-fA-F]*$/;

const fieldsOf = (value: unknown): Fields => {
  if (typeof value === 'object' && value !== null) return value as Fields;
  throw new Malformed('not an object');
};

const assertHex = (fields: Fields, names: readonly string[]): void => {
  for (const name of names) {
    const value = fields[name];
    if (typeof value !== 'string' || !HEX.test(value)) throw new Malformed(`no ${name}`);
  }
};

const TRANSACTION = ['hash', 'from', 'value', 'nonce', 'input'];
const LOG = ['address', 'data', 'logIndex', 'blockNumber', 'blockHash', 'transactionHash'];
const RECEIPT = ['transactionHash', 'blockHash', 'blockNumber', 'status', 'gasUsed'];
const BLOCK = ['number', 'hash', 'parentHash', 'timestamp', 'gasUsed', 'gasLimit'];

export const checkTransaction = (value: unknown, txid?: string): WireTransaction | null => {
  if (value === null) return null;
  const fields = fieldsOf(value);
  assertHex(fields, TRANSACTION);
  if (fields.to !== null && fields.to !== undefined) assertHex(fields, ['to']);
  if (txid !== undefined && fields.hash !== txid) throw new Malformed('another transaction');
  return value as WireTransaction;
};

export const checkLogs = (value: unknown): readonly WireLog[] => {
  if (!Array.isArray(value)) throw new Malformed('no logs');
  for (const log of value as readonly unknown[]) {
    const fields = fieldsOf(log);
    assertHex(fields, LOG);
    if (!Array.isArray(fields.topics)) throw new Malformed('no topics');
  }
  return value as readonly WireLog[];
};

export const checkReceipt = (value: unknown, txid: string): WireReceipt | null => {
  if (value === null) return null;
  const fields = fieldsOf(value);
  assertHex(fields, RECEIPT);
  if (fields.transactionHash !== txid) throw new Malformed('another receipt');
  checkLogs(fields.logs);
  return value as WireReceipt;
};

export const checkBlock = (value: unknown): WireBlock | null => {
  if (value === null) return null;
  const fields = fieldsOf(value);
  assertHex(fields, BLOCK);
  if (!Array.isArray(fields.transactions)) throw new Malformed('no transactions');
  return value as WireBlock;
};

export const checkWholeBlock = (value: unknown): WireBlock<WireTransaction> | null => {
  const block = checkBlock(value) as WireBlock<unknown> | null;
  for (const tx of block?.transactions ?? []) {
    if (checkTransaction(tx) === null) throw new Malformed('no transaction');
  }
  return block as WireBlock<WireTransaction> | null;
};
