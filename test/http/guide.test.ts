import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { exportJWK } from 'jose';
import { ask, withBench } from './compose.ts';

const ROOT = resolve(import.meta.dirname, '../..');

test('the snippet in the guide makes a token that opens a session', () =>
  withBench(async ({ server }, exchange) => {
    const guide = readFileSync(join(ROOT, 'docs/guide/identity.md'), 'utf8');
    const snippet = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    assert.ok(snippet.trim().split('\n').length <= 11, 'ten lines and a blank one');
    // Inside the project, so that `jose` is found as on the exchange's server.
    const folder = mkdtempSync(join(ROOT, 'node_modules', '.guide-'));
    try {
      const file = join(folder, 'support-token.mjs');
      writeFileSync(
        file,
        snippet.replace("setAudience('mainstay')", "setAudience('mainstay-test')"),
      );
      process.env.SUPPORT_PRIVATE_JWK = JSON.stringify(await exportJWK(exchange.privateKey));
      process.env.SUPPORT_KEY_ID = exchange.jwk.kid;
      const { supportToken } = await import(pathToFileURL(file).href);
      const user = { id: 'u-7', tier: 'plus', locale: 'fr', name: 'Léa', email: 'lea@example.com' };
      const answer = await ask(server, 'POST', '/api/session', {
        body: { token: await supportToken(user) },
      });
      assert.equal(answer.status, 200, answer.text);
      const { kind, tier, locale, name } = answer.body.customer;
      assert.deepEqual([kind, tier, locale, name], ['customer', 'plus', 'fr', 'Léa']);
    } finally {
      rmSync(folder, { recursive: true });
      delete process.env.SUPPORT_PRIVATE_JWK;
      delete process.env.SUPPORT_KEY_ID;
    }
  }));
