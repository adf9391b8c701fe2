import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { depositor, withWorld } from '../../../test/self-service-steps.ts';
import { ETHER, type SelfServiceWorld } from '../../../test/self-service-world.ts';

describe('what needs more proof', () => {
  const wrongly = async (world: SelfServiceWorld) => {
    const { customerId, set } = await depositor(world, { state: 'missing_memo' });
    world.book.set(
      'recoverDeposit',
      {},
      {
        recoveryId: 'rec-1',
        fee: '0.004',
        feeAsset: 'ETH',
        expectedBy: null,
      },
    );
    world.book.set(
      'challenge',
      {},
      {
        challengeId: 'ch-1',
        methods: ['totp'],
        sentTo: null,
        validUntil: Date.now() + 60_000,
        triesLeft: 5,
      },
    );
    const id = await world.start(customerId, 'deposit without memo');
    await world.agree(customerId, id);
    const found = await world.lastReply(id);
    assert.equal(found.reply.code, 'missing_memo_recoverable');
    await world.call(customerId, id, 'action', { turnId: found.turnId, action: 'recover_deposit' });
    const asked = await world.lastReply(id);
    assert.equal(asked.kind, 'step_up');
    assert.equal(world.book.happened('recoverDeposit'), 0);
    return { customerId, id, turnId: asked.turnId, set };
  };

  it('is done once the code is right, and once only', async () =>
    withWorld(async (world) => {
      const { customerId, id, turnId } = await wrongly(world);
      world.book.set('check', {}, { passed: true, triesLeft: 5 });
      assert.ok((await world.call(customerId, id, 'step-up', { turnId })).ok);
      const check = { turnId, challengeId: 'ch-1', method: 'totp', code: '123456' };
      assert.ok((await world.call(customerId, id, 'step-up/check', check)).ok);
      assert.equal((await world.lastReply(id)).reply.code, 'recovery_begun');
      assert.equal(world.book.happened('recoverDeposit'), 1);
      const talk = await world.talkOf(id);
      const tapped = talk.findLast(({ logged }) => logged.event.type === 'step_taken');
      await world.assistant.takeTurn(id, tapped?.logged.seq ?? 0);
      assert.equal(world.book.happened('recoverDeposit'), 1, 'a turn that is tried again');
      const again = await world.call(customerId, id, 'step-up/check', check);
      assert.ok(!again.ok);
    }));

  it('three wrong codes, and a person takes over', async () =>
    withWorld(async (world) => {
      const { customerId, id, turnId } = await wrongly(world);
      world.book.set('check', {}, { passed: false, triesLeft: 4 });
      await world.call(customerId, id, 'step-up', { turnId });
      const check = { turnId, challengeId: 'ch-1', method: 'totp', code: '000000' };
      for (const left of [2, 1, 0]) {
        const tried = await world.call(customerId, id, 'step-up/check', check);
        assert.deepEqual(tried.ok && tried.value, { passed: false, triesLeft: left });
      }
      const state = await world.stateOf(id);
      assert.notEqual(state.queuedAt, null);
      assert.equal(state.category, 'security');
      const summary = await world.summaryOf(id);
      assert.match(summary, /Looked up already: deposit;/);
      const late = await world.call(customerId, id, 'step-up/check', check);
      assert.ok(!late.ok);
      assert.equal(world.book.happened('recoverDeposit'), 0);
    }));

  it('a proof holds for ten minutes', async () =>
    withWorld(async (world) => {
      const { customerId, id, turnId } = await wrongly(world);
      world.book.set('check', {}, { passed: true, triesLeft: 5 });
      await world.call(customerId, id, 'step-up', { turnId });
      world.book.refuse('recoverDeposit', {}, 'not_now');
      const check = { turnId, challengeId: 'ch-1', method: 'totp', code: '123456' };
      await world.call(customerId, id, 'step-up/check', check);
      assert.equal((await world.lastReply(id)).reply.code, 'exchange_refused');
      world.pass(10 * 60_000 + 1);
      await world.say(customerId, id, 'deposit again');
      const found = await world.lastReply(id);
      await world.call(customerId, id, 'action', {
        turnId: found.turnId,
        action: 'recover_deposit',
      });
      assert.equal((await world.lastReply(id)).kind, 'step_up');
    }));
});

describe('whose it is', () => {
  it('an id of somebody else is told like an id of nobody', async () =>
    withWorld(async (world) => {
      const { customerId } = await depositor(world);
      const foreign = '0x00000000000000000000000000000000000000bb';
      const theirs = world.chain.pay({ from: '0xf1', to: foreign, amount: '5000000000000000000' });
      const nobodys = world.chain.pay({ from: '0xf1', to: '0xcc', amount: '5000000000000000000' });
      world.chain.mine(1);
      world.book.set(
        'addressOwner',
        { address: foreign },
        { address: foreign, owner: 'other', asset: 'ETH', network: 'Ethereum' },
      );
      world.book.set(
        'addressOwner',
        { address: '0xcc' },
        { address: '0xcc', owner: 'unknown', asset: null, network: null },
      );
      const texts: string[] = [];
      for (const txid of [theirs, nobodys]) {
        const id = await world.start(customerId, `where is my deposit ${txid}`);
        await world.agree(customerId, id);
        const said = await world.lastReply(id);
        assert.equal(said.reply.code, 'tx_elsewhere');
        assert.doesNotMatch(said.text, /5/);
        texts.push(said.text);
      }
      assert.equal(texts[0], texts[1]);
    }));

  it('finds a payment to an own address that the exchange has not listed', async () =>
    withWorld(async (world) => {
      const { customerId } = await depositor(world);
      const mine = '0x00000000000000000000000000000000000000ab';
      const txid = world.chain.pay({ from: '0xf1', to: mine, amount: '2000000000000000000' });
      world.chain.mine(4);
      world.book.set(
        'addressOwner',
        { address: mine },
        { address: mine, owner: 'user', asset: 'ETH', network: 'Ethereum' },
      );
      const id = await world.start(customerId, `deposit ${txid}`);
      await world.agree(customerId, id);
      const said = await world.lastReply(id);
      assert.equal(said.reply.code, 'tx_own_underway');
      assert.match(said.text, /2 ETH/);
      assert.match(said.text, new RegExp(`4 of ${ETHER.confirmationsNeeded}`));
    }));
});
