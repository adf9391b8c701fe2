import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { depositor, withWorld } from '../../../test/self-service-steps.ts';
import { depositOf } from '../../../test/self-service-world.ts';

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

  it('takes news of the exchange for those whom it concerns, doubled and late as it may be', async () =>
    withWorld(async (world) => {
      const { customerId, set } = await depositor(world);
      const id = await world.start(customerId, 'deposit');
      await world.agree(customerId, id);
      set({ state: 'credited', creditedAt: Date.now() });
      const news = (userId: string, subjectId: string) =>
        world.selfService.takeEvent({
          eventId: crypto.randomUUID(),
          type: 'deposit_changed',
          userId,
          subjectId,
          at: Date.now() - 3_600_000,
        });
      await news('user-2', 'dep-1');
      await news('user-1', 'dep-9');
      assert.equal((await world.repliesOf(id)).length, 2);
      await Promise.all([news('user-1', 'dep-1'), news('user-1', 'dep-1')]);
      await news('user-1', 'dep-1');
      assert.deepEqual(
        (await world.repliesOf(id)).map(({ reply }) => reply.code ?? reply.kind),
        ['consent', 'in_mempool', 'credited'],
      );
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

  it('answers from an article whoever does not want the account to be looked at', async () =>
    withWorld(
      async (world) => {
        const customerId = await world.addCustomer('user-1');
        const id = await world.start(customerId, 'how long does a deposit take?');
        const { turnId } = await world.lastReply(id);
        await world.call(customerId, id, 'consent', { turnId, given: false });
        assert.equal((await world.lastReply(id)).kind, 'answer');
        assert.equal(world.book.asked.length, 0);
      },
      [{ id: 'deposit-times', text: 'As long as its network takes.', scores: { deposit: 0.9 } }],
    ));

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
