import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { DocumentScanner, type FoundText } from './scan-document.ts';

/**
 * One record of a file. `row`: the line of a file of lines, or the place among the records of a document, from 1.
 * `list`: the name of the list that held it; empty where it stood by itself.
 */
export type RawRecord =
  | { readonly row: number; readonly list: string; readonly value: unknown }
  | { readonly row: number; readonly list: string; readonly broken: 'not_json' | 'too_large' };

/** Characters of one record; more is reported instead of read. */
const LONGEST_RECORD = 32 * 1024 * 1024;
/** A first line that does not end within this is not a line of a file of lines. */
const FIRST_BYTES = 1024 * 1024;

const parse = (row: number, { list, text }: FoundText): RawRecord => {
  if (text === undefined) return { row, list, broken: 'too_large' };
  try {
    return { row, list, value: JSON.parse(text) as unknown };
  } catch {
    return { row, list, broken: 'not_json' };
  }
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const isRecord = (text: string): boolean => 'id' in (JSON.parse(text) as object);

/** Lines of records, where the first line is one by itself or is broken while the second is one. */
const isLines = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    const start = buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    const lines = start
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const whole = bytesRead < FIRST_BYTES ? lines : lines.slice(0, -1);
    if (whole[0]?.startsWith('[') === true) return false;
    const readable = whole.slice(0, 2).filter((line) => line.startsWith('{') && isJson(line));
    // One line that wraps a list is a document like one that is spread over many.
    return whole.length === 1 ? readable.some(isRecord) : readable.length > 0;
  } finally {
    await file.close();
  }
};

const textOf = async function* (path: string): AsyncGenerator<string> {
  let first = true;
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const text = String(chunk);
    yield first ? text.replace(/^\uFEFF/, '') : text;
    first = false;
  }
};

/** A line that wraps a list, as an answer of an API does, is its members. */
const unwrap = (record: RawRecord): readonly RawRecord[] => {
  if ('broken' in record) return [record];
  const { row, value } = record;
  const scanner = new DocumentScanner(LONGEST_RECORD);
  const isOne = typeof value === 'object' && value !== null && 'id' in value;
  const members = isOne ? [] : [...scanner.take(JSON.stringify(value))];
  return members.length === 0 ? [record] : members.map((member) => parse(row, member));
};

const readLines = async function* (path: string): AsyncGenerator<RawRecord> {
  let rest = '';
  let row = 0;
  let tooLarge = false;
  const end = function* (line: string): Generator<RawRecord> {
    row += 1;
    if (tooLarge) yield { row, list: '', broken: 'too_large' };
    else if (line.trim() !== '') yield* unwrap(parse(row, { list: '', text: line }));
    tooLarge = false;
  };
  for await (const text of textOf(path)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield* end(line);
    if (rest.length > LONGEST_RECORD) {
      tooLarge = true;
      rest = '';
    }
  }
  if (rest !== '' || tooLarge) yield* end(rest);
};

const readDocument = async function* (path: string): AsyncGenerator<RawRecord> {
  const scanner = new DocumentScanner(LONGEST_RECORD);
  let row = 0;
  for await (const text of textOf(path)) {
    for (const found of scanner.take(text)) {
      row += 1;
      yield parse(row, found);
    }
  }
  if (scanner.unfinished || row === 0) yield { row: row + 1, list: '', broken: 'not_json' };
};

/** The records of a file of lines, of a list, or of a document with named lists; one in memory at a time. */
export const readRecords = async function* (path: string): AsyncGenerator<RawRecord> {
  yield* (await isLines(path)) ? readLines(path) : readDocument(path);
};
