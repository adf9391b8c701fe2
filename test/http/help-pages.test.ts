/** The help centre's pages through the real edge, as browsers, search engines and attackers ask for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { LOCALES } from '../../src/core/vocabulary.ts';
import { loadPayloads } from '../attacks/payloads.ts';
import { hostileArticles } from '../fakes/help-articles.ts';
import { ask, type Bench, ORIGIN } from './compose.ts';
import { checkHarmless, PLAIN, withHelp } from './help-world.ts';

test('hostile questions, ids, sections and languages stay words', (context) =>
  withHelp(PLAIN, async ({ server }) => {
    for (const payload of loadPayloads(context).flatMap(({ texts }) => texts)) {
      const text = payload.slice(0, 2_000).toWellFormed();
      const encoded = encodeURIComponent(text);
      const found = await ask(server, 'GET', `/help/en/search?q=${encoded}`);
      assert.equal(found.status, 200, text.slice(0, 80));
      checkHarmless(found, text);
      // Longer parts are refused by the router, with JSON.
      const part = encodeURIComponent(text.slice(0, 100).toWellFormed());
      for (const url of [
        `/help/en/articles/${part}`,
        `/help/en/sections/${part}`,
        `/help/${part}`,
        `/help/en/${part}`,
      ]) {
        const answer = await ask(server, 'GET', url);
        // Some payloads are plain words, and some of those are pages; an empty one is a folder.
        if (answer.status === 308 || /^[\w. -]*$/.test(text)) continue;
        assert.equal(answer.status, 404, `${answer.status} ${url}`);
        checkHarmless(answer, url);
      }
    }
  }));

test('hostile words inside articles stay words, in HTML, JSON-LD and XML', async (context) => {
  const texts = loadPayloads(context).flatMap((one) => one.texts);
  const all = texts.map((text) => text.slice(0, 400).toWellFormed()).slice(0, 400);
  const words = `</script><script>alert(1)</script>\u2028]]>--> ${all.join(' ')}`;
  await withHelp(hostileArticles(words), async ({ server }) => {
    for (const path of [
      'en',
      'ar',
      'en/sections/fees',
      'ar/articles/about-fees',
      'en/search?q=x',
    ]) {
      checkHarmless(await ask(server, 'GET', `/help/${path}`), path);
    }
    for (const path of ['en/feed.xml', 'zh/sitemap.xml', 'sitemap.xml']) {
      const { text, headers } = await ask(server, 'GET', `/help/${path}`);
      assert.match(String(headers['content-type']), /xml/);
      assert.equal(/<(?:script|img|svg|!)/i.test(text), false, path);
      assert.equal(text.match(/<(?:feed|urlset|sitemapindex)\b/g)?.length, 1);
      // No character that XML 1.0 forbids.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
      assert.equal(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text), false, path);
    }
  });
});

test('nothing outside the help centre is reached by its paths', () =>
  withHelp(PLAIN, async ({ server }) => {
    for (const path of [
      '/help/en/articles/../../../etc/passwd',
      '/help/en/articles/..%2f..%2fetc%2fpasswd',
      '/help/en/articles/about-fees/more',
      '/help/en/articles/__proto__',
      '/help/en/sections/constructor',
      '/help/en/articles/',
      '/help//evil.example/',
      '/help/%2f%2fevil.example/',
      '/help/en/feed.xml/x',
      '/help/de',
      '/help/EN',
      '/help/en/articles/%ff',
    ]) {
      const { status, headers } = await ask(server, 'GET', path);
      assert.ok(status === 404 || status === 308 || status === 400, `${status} ${path}`);
      if (status === 308) assert.match(String(headers.location), /^\/help(?:\/[^/\\]+)*$/);
    }
  }));

test('the language of the redirect is one of ours, whatever is asked for', () =>
  withHelp(PLAIN, async ({ server }) => {
    for (const [header, locale] of [
      ['ko-KR,ko;q=0.9', 'ko'],
      ['x'.repeat(8_000), 'en'],
      ['en%0d%0aset-cookie: a=1', 'en'],
      ['../..,ar;q=0.1', 'ar'],
    ] as const) {
      const answer = await ask(server, 'GET', '/help', { headers: { 'accept-language': header } });
      assert.deepEqual([answer.status, answer.headers.location], [302, `/help/${locale}`]);
      assert.match(String(answer.headers.vary), /accept-language/);
      assert.equal(answer.headers['set-cookie'], undefined);
    }
    const missing = await ask(server, 'GET', '/help/xx', { headers: { 'accept-language': 'ja' } });
    assert.match(missing.text, /<html lang="ja"/);
  }));

test('a question of 20,000 letters is cut, and that is said', () =>
  withHelp(PLAIN, async ({ server }) => {
    const answer = await ask(server, 'GET', `/help/en/search?q=${'x'.repeat(20_000)}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.text.includes('x'.repeat(501)), false);
    assert.match(answer.text, /its first 500 characters/);
    assert.match(String(answer.headers['cache-control']), /no-store/);
  }));

test('pages: closed sources, an ETag that spares the next answer, compression', () =>
  withHelp(PLAIN, async ({ server }) => {
    const url = '/help/en/articles/about-fees';
    const page = await ask(server, 'GET', url);
    assert.equal(page.status, 200);
    const policy = String(page.headers['content-security-policy']);
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self';/);
    assert.equal(/unsafe|nonce|\*/.test(policy), false);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(page.headers['referrer-policy'], 'same-origin');
    // Nothing in the page that the policy would stop.
    assert.equal(/ style="|<style| on[a-z]+="/.test(page.text), false);
    const again = await ask(server, 'GET', url, {
      headers: { 'if-none-match': `"x", W/${page.headers.etag}` },
    });
    assert.deepEqual([again.status, again.text], [304, '']);
    const seconds = Number(/max-age=(\d+)/.exec(String(page.headers['cache-control']))?.[1]);
    assert.ok(seconds <= 2);
    const packed = await server.fastify.inject({ url, headers: { 'accept-encoding': 'br' } });
    assert.equal(packed.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(packed.rawPayload).toString(), page.text);
    const head = await ask(server, 'HEAD', url);
    assert.deepEqual([head.status, head.text], [200, '']);
  }));

