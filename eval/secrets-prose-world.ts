import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretGuard } from '../src/core/secrets/secret-guard.ts';

const ROOT = join(import.meta.dirname, '..');
const MEGABYTE = 1_000_000;
/** What a chat message is at most: a text of a manual is read in pieces of this size as well as whole. */
const LONGEST_SHORT = 200;
const SHORTEST = 8;
const ROUNDS = 3;

export interface ProseFigures {
  readonly megabytes: number;
  /** What was destroyed in ordinary text: `package: kind: the first of it`. */
  readonly hits: readonly string[];
}

/** The guard on the manuals of whatever is installed: README files first, then other Markdown, up to so many bytes. */
export const readManuals = (guard: SecretGuard, mostMegabytes: number): ProseFigures => {
  const modules = join(ROOT, 'node_modules');
  const readmes = globSync('**/{README,readme,Readme}*', { cwd: modules });
  const others = globSync('**/*.md', { cwd: modules }).filter((file) => !readmes.includes(file));
  const hits: string[] = [];
  let bytes = 0;
  for (const file of [...readmes.sort(), ...others.sort()]) {
    if (bytes >= mostMegabytes * MEGABYTE) break;
    const text = readText(join(modules, file));
    bytes += Buffer.byteLength(text);
    for (const { start, end, kind } of guard.redact(text).spans) {
      hits.push(
        `${file}: ${kind}: ${text.slice(start, Math.min(end, start + 60)).replace(/\s+/gu, ' ')}`,
      );
    }
  }
  return { megabytes: bytes / MEGABYTE, hits };
};

/** A folder may be called so, too. */
const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

export interface SpeedFigures {
  readonly messages: number;
  readonly perSecond: number;
  /** Messages out of which something was destroyed, though nobody put a secret in. */
  readonly hits: readonly string[];
}

/** How many of the phrases that the assistant learns from (short messages in eight languages) the guard reads a second. */
export const readShortMessages = (guard: SecretGuard): SpeedFigures => {
  const messages = globSync('content/phrases/*/*.tsv', { cwd: ROOT }).flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .map((line) => line.split('\t').at(-1) ?? '')
      .filter(({ length }) => length >= SHORTEST && length <= LONGEST_SHORT),
  );
  const hits = messages.filter((message) => guard.redact(message).text !== message);
  // Processor time: the machine may be busy with others.
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) for (const each of messages) guard.redact(each);
  const seconds = process.cpuUsage(before).user / 1_000_000;
  return { messages: messages.length, perSecond: (messages.length * ROUNDS) / seconds, hits };
};
