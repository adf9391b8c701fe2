import { createHash, randomInt } from 'node:crypto';
import type { StepUpChallenge } from '../../contract/exchange/actions.ts';
import type { ChallengeRow, UserRow } from '../rows.ts';
import type { World } from '../world.ts';
import { maskEmail, maskPhone, type SendMail } from './mails.ts';
import { changeUser } from './sessions.ts';
import { findPeriod } from './totp.ts';

const VALID_MS = 5 * 60_000;
const TRIES = 3;
/** More open challenges than this in an hour are no person's doing. */
const MOST_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

const methodsOf = (user: UserRow): ChallengeRow['methods'] => {
  const methods: ChallengeRow['methods'][number][] = [];
  if (user.totpSecret !== null) methods.push('totp');
  if (user.email !== null) methods.push('mail_code');
  else if (user.phone !== null) methods.push('sms_code');
  return methods;
};

const shown = (row: ChallengeRow): StepUpChallenge => ({
  challengeId: row.id,
  methods: [...row.methods],
  sentTo: row.sentTo,
  validUntil: row.validUntil,
  triesLeft: row.triesLeft,
});

/** Asks the user for a proof; a code is sent where they have no authenticator, and beside it. A code: why not. */
export const beginChallenge = (
  world: World,
  sendMail: SendMail,
  user: UserRow,
  purpose: string,
): StepUpChallenge | string => {
  const methods = methodsOf(user);
  if (methods.length === 0) return 'no_method';
  const now = world.now();
  const recent = world.challenges.ofUser(user.id).filter(({ at }) => at > now - HOUR_MS);
  if (recent.length >= MOST_AN_HOUR) return 'too_many_challenges';
  const isSent = methods.some((method) => method !== 'totp');
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const row: ChallengeRow = {
    ...{ id: world.newId('ch'), userId: user.id, at: now, purpose, methods },
    sentTo: isSent ? (maskEmail(user.email) ?? maskPhone(user.phone)) : null,
    codeHash: isSent ? hashOf(code) : null,
    ...{ validUntil: now + VALID_MS, triesLeft: TRIES, state: 'open' },
  };
  world.store.atomically(() => {
    world.challenges.put(row);
    if (isSent) sendMail(user, 'code', { code });
  });
  return shown(row);
};

const isRight = (world: World, user: UserRow, row: ChallengeRow, method: string, code: string) => {
  if (method !== 'totp') return row.codeHash !== null && hashOf(code) === row.codeHash;
  if (user.totpSecret === null) return false;
  const period = findPeriod(user.totpSecret, code, world.now());
  if (period === null || period <= user.totpUsed) return false;
  changeUser(world, user, { totpUsed: period });
  return true;
};

/** Checks a typed code. A code is good once, three tries are all. */
export const checkChallenge = (
  world: World,
  user: UserRow,
  challengeId: string,
  given: { readonly method: string; readonly code: string },
): { readonly passed: boolean; readonly triesLeft: number } | 'not_found' | 'challenge_over' =>
  world.store.atomically(() => {
    const row = world.challenges.find(challengeId);
    if (row === undefined || row.userId !== user.id) return 'not_found';
    if (row.state !== 'open' || row.validUntil <= world.now() || row.triesLeft === 0)
      return 'challenge_over';
    const isOffered = row.methods.some((method) => method === given.method);
    const code = given.code.replace(/\s/g, '');
    const passed = isOffered && isRight(world, user, row, given.method, code);
    const triesLeft = passed ? row.triesLeft : row.triesLeft - 1;
    const state = passed ? 'passed' : triesLeft === 0 ? 'over' : 'open';
    world.challenges.put({ ...row, triesLeft, state });
    return { passed, triesLeft };
  });

const tidy = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * Signed out: the user whose mail address or customer number this is, if the proof is one of their unused recovery
 * codes, which is used up by it. Null for everything else, without a difference.
 */
export const checkRecoveryProof = (
  world: World,
  given: { readonly identifier: string; readonly proof: string },
): string | null =>
  world.store.atomically(() => {
    const wanted = tidy(given.identifier);
    const user = world.users
      .all()
      .find(({ id, email }) => id === wanted || (email !== null && email === wanted));
    const typed = tidy(given.proof).replace(/[\s-]/g, '');
    const code = user?.recoveryCodes.find((one) => one.replaceAll('-', '') === typed);
    if (user === undefined || code === undefined) return null;
    changeUser(world, user, { recoveryCodes: user.recoveryCodes.filter((one) => one !== code) });
    return user.id;
  });
