import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestDatabase } from '../../../test/database.ts';
import { fakeUnderstanding } from '../../../test/fakes/understanding.ts';
import {
  depositOf,
  ETHER,
  type SelfServiceWorld,
  selfServiceWorld,
} from '../../../test/self-service-world.ts';
import type { Tool } from '../../core/selfservice/vocabulary.ts';

const tool = (name: Tool) => ({ tools: [{ tool: name, score: 0.9 }] });
const understanding = fakeUnderstanding({
  deposit: tool('deposit'),
  order: tool('order'),
  frozen: tool('restriction'),
  password: tool('password'),
  authenticator: tool('two_factor'),
  slow: tool('network'),
});

const withWorld = (check: (world: SelfServiceWorld) => Promise<void>) =>
  withTestDatabase((database) => check(selfServiceWorld(database, { understanding })));

/** A customer with one deposit that is on the chain and in this state. */
const depositor = async (world: SelfServiceWorld, given: Parameters<typeof depositOf>[0] = {}) => {
  const customerId = await world.addCustomer('user-1');
  const address = '0x00000000000000000000000000000000000000aa';
  const txid = world.chain.pay({ from: '0xf0', to: address, amount: '1250000000000000000' });
  const set = (more: Parameters<typeof depositOf>[0] = {}): void => {
    const deposit = depositOf({ txid, address, ...given, ...more });
    world.book.set('deposits', { userId: 'user-1' }, [deposit]);
    world.book.set('deposit', { userId: 'user-1' }, deposit);
  };
  set();
  return { customerId, set, txid };
};

