import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createServerSecretGuard } from '../../src/adapters/secret-guard-bip39/create-guard.ts';
import { startApplication } from '../../src/app/application.ts';
import { cleanText } from '../../src/core/text/clean-text.ts';
import { readConfig } from '../../src/platform/config/read-config.ts';
import { withTestDatabase } from '../database.ts';
import type { Exchange } from '../load/exchange.ts';
import { createInstallation, PUBLIC_ORIGIN } from '../load/installation.ts';
import { openCustomer } from '../load/people.ts';
import { loadPayloads } from './payloads.ts';

const PORT = 7_491;
const BASE = `http://127.0.0.1:${PORT}`;
const AT_ONCE = 6;
const guard = createServerSecretGuard();
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into replies freely
  readonly body: any;
}

const ask = async (
  path: string,
  session: string,
  sent?: { readonly json?: unknown; readonly bytes?: Uint8Array },
): Promise<Answer> => {
  const type = sent?.bytes === undefined ? 'application/json' : 'application/octet-stream';
  const body =
    sent?.bytes === undefined
      ? JSON.stringify(sent?.json)
      : new Blob([sent.bytes as Uint8Array<ArrayBuffer>]);
  const reply = await fetch(`${BASE}${path}`, {
    method: sent === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${session}`,
      origin: PUBLIC_ORIGIN,
      ...(sent !== undefined && { 'content-type': type }),
    },
    ...(sent !== undefined && { body }),
  });
  return { status: reply.status, headers: reply.headers, body: await reply.json() };
};

const withServer = (work: (exchange: Exchange) => Promise<void>): Promise<void> =>
  withTestDatabase(async (database, url) => {
    const folder = mkdtempSync(join(tmpdir(), 'mainstay-attacks-'));
    const installation = await createInstallation(join(folder, 'data'));
    const config = readConfig({
      mode: 'production',
      environment: installation.environment(PORT, url),
      root: folder,
      version: '0.0.0',
    });
    const application = await startApplication({ config, database, log: silent });
    try {
      await work(installation.exchange);
      assert.equal((await fetch(`${BASE}/livez`)).status, 200, 'the process is up');
    } finally {
      await application.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

/** Runs in `AT_ONCE` lanes. */
const forEach = async <T>(items: readonly T[], run: (item: T, at: number) => Promise<void>) => {
  const lanes = Array.from({ length: AT_ONCE }, async (_, lane) => {
    for (let at = lane; at < items.length; at += AT_ONCE) {
      const item = items[at];
      if (item !== undefined) await run(item, at);
    }
  });
  await Promise.all(lanes);
};

const assertInert = ({ headers }: Answer): void => {
  assert.match(headers.get('content-type') ?? '', /^application\/json/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
};

const startConversation = async (session: string): Promise<string> => {
  const json = { clientMessageId: 'first-message', text: 'hello', category: 'other', locale: 'en' };
  const started = await ask('/api/conversations', session, { json });
  assert.ok(started.status < 300, JSON.stringify(started.body));
  return started.body.conversation.id;
};

test('every payload as a message is stored as inert text or refused by name, and the process stays up', async (context) => {
  const payloads = loadPayloads(context).flatMap(({ texts }) => texts);
  await withServer(async (exchange) => {
    const { session } = await openCustomer(BASE, exchange, { userId: 'attacker' });
    const conversationId = await startConversation(session);
    const path = `/api/conversations/${conversationId}/messages`;
    await forEach(payloads, async (text, at) => {
      const json = { clientMessageId: `payload-${at}`, text };
      const answer = await ask(path, session, { json });
      assertInert(answer);
      const cleaned = cleanText(text);
      if (!cleaned.ok) {
        assert.equal(answer.status, 422);
        assert.equal(answer.body.error.code, cleaned.failure.code);
        return;
      }
      assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body)}`);
      assert.equal(answer.body.event.body.text, guard.redact(cleaned.value).text);
    });
    const read = await ask(`/api/conversations/${conversationId}?limit=200`, session);
    assert.equal(read.status, 200);
    assertInert(read);
  });
});

test('payloads as names of files and of people are stored as inert text', async (context) => {
  const payloads = loadPayloads(context)
    .flatMap(({ texts }) => texts)
    .filter((text, at) => (at < 18 || at % 8 === 0) && text.isWellFormed());
  await withServer(async (exchange) => {
    const bytes = new TextEncoder().encode('hello');
    await forEach(payloads, async (text, at) => {
      const shown = text.slice(0, 200).toWellFormed();
      const facts = { userId: `named-${at}`, name: shown };
      const { session } = await openCustomer(BASE, exchange, facts);
      const me = await ask('/api/session', session);
      assert.equal(me.status, 200);
      assertInert(me);
      const query = encodeURIComponent(`${shown}.txt`);
      const uploaded = await ask(`/api/files?name=${query}`, session, { bytes });
      assert.ok(uploaded.status < 300, `${JSON.stringify(shown)} ${JSON.stringify(uploaded.body)}`);
      assertInert(uploaded);
      const { id, name } = uploaded.body.file;
      assert.doesNotMatch(name, /[<>"/\\\r\n]/);
      const content = await fetch(`${BASE}/api/files/${id}/content`, {
        headers: { authorization: `Bearer ${session}` },
      });
      assert.equal(await content.text(), 'hello');
      assert.match(content.headers.get('content-disposition') ?? '', /^attachment; /);
      assert.equal(content.headers.get('content-security-policy'), "sandbox; default-src 'none'");
      assert.equal(content.headers.get('cross-origin-resource-policy'), 'same-origin');
      assert.equal(content.headers.get('x-content-type-options'), 'nosniff');
      assert.match(content.headers.get('cache-control') ?? '', /no-store/);
    });
  });
});
