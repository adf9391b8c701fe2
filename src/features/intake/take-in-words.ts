import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { redactTogether } from '../../core/secrets/redact-together.ts';
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
  /** Whether this (already taken in) may be a part of a phrase that is spread over messages. */
  mayBePart(text: string): boolean;
  /** One person's messages, oldest first: those that only together show a phrase, undefined when they do not. */
  takeTogether(texts: readonly string[]): readonly TakenWords[] | undefined;
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
  mayBePart: guard.mayBePart,
  takeTogether: (texts) => redactTogether(guard, texts),
});
