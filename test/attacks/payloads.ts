import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

export interface Payloads {
  readonly file: string;
  readonly texts: readonly string[];
}

/** Every string anywhere in a JSON value. */
const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
};

const readTexts = (path: string): readonly string[] => {
  const content = readFileSync(path, 'utf8');
  if (path.endsWith('.json')) return stringsIn(JSON.parse(content));
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => stringsIn(JSON.parse(line)));
};

/**
 * All strings of all files in `MAINSTAY_DATA/attacks`. Without that folder the test says so and is skipped: the
 * payloads are other people's and not part of this project.
 */
export const loadPayloads = (context: TestContext): readonly Payloads[] => {
  const folder = join(process.env.MAINSTAY_DATA ?? '', 'attacks');
  if (process.env.MAINSTAY_DATA === undefined || !existsSync(folder)) {
    context.skip('no attack payloads: set MAINSTAY_DATA to a folder with attacks/');
    return [];
  }
  return readdirSync(folder)
    .filter((name) => /\.jsonl?$/.test(name))
    .map((name) => ({ file: name, texts: [...new Set(readTexts(join(folder, name)))] }));
};
