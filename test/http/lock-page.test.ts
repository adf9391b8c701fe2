/** The page of the one-time lock link, as its owner, a mail scanner and an attacker ask for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../src/core/vocabulary.ts';
import { loadPayloads } from '../attacks/payloads.ts';
import { LOCK_LINK, OLD_LOCK_LINK } from '../fakes/help-articles.ts';
import { ask, type Bench, ORIGIN } from './compose.ts';
import { checkHarmless, PLAIN, withHelp } from './help-world.ts';

const press = async (
  { server }: Bench,
  token: string,
  headers: Readonly<Record<string, string>> = {},
) => {
  const response = await server.fastify.inject({
    method: 'POST',
    url: '/help/en/lock',
    payload: new URLSearchParams({ token }).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: ORIGIN,
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
  });
  return { status: response.statusCode, text: response.body, headers: response.headers };
};

test('looking at the page locks nothing, in any language and by any address', () =>
  withHelp(PLAIN, async ({ server }, _rated, locked) => {
    for (const locale of LOCALES) {
      const { status, text, headers } = await ask(
        server,
        'GET',
        `/help/${locale}/lock?token=${LOCK_LINK}`,
      );
      assert.equal(status, 200);
      assert.match(text, /<form[^>]* method="post" action="\/help\/[a-z]{2}\/lock"/);
      assert.match(text, /name="robots" content="noindex"/);
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(text.includes(LOCK_LINK), false, 'a secret in the address goes nowhere');
    }
    const short = await ask(server, 'GET', '/lock', { headers: { 'accept-language': 'ko' } });
    assert.equal(short.status, 302);
    assert.equal(short.headers.location, '/help/ko/lock');
    await ask(server, 'HEAD', '/lock');
    assert.deepEqual(locked, []);
  }));

test('the button locks once; the link is never shown again', () =>
  withHelp(PLAIN, async (bench, _rated, locked) => {
    const first = await press(bench, ` ${LOCK_LINK}\n`);
    assert.equal(first.status, 200);
    assert.match(first.text, /Your account is being locked/);
    assert.deepEqual(locked, [LOCK_LINK]);
    assert.match((await press(bench, LOCK_LINK)).text, /was used already/);
    assert.match((await press(bench, OLD_LOCK_LINK)).text, /too old/);
    assert.match((await press(bench, '')).text, /<form/);
    assert.deepEqual(locked, [LOCK_LINK]);
    assert.equal(first.text.includes(LOCK_LINK), false);
    assert.equal(first.headers['cache-control'], 'no-store');
  }));

test('a form from elsewhere locks nothing, and hostile words stay words', (context) =>
  withHelp(PLAIN, async (bench, _rated, locked) => {
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    assert.equal((await press(bench, LOCK_LINK, foreign)).status, 403);
    for (const payload of loadPayloads(context)
      .flatMap(({ texts }) => texts)
      .slice(0, 150)) {
      const answer = await press(bench, payload.slice(0, 300).toWellFormed());
      if (answer.status !== 200) continue;
      checkHarmless({ ...answer, body: undefined }, payload.slice(0, 80));
    }
    assert.deepEqual(locked, []);
  }));
