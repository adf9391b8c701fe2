import type { Tool } from '../src/core/selfservice/vocabulary.ts';
import { withTestDatabase } from './database.ts';
import { type FakeArticle, fakeKnowledge } from './fakes/knowledge.ts';
import { fakeUnderstanding } from './fakes/understanding.ts';
import { depositOf, type SelfServiceWorld, selfServiceWorld } from './self-service-world.ts';

const tool = (name: Tool) => ({ tools: [{ tool: name, score: 0.9 }] });
const understanding = fakeUnderstanding({
  deposit: tool('deposit'),
  order: tool('order'),
  frozen: tool('restriction'),
  password: tool('password'),
  authenticator: tool('two_factor'),
  slow: tool('network'),
});

/** The assistant with its tools, on fakes of exchange and chain. */
export const withWorld = (
  check: (world: SelfServiceWorld) => Promise<void>,
  articles: FakeArticle[] = [],
) =>
  withTestDatabase((database) =>
    check(selfServiceWorld(database, { understanding, knowledge: fakeKnowledge(articles) })),
  );

/** A customer with one deposit that is on the chain and in this state. */
export const depositor = async (
  world: SelfServiceWorld,
  given: Parameters<typeof depositOf>[0] = {},
) => {
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