describe('self-service', () => {
  it('asks before it looks, shows the deposit, and tells when it is credited', async () =>
    withWorld(async (world) => {
      const { customerId, set } = await depositor(world);
      world.chain.mine(3);
      const id = await world.start(customerId, 'where is my deposit');
      assert.equal((await world.lastReply(id)).kind, 'consent');
      assert.equal(world.book.asked.length, 0, 'nothing is looked at before the customer agrees');
      assert.ok((await world.agree(customerId, id)).ok);
      const found = await world.lastReply(id);
      assert.equal(found.reply.code, 'confirming');
      assert.match(found.text, /1\.25 ETH has 3 of 12 confirmations on Ethereum/);
      const [card] = await world.cardsOf(id);
      assert.ok(card?.kind === 'deposit' && card.data.expected !== null);
      assert.equal(card.data.confirmations, 3);

      world.chain.mine(4);
      await world.recheck();
      const [early] = await world.cardsOf(id);
      assert.ok(early?.kind === 'deposit' && early.data.confirmations === 3, 'throttled');
      world.pass(11_000);
      await world.recheck();
      const [moved] = await world.cardsOf(id);
      assert.ok(moved?.kind === 'deposit' && moved.data.confirmations === 7);
      assert.equal((await world.repliesOf(id)).length, 2, 'each block is no news');

      set({ state: 'credited', creditedAt: Date.now() });
      await Promise.all([world.recheck(), world.recheck()]);
      const said = await world.repliesOf(id);
      assert.equal(said.length, 3, 'told once');
      assert.equal(said[2]?.reply.kind, 'update');
      assert.equal(said[2]?.reply.final, true);
      assert.match(said[2]?.text ?? '', /was credited/);
      const [done] = await world.cardsOf(id);
      assert.ok(done?.kind === 'deposit' && done.data.state === 'credited');
      assert.equal((await world.stateOf(id)).assistant?.openTurnId, said[2]?.turnId);
      await world.recheck();
      assert.equal((await world.repliesOf(id)).length, 3);
    }));

  it('notices that a block was taken back, and that a transaction was replaced', async () =>
    withWorld(async (world) => {
      const { customerId, txid } = await depositor(world);
      world.chain.mine(2);
      const id = await world.start(customerId, 'deposit?');
      await world.agree(customerId, id);
      world.chain.reorganise(2);
      await world.recheck();
      assert.equal((await world.lastReply(id)).reply.code, 'reorganised');
      world.chain.drop(txid);
      await world.recheck();
      assert.equal((await world.lastReply(id)).reply.code, 'dropped');
    }));

  it('says plainly that the exchange does not answer, or lies, and gives no figure', async () =>
    withWorld(async (world) => {
      const { customerId } = await depositor(world);
      for (const [trouble, code] of [
        ['down', 'exchange_unreachable'],
        ['foreign', 'exchange_wrong'],
        ['schema', 'exchange_wrong'],
      ] as const) {
        world.fake.trouble(trouble);
        const id = await world.start(customerId, 'my deposit');
        await world.agree(customerId, id);
        const said = await world.lastReply(id);
        assert.equal(said.reply.code, code);
        assert.doesNotMatch(said.text, /\d/);
        assert.equal((await world.cardsOf(id)).length, 0);
        world.fake.trouble(null);
        await world.call(customerId, id, 'action', { turnId: said.turnId, action: 'check_again' });
        assert.equal((await world.lastReply(id)).reply.code, 'in_mempool');
      }
    }));

  it('keeps a card as it was while the exchange is away', async () =>
    withWorld(async (world) => {
      const { customerId } = await depositor(world);
      const id = await world.start(customerId, 'deposit');
      await world.agree(customerId, id);
      const before = await world.cardsOf(id);
      world.fake.trouble('down');
      world.pass(60_000);
      await world.recheck();
      assert.deepEqual(await world.cardsOf(id), before);
      assert.equal((await world.repliesOf(id)).length, 2);
    }));

  it('asks a visitor to sign in, and tells nothing', async () =>
    withWorld(async (world) => {
      const customerId = await world.addCustomer(null);
      const id = await world.start(customerId, 'where is my deposit');
      assert.equal((await world.lastReply(id)).reply.code, 'sign_in');
      assert.equal(world.book.asked.length, 0);
    }));

  it('takes no for an answer, and does not ask again', async () =>
    withWorld(async (world) => {
      const { customerId } = await depositor(world);
      const id = await world.start(customerId, 'where is my deposit');
      const { turnId } = await world.lastReply(id);
      await world.call(customerId, id, 'consent', { turnId, given: false });
      assert.equal((await world.lastReply(id)).reply.code, 'no_consent');
      await world.say(customerId, id, 'and my deposit?');
      assert.notEqual((await world.lastReply(id)).kind, 'consent');
      assert.equal(world.book.asked.length, 0);
    }));

  it('shows several to choose from, and answers for the one that is tapped', async () =>
    withWorld(async (world) => {
      const { customerId, txid } = await depositor(world);
      const other = depositOf({ depositId: 'dep-2', amount: '9.5', state: 'below_minimum' });
      world.book.set('deposits', { userId: 'user-1' }, [depositOf({ txid }), other]);
      world.book.set('deposit', { userId: 'user-1', depositId: 'dep-2' }, other);
      const id = await world.start(customerId, 'deposit missing');
      await world.agree(customerId, id);
      const pick = await world.lastReply(id);
      assert.equal(pick.kind, 'pick');
      const options = pick.reply.options as { subjectId: string; cardId: string }[];
      assert.equal((await world.cardsOf(id)).length, 2);
      const chosen = options.find(({ subjectId }) => subjectId === 'dep-2');
      const refused = await world.call(customerId, id, 'choice', {
        turnId: pick.turnId,
        cardId: crypto.randomUUID(),
      });
      assert.ok(!refused.ok && refused.failure.code === 'step_not_open');
      await world.call(customerId, id, 'choice', { turnId: pick.turnId, cardId: chosen?.cardId });
      assert.equal((await world.lastReply(id)).reply.code, 'below_minimum');
      await world.say(customerId, id, 'the deposit of 9.5 I mean');
      assert.equal(
        (await world.lastReply(id)).reply.code,
        'below_minimum',
        'an amount tells which',
      );
    }));
});

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
