import words from 'words:bip39';
import { openPackedWords } from '../../../src/core/secrets/packed-words.ts';
import { redactTogether } from '../../../src/core/secrets/redact-together.ts';
import { createSecretGuard } from '../../../src/core/secrets/secret-guard.ts';
import { sha256 } from '../../../src/core/secrets/sha256.ts';
import type { Finding } from './finding.ts';

const guard = createSecretGuard({ index: openPackedWords(words), sha256 });

/**
 * What in this text must not leave the page, in order. `before`: what the same person said in this conversation
 * lately, oldest first: a phrase may be spread over messages, and then the whole text is a part of it.
 */
export const findSecrets = (text: string, before: readonly string[]): readonly Finding[] => {
  const { spans, doubtful } = guard.redact(text);
  const found: Finding[] = [
    ...spans,
    ...doubtful.map((range) => ({ ...range, kind: 'doubtful' as const })),
  ].sort((a, b) => a.start - b.start);
  if (found.length > 0 || before.length === 0 || !guard.mayBePart(text)) return found;
  const isPart = redactTogether(guard, [...before, text])?.at(-1)?.destroyed.length;
  return isPart ? [{ start: 0, end: text.length, kind: 'seed_phrase' }] : [];
};

/** Whether the text may be kept on the device while it is being written: it does not look like a phrase's beginning. */
export const mayBeKept = (text: string): boolean => !guard.mayBePart(text) && !guard.mayGrow(text);