test('the page of requests is the same for everybody, for no search engine, and only at its own places', () =>
  withHelp(PLAIN, async ({ server }) => {
    const id = '0d9f5d5e-0000-4000-8000-00000000000a';
    for (const place of ['', `/${id}`, `/${id}/steps`, '/new', '/notices']) {
      const { status, text } = await ask(server, 'GET', `/help/ar/requests${place}`);
      assert.equal(status, 200, place);
      assert.match(text, /<meta name="robots" content="noindex"/);
      assert.match(text, /data-requests="\/messenger\/\?portal=&amp;lang=ar"/);
      assert.ok(text.includes('href="https://www.example.com/account"'), 'the way to sign in');
      assert.ok(text.includes(`href="/help/zh/requests${place}"`), 'the same place in Chinese');
      assert.equal(text.includes('/loader/'), false, 'one messenger is enough');
    }
    for (const place of ['/x', '/new/steps', `/${id}/x`, `/${id}/steps/x`, `/${id.toUpperCase()}`])
      assert.equal((await ask(server, 'GET', `/help/ar/requests${place}`)).status, 404, place);
    const short = await ask(server, 'GET', '/requests', { headers: { 'accept-language': 'ja' } });
    assert.deepEqual([short.status, short.headers.location], [302, '/help/ja/requests']);
  }));

