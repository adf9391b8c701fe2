import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  askContract,
  playScene,
  signInTo,
  visit,
  withDemoExchange,
} from '../../../test/demo-exchange.ts';
import type { Market, Order } from '../../contract/exchange/trading.ts';
import type { AddressOwner, Deposit, Withdrawal } from '../../contract/exchange/transfers.ts';
import { DECIMALS } from '../ledger/money.ts';
import type { DemoExchange } from '../start-demo-exchange.ts';

const USER = 'nv-100913';
const LIMIT_MS = 40_000;
const CHAINS = {
  ...{ evmPort: 7454, bitcoinPort: 7455, bitcoinWalletPort: 7456, bitcoinKey: 'scenes' },
  ...{ evmBlockSeconds: 1, bitcoinBlockSeconds: 600 },
};

const until = async <T>(
  read: () => Promise<T>,
  isRight: (value: T) => boolean,
  what: string,
): Promise<T> => {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const value = await read();
    if (isRight(value)) return value;
    assert.ok(Date.now() < deadline, `${what}: ${JSON.stringify(value)}`);
    await sleep(150);
  }
};

const depositOf = (exchange: DemoExchange, id: string | undefined) => async () =>
  (await askContract<Deposit>(exchange, `/users/${USER}/deposits/${id}`)).data;
const withdrawalOf = (exchange: DemoExchange, id: string | undefined) => async () =>
  (await askContract<Withdrawal>(exchange, `/users/${USER}/withdrawals/${id}`)).data;

const rpc = async <T>(port: number, method: string, params: readonly unknown[]): Promise<T> => {
  const authorization = `Basic ${Buffer.from('x:scenes').toString('base64')}`;
  const reply = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return ((await reply.json()) as { result: T }).result;
};
const isOnEthereum = (txid: string | undefined): Promise<object | null> =>
  rpc<object | null>(CHAINS.evmPort, 'eth_getTransactionByHash', [txid]);
const isOnBitcoin = (txid: string | undefined): Promise<object | null> =>
  rpc<object | null>(CHAINS.bitcoinPort, 'getrawtransaction', [txid, true]);

const playDeposits = async (exchange: DemoExchange): Promise<void> => {
  const good = await playScene(exchange, 'late-deposit', {
    user: USER,
    asset: 'BTC',
    amount: '0.31',
  });
  const seen = await depositOf(exchange, good.depositId)();
  assert.deepEqual([seen.amount, seen.confirmations, seen.state], ['0.31', 0, 'seen']);
  assert.ok(await isOnBitcoin(good.txid));
  const owner = await askContract<AddressOwner>(
    exchange,
    `/users/${USER}/address-owner?address=${seen.address}`,
  );
  assert.equal(owner.data.owner, 'user');
  await exchange.exchange.chains.bitcoinStage?.mine(2);
  const credited = await until(
    depositOf(exchange, good.depositId),
    ({ state }) => state === 'credited',
    'two blocks credit it',
  );
  assert.equal(credited.confirmations, 2);

  for (const [scene, state] of [
    ['missing-memo', 'missing_memo'],
    ['wrong-network', 'wrong_network'],
    ['unsupported-token', 'unsupported_token'],
  ] as const) {
    const { depositId, txid } = await playScene(exchange, scene, {
      user: USER,
      amount: '12.000000001',
    });
    const row = await depositOf(exchange, depositId)();
    assert.deepEqual([row.state, row.amount], [state, '12.000000001'], scene);
    assert.ok(await isOnEthereum(txid), scene);
    const recovery = await askContract<{ fee: string }>(exchange, `/users/${USER}/recoveries`, {
      body: { requestedBy: { kind: 'customer', badge: null, conversationNumber: null }, depositId },
    });
    assert.equal(recovery.data.fee, '50', scene);
  }
  await playScene(exchange, 'time-passes', { user: USER });
  const { data: all } = await askContract<Deposit[]>(exchange, `/users/${USER}/deposits`);
  const ended = all.filter(({ recovery }) => recovery?.state === 'done');
  assert.deepEqual(ended.map(({ state }) => state).sort(), ['credited', 'credited', 'returned']);
};

const playReorganisations = async (exchange: DemoExchange): Promise<void> => {
  for (const asset of ['ETH', 'BTC']) {
    const { depositId, txid } = await playScene(exchange, 'reorganisation', { user: USER, asset });
    const taken = exchange.exchange.world.deposits.find(depositId ?? '')?.place;
    assert.ok(taken, 'it had been in a block');
    const back = await until(
      depositOf(exchange, depositId),
      ({ confirmations, state }) => confirmations === 0 || state === 'dropped' || asset === 'ETH',
      'the block is gone',
    );
    assert.notEqual(back.state, 'credited');
    if (asset === 'ETH')
      await until(
        async () => exchange.exchange.world.deposits.find(depositId ?? '')?.place,
        (place) => place !== null && place?.blockHash !== taken.blockHash,
        'another block has it',
      );
    assert.ok(await (asset === 'ETH' ? isOnEthereum(txid) : isOnBitcoin(txid)), asset);
  }
};

