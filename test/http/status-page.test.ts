import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { PageReply, PageRequest } from '../../src/contract/page.ts';
import type { CreatePortal, StatusIncident } from '../../src/contract/portal.ts';
import { LOCALES } from '../../src/core/vocabulary.ts';
import { createHelpCentre, type HelpSource } from '../../src/features/helpcentre/index.ts';
import { createHelpArticles } from '../fakes/help-articles.ts';
import { ORIGIN } from './compose.ts';
import { checkHarmless } from './help-world.ts';

const BUNDLE = join(resolve(import.meta.dirname, '../..'), 'dist/web/portal-server/portal.js');
const HOSTILE = `</p><script>alert(1)</script><img src=x onerror=alert(2)> "'&]]> javascript:alert(3)`;
const ID = '0191e5b8-7a3c-7d10-8d2b-2f0c6a1b9e01';

const incident: StatusIncident = {
  id: ID,
  title: HOSTILE,
  titleLocale: 'en',
  stage: 'found',
  impact: 'major',
  componentIds: ['wallets'],
  openedAt: 1_767_571_200_000,
  closedAt: null,
  expectedAt: 1_767_579_200_000,
  updates: [
    { id: ID, stage: 'found', text: HOSTILE, locale: 'en', publishedAt: 1_767_571_200_000 },
  ],
};

const DAY = { day: 1_767_571_200_000, state: 'major' } as const;
const banner = {
  ...incident,
  locale: 'en',
  text: HOSTILE,
  updatedAt: 1,
} as const;

const status: HelpSource['status'] = {
  pushKey: 'key',
  banners: (locale) => {
    const { id, title, text, stage, impact, expectedAt, updatedAt } = banner;
    return [
      {
        id,
        title,
        text,
        locale: locale === 'ar' ? 'ar' : 'en',
        stage,
        impact,
        expectedAt,
        updatedAt,
      },
    ];
  },
  readStatus: () => ({
    overall: 'major',
    parts: [{ id: 'wallets', name: HOSTILE, state: 'major', days: [DAY] }],
    open: [incident],
    past: [{ ...incident, closedAt: 1_767_581_200_000 }],
  }),
  findIncident: (_locale, id) => (id === ID ? incident : undefined),
  subscribe: async (address) =>
    address.includes('@')
      ? { ok: true, value: undefined }
      : { ok: false, failure: { class: 'invalid', code: 'mail_address_invalid' } },
  pressLink: async (_purpose, _id, proof) => proof === 'right',
};

const createPages = async () => {
  const { createPortal } = (await import(pathToFileURL(BUNDLE).href)) as {
    readonly createPortal: CreatePortal;
  };
  const assets = { style: '/portal/main.css', script: '/portal/main.js' };
  const portal = createPortal({
    origin: ORIGIN,
    exchangeName: 'Norvik',
    exchangePage: null,
    assets,
  });
  const source = { ...createHelpArticles([]).source, status };
  const pages = createHelpCentre({ source, portal, publicOrigin: ORIGIN });
  return (path: string, given: Partial<PageRequest> = {}): Promise<PageReply> => {
    const [bare = '', query = ''] = path.split('?');
    return pages.handle({
      method: 'GET',
      path: bare,
      query: new URLSearchParams(query),
      form: new URLSearchParams(),
      acceptLanguage: null,
      address: '::1',
      ...given,
    });
  };
};

const harmless = ({ body, status: code }: PageReply, about: string): void =>
  checkHarmless({ text: body, status: code } as Parameters<typeof checkHarmless>[0], about);

test('the status page and its incidents stand in every language, and words are nothing but words', async () => {
  const get = await createPages();
  for (const locale of LOCALES) {
    for (const path of [
      '/status',
      `/status/${ID}`,
      '',
      '/verify',
      `/status/confirm?s=${ID}&p="><b>`,
    ]) {
      const page = await get(`/help/${locale}${path}`);
      assert.equal(page.status, 200, `${locale}${path}`);
      harmless(page, `${locale}${path}`);
      assert.match(page.body, new RegExp(`<html lang="${locale}"`));
    }
    const banners = await get(`/help/${locale}`);
    assert.match(banners.body, new RegExp(`href="/help/${locale}/status/${ID}"`));
  }
  assert.equal((await get(`/help/en/status/${ID}x`)).status, 404);
});

test('the short address leads to the reader’s language', async () => {
  const get = await createPages();
  const there = await get('/status', { acceptLanguage: 'ko' });
  assert.equal(there.headers.location, '/help/ko/status');
  assert.equal((await get('/status/ar')).headers.location, '/help/ar/status');
});

test('the feed is well-formed whatever was written', async () => {
  const get = await createPages();
  const { body, contentType } = await get('/help/en/status.xml');
  assert.match(contentType, /atom/);
  assert.ok(body.includes('&lt;script&gt;') && !/<(?:script|img|p)/.test(body));
  assert.equal(body.match(/<entry>/g)?.length, 2);
});

test('forms answer on the page, without a script; what is said of somebody is kept by nobody', async () => {
  const get = await createPages();
  const post = (path: string, fields: Record<string, string>) =>
    get(path, { method: 'POST', form: new URLSearchParams(fields) });
  const asked = await post('/help/en/status', { mail: 'mina@example.org' });
  assert.match(asked.body, /status-answer asked/);
  assert.equal(asked.headers['cache-control'], 'no-store');
  assert.match((await post('/help/en/status', { mail: 'none' })).body, /status-answer invalid/);
  const right = await post('/help/en/status/confirm', { s: ID, p: 'right' });
  assert.match(right.body, /Confirmed/);
  const wrong = await post('/help/en/status/end', { s: ID, p: 'wrong' });
  assert.match(wrong.body, /not valid/);
  assert.ok(!wrong.body.includes('value="wrong"'));
});
