import { createServerSecretGuard } from '../adapters/secret-guard-bip39/create-guard.ts';
import { type SecretGuard, secretMarker } from '../core/secrets/secret-guard.ts';
import type { SecretKind } from '../core/vocabulary.ts';

let shared: SecretGuard | undefined;

/** The guard of this process; made when it is first wanted. */
export const processGuard = (): SecretGuard => {
  shared ??= createServerSecretGuard();
  return shared;
};

/** Numbers that are called codes are what logs are made of, and words behind "password" are mostly about it. */
const KEPT: ReadonlySet<SecretKind> = new Set(['one_time_code', 'password', 'card_number']);

const findLasting = (text: string) =>
  processGuard()
    .redact(text)
    .spans.filter(({ kind }) => !KEPT.has(kind));

const scrubText = (text: string): string =>
  findLasting(text).reduceRight(
    (rest, { start, end, kind }) => rest.slice(0, start) + secretMarker(kind) + rest.slice(end),
    text,
  );

/**
 * A line of the log, one JSON object, without recovery phrases and keys in its values. The second line of defence: what
 * people write is guarded before it gets near the log, but an error of somebody else's library may quote what it was
 * given.
 */
export const scrubLine = (line: string): string => {
  if (findLasting(line).length === 0) return line;
  const scrubbed = JSON.stringify(JSON.parse(line), (_, value: unknown) =>
    typeof value === 'string' ? scrubText(value) : value,
  );
  return `${scrubbed}\n`;
};
