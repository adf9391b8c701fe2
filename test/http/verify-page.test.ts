/** Is it official? The page through the real edge, as people and attackers use it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../src/core/vocabulary.ts';
import { loadPayloads } from '../attacks/payloads.ts';
import { type Answer, ask, type Bench, ORIGIN } from './compose.ts';
import { checkHarmless, PLAIN, withHelp } from './help-world.ts';

const check = (server: Bench['server'], locale: string, asked: string): Promise<Answer> =>
  ask(server, 'POST', `/help/${locale}/verify`, {
    body: new URLSearchParams({ asked }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
  });

test('what is pasted to be verified stays words, whatever it is', (context) =>
  withHelp(PLAIN, async ({ server }) => {
    for (const payload of loadPayloads(context).flatMap(({ texts }) => texts)) {
      const text = payload.slice(0, 500).toWellFormed();
      const answer = await check(server, 'en', text);
      if (answer.status === 413) continue;
      assert.equal(answer.status, 200, text.slice(0, 80));
      if (answer.text.includes('id="_answer"')) {
        assert.equal(answer.headers['cache-control'], 'no-store');
      }
      checkHarmless(answer, text);
      // No hostile text was ever ours; some quote our name, and are named as imitations at most.
      assert.doesNotMatch(answer.text, /check-answer ours/, text);
    }
  }));

test('the answer says what was found and what to do, in every language and without a script', () =>
  withHelp(PLAIN, async ({ server }) => {
    const asked = [
      ['https://norvik.example/login', 'ours'],
      ['norvik-support.io', 'not_ours'],
      ['krakken.com', 'not_ours'],
      ['drain.example', 'not_ours'],
      ['norvik@gmail.com', 'not_ours'],
      ['+47 21 00 73 00', 'ours'],
      ['21007300', 'unknown'],
      ['t.me/norvik_news', 'ours'],
      ['@somebody', 'unknown'],
      ['M-2041', 'ours'],
      ['com.norvik.fake', 'not_ours'],
      ['bit.ly/x', 'unknown'],
      ['mempool.space', 'unknown'],
      ['?', 'unread'],
    ] as const;
    for (const locale of LOCALES) {
      const form = await ask(server, 'GET', `/help/${locale}/verify`);
      assert.match(form.text, /<form class="check" method="post"/);
      assert.doesNotMatch(form.text, /check-answer/);
      for (const [text, verdict] of asked) {
        const answer = await check(server, locale, text);
        assert.match(answer.text, new RegExp(`check-answer ${verdict}"`), `${locale} ${text}`);
      }
    }
  }));

test('the short address leads to the page in the language of the reader', () =>
  withHelp(PLAIN, async ({ server }) => {
    const headers = { 'accept-language': 'ko,en;q=0.5' };
    const found = await ask(server, 'GET', '/verify', { headers });
    assert.deepEqual([found.status, found.headers.location], [302, '/help/ko/verify']);
    const named = await ask(server, 'GET', '/verify/ar', { headers });
    assert.equal(named.headers.location, '/help/ar/verify');
    const hostile = await ask(server, 'GET', '/verify//evil.example/%2f', { headers });
    assert.equal(hostile.headers.location, '/help/ko/verify');
  }));
