import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEMO_SUPPORT_KEY_ID } from './demo-secrets.ts';
import { ConfigProblems, type Environment, readConfig } from './read-config.ts';

const withRoot = (work: (root: string) => void): void => {
  const root = mkdtempSync(join(tmpdir(), 'mainstay-config-'));
  try {
    work(root);
  } finally {
    rmSync(root, { recursive: true });
  }
};

const read = (root: string, environment: Environment) =>
  readConfig({ mode: 'demo', environment, root, version: '1' });

const problemsOf = (root: string, environment: Environment): readonly string[] => {
  try {
    read(root, environment);
  } catch (error) {
    if (error instanceof ConfigProblems) return error.sentences;
    throw error;
  }
  return [];
};

const secretOf = (seed: number): string =>
  Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 7 + seed) % 256)).toString('base64');

const WHOLE = {
  MAINSTAY_EXCHANGE_URL: 'https://support-api.example.com/',
  MAINSTAY_EXCHANGE_KEY_ID: 'mainstay-1',
  MAINSTAY_EXCHANGE_SECRET: secretOf(1),
};

test('the demo is connected to its own exchange, by secrets that stay the same', () =>
  withRoot((root) => {
    const { exchange } = read(root, {});
    assert.equal(exchange?.url, 'http://127.0.0.1:7301');
    assert.equal(exchange?.key.keyId, DEMO_SUPPORT_KEY_ID);
    assert.equal(exchange?.webhookSecrets.length, 1);
    assert.notDeepEqual(exchange?.key.secret, exchange?.complianceKey?.secret);
    assert.deepEqual(read(root, {}).exchange, exchange);
  }));

test('secrets of an earlier version stay, and what came later is added', () =>
  withRoot((root) => {
    const before = read(root, {});
    const file = join(root, 'var', 'demo-secrets.json');
    const saved = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const earlier = Object.entries(saved).filter(([name]) => !/^exchange\w+Secret$/.test(name));
    assert.equal(earlier.length, Object.keys(saved).length - 3);
    writeFileSync(file, JSON.stringify(Object.fromEntries(earlier)));
    const after = read(root, {});
    assert.deepEqual(after.secrets, before.secrets);
    assert.equal(after.exchange?.key.secret.length, 32);
    assert.notDeepEqual(after.exchange?.key.secret, before.exchange?.key.secret);
    assert.deepEqual(read(root, {}).exchange, after.exchange);
  }));

test('another exchange is reached as it is set, and nothing of the demo is sent to it', () =>
  withRoot((root) => {
    const { exchange } = read(root, WHOLE);
    assert.equal(exchange?.url, 'https://support-api.example.com');
    assert.equal(exchange?.key.keyId, 'mainstay-1');
    assert.equal(exchange?.complianceKey, null);
    assert.deepEqual(exchange?.webhookSecrets, []);
  }));

test('half a connection is refused, and so is one that others can read', () =>
  withRoot((root) => {
    for (const name of Object.keys(WHOLE) as (keyof typeof WHOLE)[]) {
      const { [name]: _left, ...rest } = WHOLE;
      assert.equal(problemsOf(root, rest).length, 1, name);
    }
    const plain = { ...WHOLE, MAINSTAY_EXCHANGE_URL: 'http://support-api.example.com' };
    assert.match(problemsOf(root, plain)[0] ?? '', /https:/);
    const password = { ...WHOLE, MAINSTAY_EXCHANGE_URL: 'https://u:p@support-api.example.com' };
    assert.equal(problemsOf(root, password).length, 1);
    const sameKey = {
      ...WHOLE,
      MAINSTAY_EXCHANGE_COMPLIANCE_KEY_ID: 'c',
      MAINSTAY_EXCHANGE_COMPLIANCE_SECRET: WHOLE.MAINSTAY_EXCHANGE_SECRET,
    };
    assert.match(problemsOf(root, sameKey)[0] ?? '', /differ/);
  }));

test('one or two secrets of webhooks, and nothing that is easily guessed', () =>
  withRoot((root) => {
    const one = `whsec_${secretOf(3)}`;
    const two = { ...WHOLE, MAINSTAY_EXCHANGE_WEBHOOK_SECRET: `${one},whsec_${secretOf(4)}` };
    assert.equal(read(root, two).exchange?.webhookSecrets.length, 2);
    for (const wrong of [
      'secret',
      `whsec_${Buffer.alloc(32).toString('base64')}`,
      one.slice(0, 30),
    ]) {
      const sentences = problemsOf(root, { ...WHOLE, MAINSTAY_EXCHANGE_WEBHOOK_SECRET: wrong });
      assert.equal(sentences.length, 1, wrong);
      assert.equal(sentences[0]?.includes(wrong), false);
    }
  }));
