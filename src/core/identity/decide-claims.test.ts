import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { TIERS } from '../vocabulary.ts';
import {
  CLOCK_TOLERANCE_MS,
  decideClaims,
  MAX_TOKEN_LIFE_MS,
  nearestLocale,
} from './decide-claims.ts';

const NOW = 1_800_000_000_000;
const good = {
  aud: 'a',
  sub: 'u',
  jti: 'j',
  iat: NOW / 1000,
  exp: NOW / 1000 + 60,
  tier: 'vip',
  locale: 'en',
};
const codeAt = (now: number, changes: object = {}): string => {
  const outcome = decideClaims({ ...good, ...changes }, 'a', now);
  return outcome.ok ? 'ok' : outcome.failure.code;
};

test('a token is good from its issue to its end, give or take the tolerance', () => {
  const end = NOW + 60_000;
  assert.equal(codeAt(NOW - CLOCK_TOLERANCE_MS - 1), 'token_not_yet_valid');
  assert.equal(codeAt(NOW - CLOCK_TOLERANCE_MS), 'ok');
  assert.equal(codeAt(end + CLOCK_TOLERANCE_MS - 1), 'ok');
  assert.equal(codeAt(end + CLOCK_TOLERANCE_MS), 'token_expired');
});

test('five minutes are the longest life', () => {
  const life = MAX_TOKEN_LIFE_MS / 1000;
  assert.equal(codeAt(NOW, { exp: good.iat + life }), 'ok');
  assert.equal(codeAt(NOW, { exp: good.iat + life + 1 }), 'token_lifetime');
  assert.equal(codeAt(NOW, { exp: good.iat }), 'token_claims');
});

test('languages fall back to the nearest, then to English', () => {
  assert.deepEqual(['zh-Hant-TW', 'pt-BR', 'AR', 'es_419', '', 'eng'].map(nearestLocale), [
    'zh',
    'en',
    'ar',
    'es',
    'en',
    'en',
  ]);
});

test('names lose what hides or reorders text; what is no mail address is left out', () => {
  const outcome = decideClaims(
    {
      ...good,
      name: ' \u202eevil\u0000 \u200bName ',
      email: 'not an address',
      time_zone: '../../etc',
    },
    'a',
    NOW,
  );
  assert.ok(outcome.ok);
  assert.deepEqual(
    [outcome.value.name, outcome.value.email, outcome.value.timeZone],
    ['evil Name', null, null],
  );
  const long = decideClaims({ ...good, name: '𝒳'.repeat(200) }, 'a', NOW);
  assert.equal(long.ok && long.value.name, '𝒳'.repeat(80));
});

test('whatever a payload holds, the answer is a failure or claims within bounds', () => {
  const anything = fc.oneof(fc.anything(), fc.constantFrom(...Object.values(good)), fc.string());
  const mostly = (value: unknown) =>
    fc.oneof({ weight: 12, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: anything });
  const text = fc.oneof({ weight: 12, arbitrary: fc.string() }, { weight: 1, arbitrary: anything });
  const payload = fc.record(
    {
      ...Object.fromEntries(Object.entries(good).map(([key, value]) => [key, mostly(value)])),
      nbf: mostly(undefined),
      name: text,
      email: text,
      time_zone: text,
    },
    { requiredKeys: Object.keys(good) as never[] },
  );
  let admitted = 0;
  fc.assert(
    fc.property(payload, (claims) => {
      const outcome = decideClaims(claims as Record<string, unknown>, 'a', NOW);
      if (!outcome.ok) return outcome.failure.class === 'unauthorized';
      admitted += 1;
      const { externalId, tier, name, expiresAt } = outcome.value;
      return (
        externalId.length > 0 &&
        externalId.length <= 128 &&
        TIERS.includes(tier) &&
        (name === null || Array.from(name).length <= 80) &&
        expiresAt <= NOW + MAX_TOKEN_LIFE_MS + CLOCK_TOLERANCE_MS
      );
    }),
    { numRuns: 2_000 },
  );
  assert.ok(admitted > 200, `only ${admitted} were admitted: the generator tests nothing`);
});