test('search engines learn all languages of a page', () =>
  withHelp(PLAIN, async ({ server }) => {
    const { text } = await ask(server, 'GET', '/help/ru/articles/about-fees');
    assert.ok(
      text.includes(`<link rel="canonical" href="${ORIGIN}/help/ru/articles/about-fees"/>`),
    );
    for (const locale of [...LOCALES, 'x-default']) {
      const to = locale === 'x-default' ? 'en' : locale;
      const link = `hreflang="${locale}" href="${ORIGIN}/help/${to}/articles/about-fees"/>`;
      assert.ok(text.includes(link), link);
      assert.ok(
        locale === 'x-default' || text.includes(`href="/help/${locale}/articles/about-fees"`),
      );
    }
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
    const types = JSON.parse(data)['@graph'].map((node: { '@type': string }) => node['@type']);
    assert.deepEqual(types, ['BreadcrumbList', 'Article', 'HowTo']);
    const section = await ask(server, 'GET', '/help/ru/sections/fees');
    assert.match(section.text, /"@type":"FAQPage"/);
    const map = await ask(server, 'GET', '/help/ru/sitemap.xml');
    assert.equal(map.text.match(/<url>/g)?.length, 27);
    assert.equal(map.text.match(/<xhtml:link /g)?.length, 27 * LOCALES.length);
    const index = await ask(server, 'GET', '/help/sitemap.xml');
    assert.equal(index.text.match(/<sitemap>/g)?.length, LOCALES.length);
    const robots = await ask(server, 'GET', '/robots.txt');
    assert.match(robots.text, /Disallow: \/\nSitemap: /);
    assert.match((await ask(server, 'GET', '/help/en/search?q=a')).text, /content="noindex"/);
  }));

const sendRating = (
  { server }: Bench,
  payload: string,
  headers: Readonly<Record<string, string>> = {},
  url = '/help/en/articles/about-fees/rating',
) =>
  server.fastify.inject({
    method: 'POST',
    url,
    payload,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: ORIGIN,
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
  });

test('a rating is a form: kept, thanked for, refused from elsewhere', () =>
  withHelp(PLAIN, async (bench, rated) => {
    const sent = await sendRating(bench, 'helpful=yes');
    assert.deepEqual(
      [sent.statusCode, sent.headers.location],
      [303, '/help/en/articles/about-fees?rated=yes#_rating'],
    );
    assert.deepEqual(
      rated.map(({ articleId, helpful }) => [articleId, helpful]),
      [['about-fees', true]],
    );
    const thanks = await ask(bench.server, 'GET', '/help/en/articles/about-fees?rated=yes');
    assert.match(thanks.text, /Thank you for telling us/);
    assert.equal(thanks.text.includes('method="post"'), false);
    const elsewhere = await sendRating(bench, 'helpful=no', { origin: 'https://evil.example' });
    assert.equal(elsewhere.statusCode, 403);
    assert.match(elsewhere.body, /<html lang="en"/);
    for (const [payload, headers, url] of [
      ['helpful=perhaps', {}],
      ['', {}],
      ['helpful=yes', {}, '/help/en/articles/none/rating'],
      ['helpful=yes', {}, '/help/en/articles/about-fees'],
      ['{"helpful":"yes"}', { 'content-type': 'application/json' }],
      [`helpful=yes&x=${'y'.repeat(9_000)}`, {}],
    ] as const) {
      const answer = await sendRating(bench, payload, headers, url);
      assert.ok([404, 413, 415].includes(answer.statusCode), `${answer.statusCode} ${payload}`);
      assert.match(String(answer.headers['content-type']), /^text\/html/);
    }
    assert.equal(rated.length, 1);
  }));

test('a flood of forms is told to wait, in words', () =>
  withHelp(
    PLAIN,
    async (bench, rated) => {
      const answers = [];
      for (let round = 0; round < 80; round += 1)
        answers.push(await sendRating(bench, 'helpful=no'));
      const last = answers.at(-1);
      assert.equal(last?.statusCode, 429);
      assert.ok(Number(last?.headers['retry-after']) >= 1);
      assert.match(last?.body ?? '', /<h1>/);
      assert.ok(rated.length < 80);
    },
    1,
  ));
