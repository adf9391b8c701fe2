import type { SecretKind } from '../../../src/core/vocabulary.ts';
import { t } from '../app/locale.ts';

const ADVICE = {
  seed_phrase: 'phrase',
  wif: 'key',
  xprv: 'key',
  private_key: 'key',
  keystore: 'key',
  one_time_code: 'code',
  totp_secret: 'totp',
  card_number: 'card',
  password: 'password',
  api_secret: 'api',
} as const satisfies Record<SecretKind, string>;

/** What to do now, one sentence for each sort of secret. */
export const adviceFor = (kinds: readonly SecretKind[]): readonly string[] =>
  [...new Set(kinds.map((kind) => ADVICE[kind]))].map((sort) => t(`guard.advice.${sort}`));

/** The sorts of secrets by name, each once. */
export const namesOf = (kinds: readonly SecretKind[]): string =>
  [...new Set(kinds.map((kind) => t(`secret.${kind}`)))].join(' · ');
