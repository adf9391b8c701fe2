import type { SecretGuard } from '../../core/secrets/secret-guard.ts';

/**
 * Whether there is a secret in the words of a file. One-time codes do not count: they are worthless within a minute,
 * and logs and screenshots of errors are full of numbers that are called codes.
 */
export const holdsLastingSecret =
  (guard: SecretGuard) =>
  (text: string): boolean =>
    guard.redact(text).destroyed.some((kind) => kind !== 'one_time_code');
