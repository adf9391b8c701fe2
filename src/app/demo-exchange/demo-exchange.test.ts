import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { LOCALES } from '../../core/vocabulary.ts';
import { readExchange } from './read-exchange.ts';
import { showAccount } from './show-account.ts';
import { type DemoExchange, readDemoUsers, startDemoExchange } from './start-demo-exchange.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signingKey = { ...privateKey.export({ format: 'jwk' }), kid: 'k1' };
const keys = createLocalJWKSet({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] });

const withExchange = async (run: (exchange: DemoExchange) => Promise<void>): Promise<void> => {
  const exchange = await startDemoExchange({
    host: '127.0.0.1',
    port: 0,
    supportOrigin: 'http://localhost:7300',
    audience: 'mainstay-demo',
    signingKey,
  });
  try {
    await run(exchange);
  } finally {
    await exchange.close();
  }
};

test('vouches for its own users, shortly and once', () =>
  withExchange(async ({ origin }) => {
    const [user] = readDemoUsers();
    const get = async () => (await fetch(`${origin}/support-token?customer=${user?.id}`)).text();
    const [first, second] = [await get(), await get()];
    const { payload, protectedHeader } = await jwtVerify(first, keys, {
      audience: 'mainstay-demo',
      algorithms: ['ES256'],
    });
    assert.equal(protectedHeader.kid, 'k1');
    assert.equal(payload.sub, user?.id);
    assert.ok((payload.exp ?? 0) - (payload.iat ?? 0) <= 300);
    assert.notEqual(payload.jti, (await jwtVerify(second, keys)).payload.jti);
  }));

test('vouches for nobody else', () =>
  withExchange(async ({ origin }) => {
    const reply = await fetch(`${origin}/support-token?customer=nv-000000`);
    assert.equal(reply.status, 404);
    assert.equal(await reply.text(), '');
  }));

test('its page embeds the messenger by one tag, and its policy allows nothing more', () =>
  withExchange(async ({ origin }) => {
    const reply = await fetch(origin);
    const html = await reply.text();
    assert.equal(html.match(/http:\/\/localhost:7300/g)?.length, 1);
    assert.match(
      reply.headers.get('content-security-policy') ?? '',
      /script-src 'self' http:\/\/localhost:7300;/,
    );
  }));

test('every screen has an address, a name in every language and all its scripts', () =>
  withExchange(async ({ origin }) => {
    const { screens } = readExchange().facts;
    const paths = Object.entries(screens).flatMap(([section, names]) =>
      names.map((name) => ({ path: `/${section}/${name}`, key: `demo.screen.${section}_${name}` })),
    );
    const page = await (await fetch(origin)).text();
    for (const { path } of paths)
      assert.equal(await (await fetch(`${origin}${path}`)).text(), page, path);
    for (const locale of LOCALES) {
      const texts = (await (await fetch(`${origin}/texts/${locale}.json`)).json()) as object;
      for (const { key } of paths) assert.ok(key in texts, `${locale}: ${key}`);
    }
    const script = await (await fetch(`${origin}/exchange.js`)).text();
    const shown: string[] = [...script.matchAll(/'([a-z]+\/[a-z]+)': show/g)].map(
      ([, path]) => `/${path}`,
    );
    assert.deepEqual(shown.sort(), paths.map(({ path }) => path).sort());
    for (const [, file = ''] of script.matchAll(/from '\.(\/[a-z]+\.js)'/g))
      assert.equal((await fetch(`${origin}${file}`)).status, 200, file);
  }));

test('every user has an account, which stays the same and is shown to nobody unknown', () =>
  withExchange(async ({ origin }) => {
    const get = async (id: string) => fetch(`${origin}/account?customer=${id}`);
    for (const { id } of readDemoUsers()) {
      const [first, second] = await Promise.all([get(id), get(id)]);
      const [one, other] = (await Promise.all([first.json(), second.json()])) as [
        { reference: string; depositAddresses: Record<string, string> },
        { reference: string; depositAddresses: Record<string, string> },
      ];
      assert.equal(one.reference, other.reference);
      assert.deepEqual(one.depositAddresses, other.depositAddresses);
      // Letters that the addresses of these networks cannot have: nobody can send anything to them.
      for (const [network, address] of Object.entries(one.depositAddresses))
        assert.match(address, network === 'Solana' ? /0/ : /demo/, network);
    }
    assert.equal((await get('nv-000000')).status, 404);
  }));

test('the figures of an account agree with the rules of the exchange', () => {
  const { facts, accounts } = readExchange();
  const now = Date.UTC(2026, 10, 22, 12, 34);
  for (const user of readDemoUsers()) {
    const stored = accounts[user.id];
    assert.ok(stored, user.id);
    const shown = showAccount(user, stored, facts, now);
    assert.ok(shown.hold === null || shown.hold.until > now, `${user.id}: the hold is over`);
    for (const order of shown.openOrders) {
      assert.ok(order.filled < order.amount && order.ends > now, `${user.id}: ${order.pair}`);
      const coin = facts.coins.find((each) => order.pair.startsWith(`${each.coin}/`));
      assert.ok(order.amount >= (coin?.smallestOrder ?? Number.NaN), `${user.id}: ${order.pair}`);
    }
    for (const { kind, coin, network, amount, at } of shown.movements) {
      assert.ok(at <= now);
      if (network === null) continue;
      const rules = facts.coins.find((each) => each.coin === coin)?.networks;
      const rule = rules?.find((each) => each.network === network);
      const least = kind === 'deposit' ? rule?.depositMinimum : rule?.withdrawalMinimum;
      assert.ok(amount >= (least ?? Number.NaN), `${user.id}: ${kind} ${amount} ${coin}`);
    }
    for (const key of stored.apiKeys)
      assert.ok(!key.rights.includes('withdraw') || key.ips.length > 0, `${user.id}: ${key.name}`);
  }
});
