import { ENDPOINTS } from '../../src/contract/exchange/routes.ts';
import { describeReply, newKey } from './ask-exchange.ts';
import { type Check, expectRefusal, fail, PASS, type Setting, skip, warn } from './check.ts';

const group = 'Proofs';
const WRONG_CODE = '000000-mainstay-check';
const NO_IDENTIFIER = 'mainstay-check-nobody@example.invalid';
const PAIRS = 5;
/** A difference in time below this tells nobody anything over a network. */
const TELLING_MS = 25;

const challengeOf = (setting: Setting, key: string) =>
  setting.ask.data('challenge', {
    params: { userId: setting.userId },
    body: { purpose: 'conformance_check' },
    key,
  });

const once: Check = {
  id: 'once.same',
  group: 'Things that happen once',
  title: 'the same key twice, and twice at once, is one deed with one answer',
  hint: 'Keep the answer under the key in the transaction of the deed; a second request with the key waits for the first and gets its answer.',
  run: async (setting) => {
    const key = newKey();
    const [one, two] = await Promise.all([challengeOf(setting, key), challengeOf(setting, key)]);
    const three = await challengeOf(setting, key);
    if (!one.ok || !two.ok || !three.ok) {
      const failed = [one, two, three].find(({ ok }) => !ok);
      return fail(failed !== undefined && !failed.ok ? failed.wrong : '');
    }
    const ids = new Set([one, two, three].map(({ data }) => data.challengeId));
    return ids.size === 1 ? PASS : fail(`${ids.size} challenges were opened`);
  },
};

const conflict: Check = {
  id: 'once.conflict',
  group: 'Things that happen once',
  title: 'a key that was used for another request is refused',
  hint: 'Keep a digest of path and body with the key: idempotency_conflict (409).',
  run: async (setting) => {
    const key = newKey();
    const first = await challengeOf(setting, key);
    if (!first.ok) return skip('the first request was not accepted');
    const reply = await setting.ask.raw('challenge', {
      params: { userId: setting.userId },
      body: { purpose: 'another_purpose' },
      key,
    });
    return expectRefusal(reply, 409, ['idempotency_conflict']);
  },
};

const noKey: Check = {
  id: 'once.missing',
  group: 'Things that happen once',
  title: 'a POST without a key is refused',
  hint: 'idempotency_key_missing (400).',
  run: async ({ ask }) => {
    const body = { identifier: NO_IDENTIFIER, proof: 'mainstay-check' };
    const reply = await ask.raw('recoveryProof', { body, key: null });
    return expectRefusal(reply, 400, ['idempotency_key_missing']);
  },
};

/** One wrong code; null: it was refused. */
const tryWrong = async ({ ask, userId }: Setting, challengeId: string, key = newKey()) => {
  const asked = await ask.data('check', {
    params: { userId, challengeId },
    body: { method: 'totp', code: WRONG_CODE },
    key,
  });
  return asked.ok ? asked.data : asked.reply;
};

const countsDown: Check = {
  id: 'proofs.counts',
  group,
  title: `${ENDPOINTS.check.path}: wrong codes count down to the end`,
  hint: 'A wrong code is a 200 with passed false and one try less; with no try left, and for any later one, challenge_over (409). The same idempotency key counts once.',
  run: async (setting) => {
    const opened = await challengeOf(setting, newKey());
    if (!opened.ok) return fail(opened.wrong);
    const { challengeId, triesLeft } = opened.data;
    if (triesLeft < 1 || triesLeft > 10) return fail(`a challenge begins with ${triesLeft} tries`);
    for (let left = triesLeft - 1; left >= 0; left--) {
      const key = newKey();
      for (const time of ['', 'repeated with the same key, ']) {
        const result = await tryWrong(setting, challengeId, key);
        if ('status' in result) return fail(`${time}${describeReply(result)}`);
        if (result.passed) return fail('a wrong code passed');
        if (result.triesLeft !== left) {
          return fail(`${time}${result.triesLeft} tries were left; expected were ${left}`);
        }
      }
    }
    const late = await tryWrong(setting, challengeId);
    return 'status' in late ? expectRefusal(late, 409, ['challenge_over']) : fail('it went on');
  },
};

const noChallenge: Check = {
  id: 'proofs.unknown',
  group,
  title: 'a challenge that does not exist is refused',
  hint: 'not_found (404) or challenge_over (409), whosever it is.',
  run: async (setting) => {
    const result = await tryWrong(setting, 'mainstay-check-no-challenge');
    if (!('status' in result)) return fail('it was accepted');
    return result.status === 404
      ? expectRefusal(result, 404, ['not_found'])
      : expectRefusal(result, 409, ['challenge_over']);
  },
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const enumeration: Check = {
  id: 'proofs.enumeration',
  group,
  title: `${ENDPOINTS.recoveryProof.path}: known and unknown people look the same`,
  hint: 'A wrong proof and an unknown identifier both give {"userId": null}, after the same work: check a made-up proof where there is no account.',
  run: async ({ ask, identifier }) => {
    const tryOne = async (who: string) => {
      const body = { identifier: who, proof: 'mainstay-check-wrong-proof' };
      return ask.data('recoveryProof', { body });
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < PAIRS; i++) {
      for (const [who, times] of [
        [`${i}${NO_IDENTIFIER}`, unknown],
        ...(identifier === null ? [] : [[identifier, known] as const]),
      ] as const) {
        const asked = await tryOne(who);
        if (!asked.ok && asked.reply.status === 429) break;
        if (!asked.ok) return fail(asked.wrong);
        if (asked.data.userId !== null) return fail('a wrong proof was accepted');
        times.push(asked.ms);
      }
    }
    if (known.length === 0) return skip('no --identifier of the test user was given');
    const apartMs = Math.abs(median(known) - median(unknown));
    return apartMs > TELLING_MS ? warn(`the two differ by ${Math.round(apartMs)} ms`) : PASS;
  },
};

export const PROOF_CHECKS: readonly Check[] = [
  once,
  conflict,
  noKey,
  countsDown,
  noChallenge,
  enumeration,
];
