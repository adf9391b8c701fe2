import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { describeConfig } from './describe-config.ts';
import { ConfigProblems, type Environment, readConfig } from './read-config.ts';
import { renderExample } from './render-example.ts';
import { SETTING_NOTES } from './settings.ts';

let root = '';
// In a block of their own: the hooks must not run for the tests of other files in the same process.
describe('settings', () => {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mainstay-config-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const read = (mode: 'demo' | 'production', environment: Environment) =>
    readConfig({ mode, environment, root, version: '1.2.3' });

  const problemsOf = (mode: 'demo' | 'production', environment: Environment): readonly string[] => {
    try {
      read(mode, environment);
    } catch (error) {
      if (error instanceof ConfigProblems) return error.sentences;
      throw error;
    }
    return [];
  };

  const KEYS = JSON.stringify({
    keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b', kid: 'exchange-1' }],
  });
  const secretOf = (seed: number): string =>
    Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 7 + seed) % 256)).toString('base64');

  const complete = (): Record<string, string> => {
    writeFileSync(join(root, 'keys.json'), '{}');
    return {
      MAINSTAY_PUBLIC_ORIGIN: 'https://support.example.com',
      MAINSTAY_EMBED_ORIGINS: 'https://www.example.com',
      DATABASE_URL: 'postgres://u:p@h/d',
      MAINSTAY_IDENTITY_KEYS: KEYS,
      MAINSTAY_IDENTITY_AUDIENCE: 'mainstay',
      MAINSTAY_EXCHANGE_NAME: 'Norvik',
      MAINSTAY_SESSION_SECRET: secretOf(1),
      MAINSTAY_HASH_KEY: secretOf(2),
      MAINSTAY_STAFF_SECRET: secretOf(3),
      MAINSTAY_MASTER_KEY_FILE: join(root, 'keys.json'),
      MAINSTAY_SMTP_URL: 'smtp://mail.example.com',
      MAINSTAY_MAIL_FROM: 'Support <s@example.com>',
      MAINSTAY_PUSH_PUBLIC_KEY: Buffer.alloc(65, 4).toString('base64url'),
      MAINSTAY_PUSH_PRIVATE_KEY: Buffer.alloc(32, 5).toString('base64url'),
      MAINSTAY_PUSH_CONTACT: 'mailto:o@example.com',
      MAINSTAY_CLAMAV: 'none',
      MAINSTAY_BLOBS_DIR: '/var/lib/files',
    };
  };

  test('the demo needs nothing and keeps its secrets from start to start', () => {
    const first = read('demo', {});
    assert.equal(first.http.publicOrigin, 'http://localhost:7300');
    assert.equal(first.demo?.exchangePort, 7301);
    assert.equal(first.dataDir, join(root, 'var'));
    assert.deepEqual(read('demo', {}), first);
    assert.equal(statSync(join(root, 'var', 'demo-secrets.json')).mode & 0o077, 0);
  });

  test('what is read cannot be changed', () => {
    const config = read('demo', {});
    assert.throws(() => Object.assign(config.http, { port: 1 }), TypeError);
  });

  test('production names everything that is missing, all at once', () => {
    const sentences = problemsOf('production', {});
    for (const [name, note] of Object.entries(SETTING_NOTES)) {
      const named = sentences.some((sentence) => sentence.startsWith(`${name} is missing.`));
      assert.equal(named, note.required === true, name);
    }
    assert.equal(sentences.filter((sentence) => sentence.includes(' or MAINSTAY_')).length, 2);
  });

  test('production with everything starts, and each required setting is really required', () => {
    const environment = complete();
    const config = read('production', environment);
    assert.equal(config.demo, null);
    assert.equal(config.secrets.session.length, 32);
    for (const name of Object.keys(environment)) {
      const { [name]: _left, ...rest } = environment;
      const sentences = problemsOf('production', rest);
      assert.equal(sentences.length, 1, name);
      assert.equal(sentences[0]?.includes(name), true, name);
    }
  });

  test("production refuses the demo's secrets", () => {
    const demo = read('demo', {});
    const file = JSON.parse(readFileSync(join(root, 'var', 'demo-secrets.json'), 'utf8'));
    const sentences = problemsOf('production', {
      ...complete(),
      MAINSTAY_SESSION_SECRET: file.sessionSecret,
      MAINSTAY_HASH_KEY: file.hashKey,
      MAINSTAY_STAFF_SECRET: file.staffSecret,
      MAINSTAY_PUSH_PRIVATE_KEY: file.pushPrivateKey,
      MAINSTAY_IDENTITY_KEYS: JSON.stringify(demo.identity.keys),
    });
    assert.equal(sentences.length, 5);
  });

  test('secrets must differ, and plain http is for this machine only', () => {
    const base = complete();
    const same = { ...base, MAINSTAY_HASH_KEY: base.MAINSTAY_SESSION_SECRET };
    assert.equal(problemsOf('production', same).length, 1);
    assert.equal(
      problemsOf('production', { ...base, MAINSTAY_PUBLIC_ORIGIN: 'http://support.example.com' })
        .length,
      1,
    );
    assert.equal(
      problemsOf('production', { ...base, MAINSTAY_PUBLIC_ORIGIN: 'http://localhost:7300' }).length,
      0,
    );
  });

  test('each wrong value is one sentence with its name, and no secret is repeated', () => {
    const wrong: Record<string, readonly string[]> = {
      MAINSTAY_HTTP_PORT: ['0', '70000', '7e3', 'x'],
      MAINSTAY_PUBLIC_ORIGIN: ['support.example.com', 'https://a.example/path', 'ftp://a.example'],
      MAINSTAY_EMBED_ORIGINS: ['https://a.example,b'],
      MAINSTAY_TRUSTED_PROXIES: ['everyone'],
      MAINSTAY_FLOOD_SCALE: ['-1', 'fast'],
      DATABASE_URL: ['mysql://hidden', 'hidden'],
      MAINSTAY_IDENTITY_KEYS: ['/no/such/file', '{"keys":[]}', KEYS.replace('"x"', '"d":"1","x"')],
      MAINSTAY_SESSION_SECRET: ['hidden', `hidden${'a'.repeat(60)}`, 'change-me'],
      MAINSTAY_MASTER_KEY_FILE: ['/no/such/file'],
      MAINSTAY_MAIL_FROM: ['nobody', 'a@b\r\nBcc: c@d'],
      MAINSTAY_PUSH_PUBLIC_KEY: ['abc'],
      MAINSTAY_PUSH_CONTACT: ['somebody'],
      MAINSTAY_CLAMAV: ['localhost', 'a:99999'],
      MAINSTAY_BLOBS_DIR: ['relative/path'],
      MAINSTAY_LOG_LEVEL: ['loud'],
      MAINSTAY_HTP_PORT: ['7300'],
    };
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) {
        const sentences = problemsOf('demo', { [name]: value });
        assert.equal(sentences.length, 1, `${name}=${value}`);
        assert.equal(sentences[0]?.startsWith(`${name} `), true, sentences[0] ?? 'none');
        assert.equal(sentences[0]?.includes('hidden'), false, sentences[0] ?? 'none');
      }
    }
  });

  test('an empty value is no value', () => {
    assert.equal(read('demo', { MAINSTAY_HTTP_PORT: '', DATABASE_URL: ' ' }).http.port, 7300);
  });

  test('a description shows no secret', () => {
    const environment = { ...complete(), DATABASE_URL: 'postgres://u:hidden@h/d' };
    const text = JSON.stringify(describeConfig(environment));
    assert.equal(text.includes('hidden'), false);
    assert.equal(text.includes(secretOf(1)), false);
    assert.equal(text.includes('https://support.example.com'), true);
  });

  test('.env.example is what the schema says', () => {
    const file = readFileSync(resolve(import.meta.dirname, '../../../.env.example'), 'utf8');
    assert.equal(file, renderExample());
  });
});
