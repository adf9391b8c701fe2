import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { SecretGuard } from '../../core/secrets/secret-guard.ts';
import { cleanText } from '../../core/text/clean-text.ts';
import type { SecretKind } from '../../core/vocabulary.ts';

export interface TakenWords {
  /** Clean, and without the secrets that were in it. */
  readonly text: string;
  readonly destroyed: readonly SecretKind[];
}

export interface Intake {
  /** `allowEmpty` where files speak for themselves. Failures: `message_too_long`, `message_empty` and what cleaning finds. */
  takeIn(text: string, allowEmpty: boolean): Outcome<TakenWords>;
}

/**
 * The door through which every word of a person comes, before store, log, index or delivery: cleaned first, so that
 * invisible characters cannot hide a secret, and then guarded.
 */
export const createIntake = (guard: SecretGuard): Intake => ({
  takeIn: (text, allowEmpty) => {
    if (text.trim() === '')
      return allowEmpty ? ok({ text: '', destroyed: [] }) : fail('invalid', 'message_empty');
    const cleaned = cleanText(text);
    if (!cleaned.ok) return cleaned;
    const { text: safe, destroyed } = guard.redact(cleaned.value);
    return ok({ text: safe, destroyed: [...new Set(destroyed)] });
  },
});
