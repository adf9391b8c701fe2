import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { signInTo, TOKEN_KEY, visit, withDemoExchange } from '../../test/demo-exchange.ts';
import { LOCALES } from '../core/vocabulary.ts';
import { readExchange } from './read-exchange.ts';
import { readDemoUsers } from './read-users.ts';

const keys = createLocalJWKSet({ keys: [TOKEN_KEY] });

test('vouches for whoever is signed in, shortly and once, and for nobody else', () =>
  withDemoExchange(async (exchange) => {
    const [user] = readDemoUsers();
    const session = await signInTo(exchange, user?.id ?? '');
    const get = async (of: string) => {
      const reply = await fetch(`${exchange.origin}/support-token`, {
        headers: { 'x-norvik-session': of },
      });
      return reply.text();
    };
    const [first, second] = [await get(session), await get(session)];
    const { payload, protectedHeader } = await jwtVerify(first, keys, {
      audience: 'mainstay-demo',
      algorithms: ['ES256'],
    });
    assert.equal(protectedHeader.kid, 'k1');
    assert.equal(payload.sub, user?.id);
    assert.ok((payload.exp ?? 0) - (payload.iat ?? 0) <= 300);
    assert.notEqual(payload.jti, (await jwtVerify(second, keys)).payload.jti);
    assert.equal(await get('se_nobody'), '');
    const stranger = await visit(exchange, '/session', {
      body: { customer: 'nv-000000', device: null },
    });
    assert.equal(stranger.status, 404);
  }));

test('its page embeds the messenger by one tag, and its policy allows nothing more', () =>
  withDemoExchange(async ({ origin }) => {
    const reply = await fetch(origin);
    const html = await reply.text();
    assert.equal(html.match(/http:\/\/localhost:7300/g)?.length, 1);
    assert.match(
      reply.headers.get('content-security-policy') ?? '',
      /script-src 'self' http:\/\/localhost:7300;/,
    );
  }));

test('every screen has an address, a name in every language and all its scripts', () =>
  withDemoExchange(async ({ origin }) => {
    const { screens } = readExchange().facts;
    const paths = Object.entries(screens).flatMap(([section, names]) =>
      names.map((name) => ({ path: `/${section}/${name}`, key: `demo.screen.${section}_${name}` })),
    );
    const page = await (await fetch(origin)).text();
    for (const { path } of paths)
      assert.equal(await (await fetch(`${origin}${path}`)).text(), page, path);
    assert.equal(await (await fetch(`${origin}/reset`)).text(), page);
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

interface Account {
  readonly reference: string;
  readonly depositAddresses: Readonly<Record<string, unknown>>;
  readonly openOrders: readonly { readonly filled: number; readonly amount: number }[];
}

test('every user has an account, which is shown to nobody else; without chains its networks are closed', () =>
  withDemoExchange(async (exchange) => {
    for (const { id } of readDemoUsers()) {
      const session = await signInTo(exchange, id);
      const [one, other] = await Promise.all([
        visit<Account>(exchange, '/account', { session }),
        visit<Account>(exchange, '/account', { session }),
      ]);
      assert.equal(one.said.reference, other.said.reference);
      for (const address of Object.values(one.said.depositAddresses)) assert.equal(address, null);
      for (const order of one.said.openOrders) assert.ok(order.filled < order.amount, id);
    }
    assert.equal((await visit(exchange, '/account')).status, 401);
  }));

test('the figures of the stored accounts agree with the rules of the exchange', () => {
  const { facts, accounts } = readExchange();
  for (const { id } of readDemoUsers()) {
    const stored = accounts[id];
    assert.ok(stored, id);
    for (const order of stored.openOrders) {
      const coin = facts.coins.find((each) => order.pair.startsWith(`${each.coin}/`));
      assert.ok(order.amount >= (coin?.smallestOrder ?? Number.NaN), `${id}: ${order.pair}`);
    }
    for (const { kind, coin, network, amount } of stored.movements) {
      if (network === null) continue;
      const rules = facts.coins.find((each) => each.coin === coin)?.networks;
      const rule = rules?.find((each) => each.network === network);
      const least = kind === 'deposit' ? rule?.depositMinimum : rule?.withdrawalMinimum;
      assert.ok(amount >= (least ?? Number.NaN), `${id}: ${kind} ${amount} ${coin}`);
    }
    for (const key of stored.apiKeys)
      assert.ok(!key.rights.includes('withdraw') || key.ips.length > 0, `${id}: ${key.name}`);
  }
});