const playWithdrawals = async (exchange: DemoExchange): Promise<void> => {
  const stuck = await playScene(exchange, 'stuck-withdrawal', { user: USER, seconds: 4 });
  const waiting = await withdrawalOf(exchange, stuck.withdrawalId)();
  assert.deepEqual(
    [waiting.stage, waiting.waitsFor, waiting.confirmations],
    ['broadcast', 'earlier_transaction', 0],
  );
  assert.ok(await isOnEthereum(stuck.txid));
  const replaced = await playScene(exchange, 'replaced-transaction', { user: USER });
  const both = await until(
    withdrawalOf(exchange, replaced.withdrawalId),
    ({ confirmations }) => confirmations > 0,
    'the second one is taken',
  );
  assert.deepEqual(both.txids, [replaced.replaced, replaced.txid]);
  assert.equal(await isOnEthereum(replaced.replaced), null);
  await until(
    withdrawalOf(exchange, stuck.withdrawalId),
    ({ confirmations }) => confirmations > 0,
    'the gap is filled',
  );
};

const playByHand = async (exchange: DemoExchange): Promise<void> => {
  const session = await signInTo(exchange, USER);
  const address = '0x00000000000000000000000000000000000000aa';
  const before = exchange.exchange.world.ledger.balance(USER, 'ETH', 'available');
  const { said: now } = await visit<{ code: string }>(exchange, '/authenticator', { session });
  const body = {
    ...{ asset: 'ETH', network: 'Ethereum', address, memo: null, amount: '0.1' },
    code: now.code,
  };
  const guessed = { ...body, code: '000000' };
  const kept = await visit<{ code: string }>(exchange, '/withdrawals', { body: guessed, session });
  assert.equal(kept.said.code, 'code_wrong');
  const wrong = { ...body, address: 'bc1qnothing' };
  const refused = await visit<{ code: string }>(exchange, '/withdrawals', { body: wrong, session });
  assert.equal(refused.said.code, 'address_invalid');
  const { said } = await visit<{ id: string }>(exchange, '/withdrawals', { body, session });
  const row = await withdrawalOf(exchange, said.id)();
  assert.deepEqual([row.stage, row.amount, row.fee], ['requested', '0.0988', '0.0012']);
  const cancelled = await visit(exchange, `/withdrawals/${said.id}/cancel`, { body: {}, session });
  assert.equal(cancelled.status, 200);
  assert.equal(exchange.exchange.world.ledger.balance(USER, 'ETH', 'available'), before);
};

test('coins on real chains: deposits, faults, reorganisations and withdrawals are what their chains say', () =>
  withDemoExchange(
    async (exchange) => {
      await exchange.chainsStarted;
      assert.equal(exchange.exchange.chains.state, 'ready');
      await playDeposits(exchange);
      await playWithdrawals(exchange);
      await playReorganisations(exchange);
      await playByHand(exchange);
      for (const asset of Object.keys(DECIMALS))
        assert.equal(exchange.exchange.world.ledger.total(asset), 0n, asset);
    },
    { chains: CHAINS },
  ));

test('a part of an order is filled, another is far away, a market stands still', () =>
  withDemoExchange(async (exchange) => {
    const order = async (id: string | undefined) =>
      (await askContract<Order>(exchange, `/users/${USER}/orders/${id}`)).data;
    const part = await order(
      (await playScene(exchange, 'partial-fill', { user: USER, pair: 'ETH-EUR', amount: '1.6' }))
        .orderId,
    );
    assert.deepEqual([part.state, part.filled, part.quantity], ['partially_filled', '0.6', '1.6']);
    const far = await order(
      (await playScene(exchange, 'far-order', { user: USER, side: 'sell' })).orderId,
    );
    assert.deepEqual([far.state, far.filled, far.side], ['open', '0', 'sell']);
    const best = Number(far.depthAtPlacing?.asks[0]?.price);
    assert.ok(Number(far.price) > best * 1.1);
    const halted = await playScene(exchange, 'halted-market', { user: USER, pair: 'SOL-USDC' });
    const { data } = await askContract<Market>(exchange, '/markets/SOL-USDC');
    assert.deepEqual([data.state, data.stateReason], ['halted', 'volatility']);
    assert.equal((await order(halted.orderId)).state, 'open');
  }));
