import { randomBytes } from 'node:crypto';
import { HEADERS } from '../../src/core/exchange-signing/text-to-sign.ts';
import { describeReply, type Request } from './ask-exchange.ts';
import { type Check, expectRefusal, fail, firstFault, PASS, skip } from './check.ts';

const without =
  (name: string) =>
  (request: Request): Request => {
    const { [name]: _left, ...headers } = request.headers;
    return { ...request, headers };
  };

const withHeader =
  (name: string, value: string) =>
  (request: Request): Request => ({ ...request, headers: { ...request.headers, [name]: value } });

const group = 'Signing';
const UNSIGNED = ['signature_missing', 'signature_invalid', 'key_unknown'];

const spoilt = (
  id: string,
  title: string,
  hint: string,
  codes: readonly string[],
  change: (request: Request) => Request,
): Check => ({
  id: `signing.${id}`,
  group,
  title,
  hint,
  run: async ({ ask, userId }) =>
    expectRefusal(await ask.raw('account', { params: { userId }, change }), 401, codes),
});

const missing: Check = {
  id: 'signing.missing',
  group,
  title: 'a request without one of the four headers is refused',
  hint: 'Check the signature before anything else; a header that is missing or empty is signature_missing (401).',
  run: async ({ ask, userId }) => {
    const findings = [];
    for (const name of [HEADERS.key, HEADERS.timestamp, HEADERS.nonce, HEADERS.signature]) {
      const reply = await ask.raw('account', { params: { userId }, change: without(name) });
      findings.push(expectRefusal(reply, 401, UNSIGNED));
    }
    return firstFault(findings);
  },
};

const changedBody: Check = {
  id: 'signing.body',
  group,
  title: 'a body that was changed after signing is refused',
  hint: 'Line 8 of the signed text is the SHA-256 of the raw bytes that you received.',
  run: async ({ ask }) => {
    const reply = await ask.raw('recoveryProof', {
      body: { identifier: 'mainstay-check', proof: 'mainstay-check' },
      change: (request) => ({ ...request, body: request.body.replace(':', ': ') }),
    });
    return expectRefusal(reply, 401, ['signature_invalid']);
  },
};

const changedKey: Check = {
  id: 'signing.idempotency',
  group,
  title: 'an idempotency key that was changed after signing is refused',
  hint: 'Line 7 of the signed text is the idempotency key.',
  run: async ({ ask }) => {
    const reply = await ask.raw('recoveryProof', {
      body: { identifier: 'mainstay-check', proof: 'mainstay-check' },
      change: withHeader(HEADERS.idempotency, 'mainstay-check-other'),
    });
    return expectRefusal(reply, 401, ['signature_invalid']);
  },
};

const clock: Check = {
  id: 'signing.clock',
  group,
  title: 'a request from ten minutes ago, or ahead, is refused; one from four minutes is not',
  hint: 'Refuse with clock_skew (401) what is more than 300 seconds from your clock. If the one from four minutes fails, set your clock.',
  run: async ({ ask, userId }) => {
    for (const clockAheadSeconds of [-600, 600]) {
      const reply = await ask.raw('account', { params: { userId }, clockAheadSeconds });
      const finding = expectRefusal(reply, 401, ['clock_skew']);
      if (finding.outcome !== 'pass') return finding;
    }
    for (const clockAheadSeconds of [-240, 240]) {
      const reply = await ask.raw('account', { params: { userId }, clockAheadSeconds });
      if (reply.status !== 200) {
        return fail(`${describeReply(reply)} with a clock that is ${clockAheadSeconds} s ahead`);
      }
    }
    return PASS;
  },
};

const replay: Check = {
  id: 'signing.replay',
  group,
  title: 'the very same request a second time is refused',
  hint: 'Remember each nonce of a key for 601 seconds and refuse it with nonce_used (401); several servers share the memory.',
  run: async ({ ask, userId }) => {
    let copy: Request | undefined;
    const first = await ask.raw('account', {
      params: { userId },
      change: (request) => {
        copy = request;
        return request;
      },
    });
    if (first.status !== 200) return skip('the first one was not accepted');
    const again = () => ask.raw('account', { params: { userId }, change: (own) => copy ?? own });
    const findings = await Promise.all([again(), again(), again()]);
    return firstFault(findings.map((reply) => expectRefusal(reply, 401, ['nonce_used'])));
  },
};

const atOnce: Check = {
  id: 'signing.replay_at_once',
  group,
  title: 'of five copies that arrive at the same moment, one is accepted',
  hint: 'Remember the nonce in one step that either stores it or finds it (SET NX, INSERT … ON CONFLICT), not by a look and then a write.',
  run: async ({ ask, userId }) => {
    const nonce = randomBytes(18).toString('base64url');
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => ask.raw('account', { params: { userId }, nonce })),
    );
    const accepted = replies.filter(({ status }) => status === 200).length;
    return accepted === 1 ? PASS : fail(`${accepted} were accepted`);
  },
};

const scopes: Check = {
  id: 'signing.scope',
  group,
  title: 'a key opens nothing outside its scopes',
  hint: 'The key of support may not ask /compliance, that of compliance nothing else: scope_missing (403).',
  run: async ({ ask, userId, supportKey, complianceKey }) => {
    const params = { userId };
    const reply = await ask.raw('restrictionSecrets', { params, signer: supportKey });
    const first = expectRefusal(reply, 403, ['scope_missing']);
    if (first.outcome !== 'pass' || complianceKey === null) return first;
    const second = await ask.raw('account', { params, signer: complianceKey });
    return expectRefusal(second, 403, ['scope_missing']);
  },
};

const invalid = ['signature_invalid'];

export const SIGNING_CHECKS: readonly Check[] = [
  missing,
  spoilt(
    'wrong',
    'a signature by another secret is refused',
    'Compare the whole signature, in constant time.',
    invalid,
    withHeader(HEADERS.signature, `v1=${'0'.repeat(64)}`),
  ),
  spoilt(
    'unknown_key',
    'a key that you did not give out is refused',
    'An unknown mainstay-key is key_unknown (401).',
    ['key_unknown'],
    withHeader(HEADERS.key, 'mainstay-check-no-key'),
  ),
  spoilt(
    'timestamp',
    'a time that was changed after signing is refused',
    'Line 3 of the signed text is the time, as it stands in the header.',
    [...invalid, 'clock_skew'],
    withHeader(HEADERS.timestamp, String(Math.floor(Date.now() / 1_000) + 7)),
  ),
  spoilt(
    'nonce',
    'a nonce that was changed after signing is refused',
    'Line 4 of the signed text is the nonce.',
    invalid,
    withHeader(HEADERS.nonce, 'mainstay-check-other-nonce'),
  ),
  spoilt(
    'path',
    'a path that was changed after signing is refused',
    'Line 6 of the signed text is path and query exactly as they stand in the request line.',
    invalid,
    (request) => ({ ...request, target: request.target.replace('/account', '/security') }),
  ),
  spoilt(
    'query',
    'a query that was added after signing is refused',
    'Line 6 of the signed text is path and query exactly as they stand in the request line.',
    invalid,
    (request) => ({ ...request, target: `${request.target}?a=b` }),
  ),
  changedBody,
  changedKey,
  clock,
  replay,
  atOnce,
  scopes,
];
